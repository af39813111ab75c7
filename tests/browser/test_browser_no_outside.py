"""Every plain page and every file that opens in a browser: nothing is asked of anybody but our own server."""

from pathlib import Path

import pytest
from field_office import PLANNER, open_office
from playwright.sync_api import Browser, BrowserContext, expect
from served import Served
from signing_in import SLOW_MS, sign_in
from watch import Watch

import workflow
from store import papers

pytestmark = [pytest.mark.browser, pytest.mark.timeout(500)]


@pytest.fixture
def files(sealed_office: Served) -> list[Path]:
    """Return every HTML file that the office hands out, written where a browser opens it from."""
    home = sealed_office.directory / "opened"
    home.mkdir(exist_ok=True)
    workspace = open_office(sealed_office.directory)
    try:
        plan = workflow.read_plan(workspace, PLANNER)
        assert plan is not None
        workflow.coverage_map(workspace, PLANNER)
        workflow.regulation_map(workspace, PLANNER)
        workflow.round_map(workspace, PLANNER, round_id=plan.round.id)
        workflow.register_map(workspace, PLANNER, commune=workflow.read_communes(workspace, PLANNER)[0].code)
        workflow.write_sheets(workspace, PLANNER, round_id=plan.round.id)
        with workspace.store.read() as connection:
            kept = [papers.read_paper(connection, one.id) for one in papers.list_papers(connection)]
    finally:
        workspace.store.close()
    found = []
    for paper, content in filter(None, kept):
        if paper.media_type.startswith("text/html"):
            found.append(home / f"{paper.id}.html".replace(":", "_"))
            found[-1].write_bytes(content)
    return found


@pytest.mark.parametrize(
    ("path", "account"),
    [
        ("/sign-in", ""),
        ("/password", "leader"),
        ("/sign-out", "leader"),
        ("/field", "team-t1"),
        ("/guide", "planner"),
        ("/guide/01-bat-dau", "planner"),
        ("/nowhere", "leader"),
    ],
)
def test_no_plain_page_asks_outside(
    context: BrowserContext, watch: Watch, sealed_office: Served, path: str, account: str
) -> None:
    page = sign_in(context, sealed_office, account) if account else context.new_page()
    page.goto(f"{sealed_office.base}{path}")
    if path == "/field":
        expect(page.locator("#app[data-ready]")).to_be_visible(timeout=SLOW_MS)
    page.wait_for_timeout(700)
    assert (watch.outside, watch.errors) == ([], [])


def test_no_file_asks_outside(chromium: Browser, sealed_office: Served, files: list[Path]) -> None:
    assert len(files) >= 6
    for path in files:
        context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN")
        watch = Watch(context)
        page = context.new_page()
        page.goto(path.as_uri())
        page.wait_for_timeout(700)
        assert len(page.inner_text("body")) > 100, path.name
        assert (watch.outside, watch.errors) == ([], []), path.name
        context.close()
