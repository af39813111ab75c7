"""A workspace of its own for every test, with four accounts."""

from datetime import UTC, datetime

import pytest

from access.accounts import create_account
from domain.accounts import AccountRole
from workflow.workspace import open_workspace, settings_from

# Other folders have a file of this name too; as a module of doctests they would collide.
collect_ignore = ["conftest.py"]

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
PASSWORD = "mật khẩu để thử 1"


@pytest.fixture
def workspace(tmp_path):
    """An empty office in which planner1 and team1 (team T1) have accounts."""
    opened = open_workspace(settings_from({"INSPECTION_DIR": str(tmp_path)}))
    create_account(
        opened, name="planner1", role=AccountRole.PLANNER, team=None, password=PASSWORD, at=NOON, must_change=False
    )
    create_account(
        opened, name="team1", role=AccountRole.TEAM, team="T1", password=PASSWORD, at=NOON, must_change=False
    )
    yield opened
    opened.store.close()
