"""What a page of the dashboard begins with: its language and title, where its server is, and what it will need."""

import re
from pathlib import Path

import pytest
from middleware_answers import PASSED_ON, answer_of

from access.headers import streamlit_policy
from domain.accounts import AccountRole, Actor
from ui.page_shell import PIECES, STATIC, PageShell, page_html, piece_addresses
from workflow.workspace import Workspace, open_workspace, settings_from


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A front end of five files: the first needs shared.js, Box needs shared.js and deep.js, which needs deeper.js."""
    scripts = tmp_path / "static" / "js"
    scripts.mkdir(parents=True)
    (tmp_path / "index.html").write_text('<script src="./static/js/first.A.js"></script>', encoding="utf-8")
    (scripts / "first.A.js").write_text('import{a}from"./shared.B.js";', encoding="utf-8")
    (scripts / "shared.B.js").write_text("", encoding="utf-8")
    (scripts / "Box.C.js").write_text('import"./deep.D.js";import{a}from"./shared.B.js";', encoding="utf-8")
    (scripts / "deep.D.js").write_text('import{x}from"./deeper.E.js";import{y}from"./Box.C.js";', encoding="utf-8")
    (scripts / "deeper.E.js").write_text('const later = () => import("./lazy.F.js")', encoding="utf-8")
    (scripts / "lazy.F.js").write_text("", encoding="utf-8")
    return tmp_path


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace(settings_from({"INSPECTION_DIR": str(tmp_path / "office")}))


def test_a_piece_brings_all_it_needs_but_what_the_first_script_brings_or_asks_for_later(static: Path) -> None:
    found = piece_addresses(static, ["Box", "NotInThisVersion"])
    assert found == ["/static/js/Box.C.js", "/static/js/deep.D.js", "/static/js/deeper.E.js"]


@pytest.mark.parametrize("stem", PIECES)
def test_the_installed_front_end_has_each_piece(stem: str) -> None:
    assert len(list((STATIC / "static" / "js").glob(f"{stem}.*.js"))) == 1


@pytest.mark.parametrize("changed", ["<head>", '<html lang="en">', "<title>Streamlit</title>", "</head>"])
def test_a_front_end_that_says_something_else_is_noticed_at_the_start(tmp_path: Path, changed: str) -> None:
    said = (STATIC / "index.html").read_text(encoding="utf-8").replace(changed, "")
    (tmp_path / "index.html").write_text(said, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(changed)):
        page_html(tmp_path)


def answered(
    workspace: Workspace, path: str, *, role: AccountRole = AccountRole.PLANNER, method: str = "GET", cookie: str = ""
) -> str | int:
    """Return the page that somebody of a role gets, or the status of whatever stands behind."""
    status, headers, body = answer_of(
        lambda behind: PageShell(behind, workspace=workspace, html=page_html(STATIC), static=STATIC),
        path=path, method=method, headers=[(b"cookie", cookie.encode())], actor=Actor(account="a", role=role),
    )  # fmt: skip
    if status == PASSED_ON:
        return PASSED_ON
    assert (status, headers[b"content-type"]) == (200, b"text/html; charset=utf-8")
    return body.decode()


@pytest.mark.parametrize(
    ("path", "role", "parts"),
    [
        ("/map", AccountRole.PLANNER, ["map_points", "working_map"]),
        ("/plan", AccountRole.PLANNER, ["working_map", "plan_timeline"]),
        ("/", AccountRole.PLANNER, []),
        ("/", AccountRole.TEAM, ["working_map"]),
        ("/", AccountRole.LEADER, []),
    ],
)
def test_a_page_names_what_it_will_need(workspace: Workspace, path: str, role: AccountRole, parts: list[str]) -> None:
    page = answered(workspace, path, role=role)
    assert isinstance(page, str)
    patient = '<link rel="modulepreload" fetchpriority="low" href="'
    assert re.findall(patient + r'/screen/[0-9a-f]{16}/(\w+)\.js">', page) == parts
    assert len(re.findall(patient + r'/static/js/Selectbox\.[\w-]+\.js">', page)) == 1
    # Streamlit's own come first.
    assert page.index("./static/js/index.") < page.index(patient)


@pytest.mark.parametrize(
    ("cookie", "language", "title"),
    [
        ("", "vi", "Kế hoạch kiểm tra liên ngành"),
        ("language=en", "en", "Inspection-round planner"),
        ("language=xx", "vi", "Kế hoạch kiểm tra liên ngành"),
    ],
)
def test_a_page_says_its_language_and_its_title(workspace: Workspace, cookie: str, language: str, title: str) -> None:
    page = answered(workspace, "/map", cookie=cookie)
    assert isinstance(page, str)
    assert re.findall(r"<html[^>]*>", page) == [f'<html lang="{language}">']
    assert re.findall("<title>(.*)</title>", page) == [title]


def test_every_script_in_a_page_is_one_that_the_policy_lets_run(workspace: Workspace) -> None:
    page = answered(workspace, "/map")
    assert isinstance(page, str)
    assert page.count("<script>") == 2
    assert streamlit_policy(page) == streamlit_policy(page_html(STATIC))
    assert streamlit_policy(page).count("'sha256-") == 2


@pytest.mark.parametrize(
    "path", ["/papers/3", "/guide", "/field", "/static/js/x.js", "/sign-in", "/_stcore/health", "/map/", "//map"]
)
def test_what_is_no_page_is_left_to_the_application(workspace: Workspace, path: str) -> None:
    assert answered(workspace, path) == PASSED_ON


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_a_page_is_only_read(workspace: Workspace, method: str) -> None:
    assert answered(workspace, "/map", method=method) == PASSED_ON
