"""Every page of every role at three moments of the year: it opens, nothing breaks, nothing is refused in red."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from year_office import ADMINISTRATOR, LEADER, PLANNER, team_actor

import ui.session
from access.page_addresses import PAGES
from domain.accounts import AccountRole, Actor

pytestmark = pytest.mark.proof
ROOT = Path(__file__).resolve().parents[2]
PEOPLE = {one.role: one for one in (PLANNER, LEADER, ADMINISTRATOR, team_actor("T1"))}
SHOWN = [(role, name) for role, menu in PAGES.items() for name in menu]


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path, Actor, str], AppTest]]:
    """Return a function that opens a page of an office as somebody."""

    def open_page(directory: Path, actor: Actor, name: str) -> AppTest:
        monkeypatch.setenv("INSPECTION_DIR", str(directory))
        monkeypatch.delenv("INSPECTION_DATABASE_URL", raising=False)
        monkeypatch.setattr("ui.session.current_actor", lambda: actor)
        ui.session.workspace.clear()
        app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=120).run()
        app._page_hash = app.session_state["pages"][name]._script_hash
        return app.run()

    yield open_page
    ui.session.workspace.clear()


def test_everybody_has_a_menu():
    assert set(PEOPLE) == set(PAGES) == set(AccountRole)


@pytest.mark.parametrize("moment", ["field-1", "closed-3", "end"])
@pytest.mark.parametrize(("role", "name"), SHOWN)
def test_a_page_opens_on_a_year_of_work(role, name, moment, whole_year, opens):
    app = opens(whole_year[moment], PEOPLE[role], name)
    assert not app.exception, [one.value for one in app.exception]
    assert not app.error, [one.value for one in app.error]
    assert len(app.title) == 1 and len(list(app.main)) > 1
