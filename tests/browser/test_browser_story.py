"""The whole story once: a file, one doubt settled, a round planned and sealed, a visit recorded, a leader who sees it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from field_office import PLANNER, open_office
from field_tablet import open_field, record_next
from playwright.sync_api import Browser, BrowserContext, Page, expect
from served import Served, serve
from signing_in import SLOW_MS, sign_in
from watch import Watch

import workflow
from workflow.plan_views import ShiftView

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve an office that has its units, teams and shifts, but no register yet."""
    from access.first_accounts import create_first_accounts
    from demo.line import set_up_demo

    directory = tmp_path_factory.mktemp("story") / "office"
    directory.mkdir()
    workspace = open_office(directory)
    made = set_up_demo(workspace)
    create_first_accounts(workspace, teams=made.teams, at=datetime.now(UTC))
    workspace.store.close()
    with serve(directory) as served:
        yield served


def button(page: Page, name: str):  # type: ignore[no-untyped-def]
    return page.get_by_role("button", name=name, exact=True)


def settle(page: Page) -> None:
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached(timeout=SLOW_MS)
    page.wait_for_timeout(400)


def test_from_the_file_to_the_leader(chromium: Browser, context: BrowserContext, watch: Watch, office: Served) -> None:
    page = sign_in(context, office)
    take_file(page, office.directory / "register.xlsx")
    settle_one_doubt(page)
    plan_and_seal(page)
    shift = put_clock_at_reveal(office.directory)
    leader = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN")
    leader.set_default_timeout(SLOW_MS)
    seen = Watch(leader)
    board = sign_in(leader, office, "leader")
    expect(board.get_by_text("Đã kiểm tra 0/")).to_be_visible(timeout=SLOW_MS)
    team = chromium.new_context(viewport={"width": 820, "height": 1180}, locale="vi-VN")
    team.set_default_timeout(SLOW_MS)
    stop = record_one(team, office, f"team-{shift.team.lower()}")
    assert stop == shift.stops[0].establishment_id
    board.reload()
    expect(board.get_by_text("Đã kiểm tra 1/")).to_be_visible(timeout=SLOW_MS)
    expect(board.frame_locator("iframe").locator(".commune-sign")).to_have_count(6, timeout=SLOW_MS)
    names = {one.name.encode() for one in shift.stops} | {one.establishment_id.encode() for one in shift.stops}
    assert not [name for name in names for body in seen.received if name in body]
    assert (watch.outside, watch.errors, seen.outside, seen.errors) == ([], [], [], [])
    leader.close()
    team.close()


def take_file(page: Page, path: Path) -> None:
    page.get_by_test_id("stMain").get_by_role("link", name="Nhập danh sách").click()
    page.locator("input[type=file]").set_input_files(path)
    expect(button(page, "Tiếp tục, sửa sau")).to_be_visible(timeout=SLOW_MS)
    button(page, "Tiếp tục, sửa sau").click()
    expect(page.locator(".map-root")).to_have_attribute("data-points", "240", timeout=SLOW_MS)


def settle_one_doubt(page: Page) -> None:
    page.get_by_role("link", name="Cần sửa", exact=True).first.click()
    expect(page.locator(".problem")).to_contain_text("có thể trùng với", timeout=SLOW_MS)
    settle(page)
    page.keyboard.press("1")
    expect(page.get_by_text("Đã xong: Gộp làm một.")).to_be_visible(timeout=SLOW_MS)


def plan_and_seal(page: Page) -> None:
    page.get_by_role("link", name="Đợt mới").first.click()
    button(page, "Lập kế hoạch").click()
    # One establishment less than the file has: 20 % of 239 are 48 as well.
    expect(page.locator(".map-root")).to_have_attribute("data-stops", "48", timeout=2 * SLOW_MS)
    page.get_by_test_id("stMain").get_by_role("link", name="Chốt và in").click()
    for label, value in (("Số quyết định", "1/QĐ-UBND"), ("Người ký", "Chủ tịch")):
        page.get_by_label(label).fill(value)
    button(page, "Chốt").click()
    expect(page.get_by_text("đã chốt lúc").first).to_be_visible(timeout=SLOW_MS)


def put_clock_at_reveal(directory: Path) -> ShiftView:
    """Put the demo's clock where the first shift of the plan begins, and return the shift."""
    workspace = open_office(directory)
    try:
        plan = workflow.read_plan(workspace, PLANNER)
        assert plan is not None
        shift = min((one for one in plan.shifts if one.stops), key=lambda one: (one.date, one.start_s, one.team))
        assert shift.revealed_at is not None
        workflow.move_clock(workspace, PLANNER, at=shift.revealed_at + timedelta(minutes=5))
        return shift
    finally:
        workspace.store.close()


def record_one(context: BrowserContext, office: Served, account: str) -> str:
    page = open_field(context, office, account)
    stop = record_next(page, minutes_no="01/BB")
    expect(page.locator(".badge")).to_have_text("Đã gửi hết", timeout=SLOW_MS)
    return stop
