"""The real server in a real browser, one role after the other, with name resolution blocked."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from signing_in import SLOW_MS, sign_in
from watch import Watch

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

ESTABLISHMENT_ID = re.compile(rb"CS0\d+")


def go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def test_anonymous_sees_nothing_but_the_form(context: BrowserContext, watch: Watch, demo_server) -> None:  # type: ignore[no-untyped-def]
    page = context.new_page()
    for path in ("/", "/map", "/plan", "/coverage", "/team", "/administration"):
        page.goto(demo_server.base + path)
        assert page.url.startswith(f"{demo_server.base}/sign-in")
        assert page.locator("input").count() >= 2
        assert page.locator(".map-root, iframe, table").count() == 0
    assert watch.received
    assert not any(ESTABLISHMENT_ID.search(body) for body in watch.received)
    assert (watch.outside, watch.errors) == ([], [])


def test_the_planner_draws_the_map_with_240_points(context: BrowserContext, watch: Watch, demo_server) -> None:  # type: ignore[no-untyped-def]
    page = sign_in(context, demo_server, "planner")
    go(page, "Bản đồ")
    root = page.locator(".map-root")
    expect(root).to_have_attribute("data-points", "240", timeout=SLOW_MS)
    expect(root).to_have_attribute("data-communes", "6")
    sent = len(watch.sent)
    page.get_by_role("button", name="Phóng to").click()
    page.wait_for_timeout(600)
    assert len(watch.sent) == sent, "zooming must not run the script again"
    zoomed = root.locator(".leaflet-control-scale-line").inner_text()
    page.get_by_label("Tìm").fill("karaoke")
    page.get_by_label("Tìm").press("Enter")
    expect(root).not_to_have_attribute("data-points", "240", timeout=SLOW_MS)
    assert root.locator(".leaflet-control-scale-line").inner_text() == zoomed
    assert any(ESTABLISHMENT_ID.search(frame) for frame in watch.received)  # what the other roles' tests look for
    assert (watch.outside, watch.errors) == ([], [])


def test_the_map_asks_for_no_code_piece_by_piece(context: BrowserContext, watch: Watch, demo_server) -> None:  # type: ignore[no-untyped-def]
    page = sign_in(context, demo_server, "planner")
    page.goto(f"{demo_server.base}/map")
    expect(page.locator(".map-root")).to_have_attribute("data-points", "240", timeout=SLOW_MS)
    asked = page.evaluate("performance.getEntriesByType('resource').map(e => [e.name, e.startTime])")
    scripts = {name.removeprefix(demo_server.base): begun for name, begun in asked if name.endswith(".js")}
    # The page's code runs from the moment on when it asks the server how it is.
    running = min(begun for name, begun in asked if "/_stcore/" in name)
    assert any(name.endswith("/working_map.js") for name in scripts)
    assert [name for name, begun in scripts.items() if begun > running] == []
    assert (watch.outside, watch.errors) == ([], [])


def test_the_planner_sees_the_plan_and_why(context: BrowserContext, watch: Watch, demo_server) -> None:  # type: ignore[no-untyped-def]
    page = sign_in(context, demo_server, "planner")
    go(page, "Kết quả")
    root = page.locator(".map-root")
    expect(root).to_have_attribute("data-stops", "48", timeout=SLOW_MS)
    root.locator(".map-stop").last.click(force=True)
    expect(page.get_by_text("Vì sao?")).to_be_visible(timeout=SLOW_MS)
    assert (watch.outside, watch.errors) == ([], [])


def test_the_leader_sees_communes_and_no_establishment(context: BrowserContext, watch: Watch, demo_server) -> None:  # type: ignore[no-untyped-def]
    page = sign_in(context, demo_server, "leader")
    signs = page.frame_locator("iframe").locator(".commune-sign b")
    expect(signs).to_have_count(6, timeout=SLOW_MS)
    expect(page.locator(".st-key-split table tbody tr")).to_have_count(6)
    assert "Chỉ tiêu năm 2027 là 20 %, tức 48 cơ sở" in page.locator("body").inner_text()
    # By hand to a planner's page: it is not in the leader's menu and falls back to the leader's own.
    page.goto(f"{demo_server.base}/plan")
    expect(signs).to_have_count(6, timeout=SLOW_MS)
    assert any(b"commune-sign" in body for body in watch.received)
    assert not any(ESTABLISHMENT_ID.search(frame) for frame in watch.received)
    assert (watch.outside, watch.errors) == ([], [])


def test_the_team_waits_then_sees_its_own_shift_only(context: BrowserContext, watch: Watch, demo_server) -> None:  # type: ignore[no-untyped-def]
    """Seal, see nothing before the hour; move the clock, see the own shift and no other team's stop."""
    own, others = seal_demo(demo_server)
    page = sign_in(context, demo_server, "team-t1")
    expect(page.get_by_text("Chưa đến giờ mở")).to_be_visible(timeout=SLOW_MS)
    assert not any(ESTABLISHMENT_ID.search(frame) for frame in watch.received)
    move_clock_past(demo_server, own)
    page.reload()
    expect(page.locator(".stop-list li").first).to_be_visible(timeout=SLOW_MS)
    expect(page.locator(".map-root")).to_have_attribute("data-stops", re.compile(r"[1-9]"), timeout=SLOW_MS)
    seen = {found.decode() for frame in watch.received for found in ESTABLISHMENT_ID.findall(frame)}
    assert seen == {stop.establishment_id for stop in own.stops}
    assert not seen & others
    assert (watch.outside, watch.errors) == ([], [])


def seal_demo(server):  # type: ignore[no-untyped-def]
    """Seal the demo's plan; return the first shift of team T1 and the stops of all other shifts."""
    import workflow

    workspace, planner = _open(server)
    try:
        plan = workflow.read_plan(workspace, planner)
        if plan.sealed_at is None:
            day = workflow.read_now(workspace).date()
            plan = workflow.seal_plan(
                workspace,
                planner,
                round_id=plan.round.id,
                version=plan.version,
                decision_no="1/QĐ",
                decision_on=day,
                signer="Chủ tịch",
            )
        own = min(
            (shift for shift in plan.shifts if shift.team == "T1" and shift.stops), key=lambda s: (s.date, s.start_s)
        )
        others = {stop.establishment_id for shift in plan.shifts if shift.shift != own.shift for stop in shift.stops}
        return own, others
    finally:
        workspace.store.close()


def move_clock_past(server, shift) -> None:  # type: ignore[no-untyped-def]
    """Put the demo's clock at the moment at which a shift opens."""
    import workflow

    workspace, planner = _open(server)
    try:
        workflow.move_clock(workspace, planner, at=shift.revealed_at)
    finally:
        workspace.store.close()


def _open(server):  # type: ignore[no-untyped-def]
    from domain.accounts import AccountRole, Actor
    from workflow.workspace import open_workspace, settings_from

    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(server.directory)}))
    return workspace, Actor(account="planner", role=AccountRole.PLANNER)
