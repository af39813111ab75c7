"""The screen's words, and pages run by AppTest as somebody of a role."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.accounts import AccountRole, Actor
from domain.words import Words
from workflow.reference import load_words

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def words() -> Words:
    """Return the product's own Vietnamese words."""
    return load_words(ROOT / "data" / "words" / "vi", language="vi")


@pytest.fixture
def open_as(demo_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Return a function that opens the dashboard on the demo office as a role, or as nobody.

    AppTest has no cookie; who asks is put in at the one place that looks it up.
    """
    import ui.session

    monkeypatch.setenv("INSPECTION_DIR", str(demo_dir))
    ui.session.workspace.clear()

    def open_page(role: AccountRole | None, *, team: str | None = None, page: str = "") -> AppTest:
        actor = None if role is None else Actor(account="thu", role=role, team=team)
        monkeypatch.setattr(ui.session, "current_actor", lambda: actor)
        app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=30)
        return app.switch_page(page).run() if page else app.run()

    return open_page
