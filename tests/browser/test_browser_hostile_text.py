"""Hostile text in every field that the office keeps, on every page that shows it: it is text, and nothing runs."""

import hashlib
import hmac
import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from field_office import PLANNER, Evening, open_office, seal_evening
from playwright.sync_api import BrowserContext, Page, expect
from served import Served, serve
from signing_in import SLOW_MS, sign_in
from watch import Watch

import workflow
from domain.visits import SheetId
from store import rounds, teams
from store.sheets import FIRST_EPOCH
from workflow.field_keys import results_key
from workflow.plan_views import PlanView
from workflow.workspace import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

CORPUS = (
    '<img src=x onerror="window.__pwn=1">',
    "</script><script>window.__pwn=1</script>",
    '"><svg onload=window.__pwn=1>',
    "`${window.__pwn=1}`",
    "{{ window.__pwn=1 }}",
    "![t](https://evil.example/p.png)",
    "[t](javascript:window.__pwn=1)",
    "<style>@import 'https://evil.example/s.css'</style>",
    "$\\href{javascript:window.__pwn=1}{x}$",
)
ALL = " ".join(CORPUS)
FIRST = CORPUS[0]
PLANNER_PAGES = (
    "start", "register", "map", "mend", "round", "plan", "seal", "papers", "coverage", "results", "follow_up", "triage",
    "method", "office", "audit", "review", "history",
)  # fmt: skip


@pytest.fixture(scope="module")
def office(demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Evening]]:
    """Serve the demo office, its first shift revealed, with the corpus wherever a text can be kept."""
    directory = Path(shutil.copytree(demo_dir, tmp_path_factory.mktemp("hostile") / "demo"))
    evening = seal_evening(directory)
    poison(directory, evening)
    with serve(directory) as served:
        yield served, evening


def poison(directory: Path, evening: Evening) -> None:
    """Put the corpus in through the steps that pages call, and where a file brings text, into the store itself."""
    workspace = open_office(directory)
    try:
        plan = workflow.read_plan(workspace, PLANNER)
        assert plan is not None
        workflow.save_letterhead(workspace, PLANNER, name=ALL, superior=ALL, place=ALL)
        today = workflow.read_now(workspace).date()
        lists = workflow.complaint_lists(workspace, PLANNER)
        common = {"channel": next(iter(lists.channels)), "received_on": today}
        kind = next(one.code for one in lists.clocks if not one.is_crime)
        crime = next(one.code for one in lists.clocks if one.is_crime)
        for text in CORPUS:
            workflow.record_complaint(
                workspace, PLANNER, kind=kind, about=text, establishment_id=evening.stops[0], **common
            )
        workflow.record_forwarded(workspace, PLANNER, kind=crime, to=FIRST, on=today, **common)
        last = plan.shifts[-1].shift
        workflow.reveal_shift(workspace, PLANNER, round_id=plan.round.id, shift=last, reason=ALL)
        for device in ("a" * 16, "b" * 16):
            text = closed_door(workspace, plan, evening, device=device)
            answer = workflow.take_results(workspace, PLANNER, text=text)
            assert answer.refused == 0, answer
        with workspace.store.write() as connection:
            rounds.save_round(connection, replace(plan.round, title=ALL))
            teams.save_teams(connection, [replace(team, name=ALL) for team in teams.read_teams(connection)])
    finally:
        workspace.store.close()
    with sqlite3.connect(directory / "office.sqlite") as connection:
        connection.execute("update establishments set name = ?, address_raw = ?, hamlet = ?", (ALL, ALL, ALL))
    connection.close()


def closed_door(workspace: Workspace, plan: PlanView, evening: Evening, *, device: str) -> str:
    """Return results of a tablet whose team noted the corpus at a closed door; two tablets make a conflict."""
    sheet = SheetId(round_id=plan.round.id, shift=evening.shift.shift, revision=plan.version, epoch=FIRST_EPOCH)
    at = f"{evening.shift.date.isoformat()}T19:0{'ab'.index(device[0])}:00+07:00"
    result = {
        "stop": evening.stops[0], "kind": "establishment", "status": "closed_door", "edit": 1, "recorded_at": at,
        "agencies": ["VAN_HOA"], "note": f"{device[0]} {ALL}",
    }  # fmt: skip
    said = {
        "schema": 1, "sheet": sheet.text, "team": evening.shift.team, "shift": sheet.shift, "revision": plan.version,
        "device": device, "made_at": at, "results": [result],
    }  # fmt: skip
    text = json.dumps(said)
    mark = hmac.new(bytes.fromhex(results_key(workspace, sheet)), text.encode("utf-8"), hashlib.sha256).hexdigest()
    return json.dumps({"schema": 1, "body": text, "mark": mark})


def settle(page: Page) -> None:
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached(timeout=SLOW_MS)
    page.wait_for_timeout(300)


def harmless(page: Page, watch: Watch) -> None:
    for frame in page.frames:
        # A sandboxed map has another origin; what ran there would have set it there.
        assert frame.evaluate("window.__pwn") is None, frame.url
    made = page.locator("img[src='x'], a[href^='javascript:']")
    assert made.evaluate_all("all => all.map(one => one.parentElement.outerHTML.slice(0, 600))") == []
    assert watch.outside == []


def test_it_is_text_on_every_page_of_the_planner(
    context: BrowserContext, watch: Watch, office: tuple[Served, Evening]
) -> None:
    served, _ = office
    page = sign_in(context, served)
    for name in PLANNER_PAGES:
        page.goto(f"{served.base}/{name}")
        settle(page)
        for tab in page.get_by_role("tab").all():
            tab.click()
            settle(page)
        # The office's name stands above every page: where it is not seen, nothing was looked for.
        expect(page.locator("body"), name).to_contain_text("onerror", timeout=SLOW_MS)
        harmless(page, watch)
    assert watch.errors == []


def test_it_is_text_for_the_leader(context: BrowserContext, watch: Watch, office: tuple[Served, Evening]) -> None:
    served, _ = office
    page = sign_in(context, served, "leader")
    for name in ("coverage", "papers", "method"):
        page.goto(f"{served.base}/{name}")
        settle(page)
        assert "onerror" in page.locator("body").inner_text()
        harmless(page, watch)
    assert watch.errors == []


def test_it_is_text_for_the_team_and_on_its_tablet(
    context: BrowserContext, watch: Watch, office: tuple[Served, Evening]
) -> None:
    served, evening = office
    page = sign_in(context, served, "team-t1")
    expect(page.locator(".stop-list li").first).to_contain_text("onerror", timeout=SLOW_MS)
    harmless(page, watch)
    page.goto(f"{served.base}/field")
    expect(page.locator("#app[data-ready]")).to_be_visible(timeout=SLOW_MS)
    assert "onerror" in page.locator("body").inner_text()
    harmless(page, watch)
    assert evening.stops and watch.errors == []


def test_it_is_text_on_the_forms(context: BrowserContext, watch: Watch, office: tuple[Served, Evening]) -> None:
    served, _ = office
    page = context.new_page()
    page.goto(f"{served.base}/sign-in")
    assert "onerror" in page.locator("body").inner_text()
    page.fill("#username", FIRST)
    page.fill("#password", FIRST)
    page.click("button[type=submit]")
    harmless(page, watch)
    page = sign_in(context, served, "leader")
    for path in ("/password", "/sign-out", "/papers/<img src=x onerror=window.__pwn=1>"):
        page.goto(f"{served.base}{path}")
        harmless(page, watch)
    assert watch.errors == []
