"""A team's page with signal, its sheet, and what /field fetches say the same of every stop."""

import asyncio
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

import workflow
from domain.accounts import AccountRole, Actor
from domain.units import clock_text
from field.sheets import sheet_routes
from store import audit, offices
from workflow.workspace import Workspace, open_workspace, settings_from

PLANNER = Actor(account="thu", role=AccountRole.PLANNER)
PAGE = "from ui import team_page\nteam_page.show()"


@pytest.fixture
def office(demo_dir: Path, tmp_path: Path) -> Workspace:
    """Return the demo office with a sealed plan."""
    opened = open_workspace(settings_from({"INSPECTION_DIR": str(shutil.copytree(demo_dir, tmp_path / "office"))}))
    plan = workflow.read_plan(opened, PLANNER)
    workflow.seal_plan(
        opened, PLANNER, round_id=plan.round.id, version=plan.version, decision_no="1", decision_on=date(2027, 3, 2),
        signer="A",
    )  # fmt: skip
    yield opened
    opened.store.close()


@pytest.fixture
def page(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], AppTest]:
    """Return a function that opens the team's page as somebody."""
    import ui.session

    monkeypatch.setenv("INSPECTION_DIR", str(office.settings.directory))
    ui.session.workspace.clear()

    def opened(actor: Actor) -> AppTest:
        monkeypatch.setattr("ui.session.current_actor", lambda: actor)
        return AppTest.from_string(PAGE, default_timeout=60).run()

    yield opened
    ui.session.workspace.clear()


def set_clock(office: Workspace, at: datetime) -> None:
    with office.store.write() as connection:
        offices.save_office(connection, replace(offices.read_office(connection), demo_at=at))


def html_of(app: AppTest) -> str:
    assert not app.exception and not app.error
    return "\n".join(str(element.proto.body) for element in app.main if element.type == "html")


def rows_of(html: str) -> list[tuple[str, str, str, str]]:
    """Return (order, hours, name, agencies) of the page's list."""
    listed = re.search(r'<ol class="stop-list">(.*?)</ol>', html, re.DOTALL).group(1)
    found = re.findall(
        r'<li><span class="number">(\d+)</span><div><b>([\d:–]+) · (.*?)</b><small>.*?</small><small>.*?: (.*?)</small>',
        listed,
    )
    return [tuple(unescape(part) for part in row) for row in found]


def over_the_network(office: Workspace, actor: Actor, shift: str) -> dict:
    """Return what /field fetches, behind a gate that let the team through."""
    app = Starlette(routes=sheet_routes(office))

    async def behind_the_gate(scope, receive, send):
        scope["actor"] = actor
        await app(scope, receive, send)

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=behind_the_gate)
        async with httpx.AsyncClient(transport=transport, base_url="http://office") as client:
            return await client.get(f"/field/sheets/{shift}")

    # In a thread of its own: a browser of another test may keep a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(asyncio.run, ask()).result()
    assert answer.status_code == 200
    return answer.json()


def test_the_three_of_them_tell_the_same_stops_and_hours(office, page):
    view = workflow.list_sheets(office, PLANNER)[0]
    actor = Actor(account="doan", role=AccountRole.TEAM, team=view.team)
    set_clock(office, view.revealed_at)
    sheet = workflow.read_sheet(office, actor, shift=view.sheet.shift)
    labels = {one["code"]: one["label"] for one in sheet["agencies"]}
    expected = [
        (
            str(stop["order"]), f"{clock_text(stop['start_s'])}–{clock_text(stop['leave_s'])}", stop["name"],
            ", ".join(labels[code] for code in stop["agencies"]),
        )
        for stop in sheet["stops"]
    ]  # fmt: skip
    html = html_of(page(actor))
    assert rows_of(html) == expected and expected
    for stop in sheet["stops"]:
        assert stop["address"] in unescape(html) and stop["type_label"] in unescape(html)
    assert clock_text(sheet["departure_s"]) in html and clock_text(sheet["return_s"]) in html
    assert over_the_network(office, actor, view.sheet.shift) == sheet


def test_the_next_stop_is_the_first_that_is_not_over(office, page):
    view = workflow.list_sheets(office, PLANNER)[0]
    actor = Actor(account="doan", role=AccountRole.TEAM, team=view.team)
    stops = workflow.read_sheet(office, PLANNER, shift=view.sheet.shift)["stops"]
    midnight = view.revealed_at - timedelta(seconds=view.start_s)
    for at, stop in ((view.start_s, stops[0]), (stops[0]["leave_s"] - 1, stops[0]), (stops[0]["leave_s"], stops[1])):
        set_clock(office, midnight + timedelta(seconds=at))
        told = unescape(html_of(page(actor)))
        assert f"Điểm tiếp theo ({stop['order']}/{len(stops)})" in told
        assert f'<p class="place"><b>{clock_text(stop["start_s"])}</b> {stop["name"]}</p>' in told
    set_clock(office, midnight + timedelta(seconds=stops[-1]["leave_s"]))
    app = page(actor)
    assert 'class="place"' not in html_of(app)
    assert any("đã qua điểm cuối" in element.value for element in app.markdown)
    assert 'href="/field"' in html_of(app)


def test_the_page_leaves_one_line_of_the_audit_however_often_it_runs(office, page):
    view = workflow.list_sheets(office, PLANNER)[0]
    actor = Actor(account="doan", role=AccountRole.TEAM, team=view.team)
    set_clock(office, view.revealed_at)

    def rows() -> list[audit.AuditEntry]:
        with office.store.read() as connection:
            return [row for row in audit.read_audit(connection, limit=1000) if row.account == "doan"]

    app = page(actor)
    app.run().run()
    assert [(row.action, row.object) for row in rows()] == [("sheet.seen", view.sheet.text)]


def test_before_its_hour_the_page_has_nothing_of_the_stops(office, page):
    view = workflow.list_sheets(office, PLANNER)[0]
    stops = workflow.read_sheet(office, PLANNER, shift=view.sheet.shift)["stops"]
    set_clock(office, view.revealed_at - timedelta(seconds=1))
    app = page(Actor(account="doan", role=AccountRole.TEAM, team=view.team))
    sent = "\n".join(str(element.proto) for element in app.main if hasattr(element, "proto"))
    assert "Chưa đến giờ mở" in sent
    assert not [stop for stop in stops if stop["id"] in sent or stop["name"] in sent]
