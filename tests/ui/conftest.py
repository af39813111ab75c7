"""The screen's words, and pages run by AppTest as somebody of a role."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from wizard_dashboard import ROWS, import_rows, new_office

from domain.accounts import AccountRole, Actor
from domain.words import Words
from workflow.reference import load_words

ROOT = Path(__file__).resolve().parents[2]
Become = Callable[..., None]


@pytest.fixture(scope="session")
def words() -> Words:
    """Return the product's own Vietnamese words."""
    return load_words(ROOT / "data" / "words" / "vi", language="vi")


@pytest.fixture
def become(monkeypatch: pytest.MonkeyPatch) -> Become:
    """Return a function that makes the next runs those of a role, or of nobody.

    AppTest has no cookie; who asks is put in at the one place that looks it up.
    """

    def become_role(role: AccountRole | None, *, team: str | None = None) -> None:
        actor = None if role is None else Actor(account="thu", role=role, team=team)
        monkeypatch.setattr("ui.session.current_actor", lambda: actor)

    return become_role


@pytest.fixture
def serve_from(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Return a function that points the dashboard at an office's folder."""
    import ui.session

    def point_at(directory: Path) -> None:
        monkeypatch.setenv("INSPECTION_DIR", str(directory))
        monkeypatch.delenv("INSPECTION_DATABASE_URL", raising=False)
        ui.session.workspace.clear()

    yield point_at
    ui.session.workspace.clear()


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an office that has no register yet; a test copies it."""
    directory = tmp_path_factory.mktemp("empty_office")
    new_office(directory)
    return directory


@pytest.fixture(scope="session")
def kept_office(empty_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an office whose register has four rows, one of an unknown type; a test copies it."""
    directory = Path(shutil.copytree(empty_office, tmp_path_factory.mktemp("kept_office") / "office"))
    import_rows(directory, ROWS)
    return directory


@pytest.fixture
def dashboard() -> AppTest:
    """Return the dashboard, not yet run."""
    return AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60)
