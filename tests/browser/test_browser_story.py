"""The whole story on a desk and on a tablet: a file, doubts settled, a round planned, a stop moved, sealed; a visit, a leader."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from field_office import PLANNER, open_office
from field_tablet import open_field, record_next
from moving import bar, drag_one_later, lawful_swap, orders, plan_of
from playwright.sync_api import Browser, BrowserContext, Page, expect
from served import Served, serve
from signing_in import SLOW_MS, sign_in
from visible import settle
from watch import Watch

import workflow
from workflow.plan_views import ShiftView

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

POINTS, STOPS = "241", "49"
"""What the map and the plan show once a doubted pair became one and a row got its name: 20 % of 241 are 49."""


SIZES = {"desk": (1440, 900), "tablet": (820, 1180)}


@pytest.fixture
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


@pytest.mark.parametrize("size", [pytest.param(SIZES["desk"], marks=pytest.mark.proof), SIZES["tablet"]], ids=SIZES)
def test_from_the_file_to_the_leader(chromium: Browser, office: Served, size: tuple[int, int]) -> None:
    planner, watch = looking(chromium, size)
    page = sign_in(planner, office)
    take_file(page, office.directory / "register.xlsx")
    settle_doubts(page)
    plan_round(page)
    move_a_stop(page, office)
    seal(page)
    shift = put_clock_at_reveal(office.directory)
    leader, seen = looking(chromium, size)
    board = sign_in(leader, office, "leader")
    expect(board.get_by_text("Đã kiểm tra 0/")).to_be_visible(timeout=SLOW_MS)
    team, _ = looking(chromium, SIZES["tablet"])
    stop = record_one(team, office, f"team-{shift.team.lower()}")
    assert stop == shift.stops[0].establishment_id
    board.reload()
    expect(board.get_by_text("Đã kiểm tra 1/")).to_be_visible(timeout=SLOW_MS)
    expect(board.frame_locator("iframe").locator(".commune-sign")).to_have_count(6, timeout=SLOW_MS)
    names = {one.name.encode() for one in shift.stops} | {one.establishment_id.encode() for one in shift.stops}
    assert not [name for name in names for body in seen.received if name in body]
    assert (watch.outside, watch.errors, seen.outside, seen.errors) == ([], [], [], [])
    for context in (planner, leader, team):
        context.close()


def looking(chromium: Browser, size: tuple[int, int]) -> tuple[BrowserContext, Watch]:
    """Return a browser of its own, as wide and high as a screen, and what it asks for and is sent."""
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, locale="vi-VN")
    context.set_default_timeout(SLOW_MS)
    return context, Watch(context)


def menu(page: Page, name: str) -> None:
    """Go to a page by the menu, which a narrow screen keeps behind one button."""
    link = page.get_by_test_id("stTopNavLink").filter(has_text=name)
    if link.count():
        link.first.click()
    else:
        page.get_by_role("link", name=name, exact=True).first.click()


def take_file(page: Page, path: Path) -> None:
    page.get_by_test_id("stMain").get_by_role("link", name="Nhập danh sách").click()
    page.locator("input[type=file]").set_input_files(path)
    expect(button(page, "Tiếp tục, sửa sau")).to_be_visible(timeout=SLOW_MS)
    # A reload in the midst loses nothing: what was read of the file is still there.
    page.reload()
    expect(button(page, "Tiếp tục, sửa sau")).to_be_visible(timeout=SLOW_MS)
    button(page, "Tiếp tục, sửa sau").click()
    expect(page.locator(".map-root")).to_have_attribute("data-points", "240", timeout=SLOW_MS)


def settle_doubts(page: Page) -> None:
    """Join two rows that are one, then name a row that had no name; what was done outlives a reload."""
    menu(page, "Cần sửa")
    expect(page.locator(".problem")).to_contain_text("có thể trùng với", timeout=SLOW_MS)
    settle(page)
    page.keyboard.press("1")
    expect(page.get_by_text("Đã xong: Gộp làm một.")).to_be_visible(timeout=SLOW_MS)
    field = page.get_by_test_id("stForm").get_by_role("textbox")
    field.fill("Quán Hoa Sen")
    field.press("Enter")
    expect(page.get_by_text("Đã xong: Sửa tên.")).to_be_visible(timeout=SLOW_MS)
    page.reload()
    expect(page.get_by_text("2/21 đã xong")).to_be_visible(timeout=SLOW_MS)


def plan_round(page: Page) -> None:
    """Let the worker plan, leave the page while it works, and find the work again; then reload the plan."""
    menu(page, "Đợt mới")
    button(page, "Lập kế hoạch").click()
    expect(button(page, "Dừng lại")).to_be_visible(timeout=SLOW_MS)
    menu(page, "Bản đồ")
    expect(page.locator(".map-root")).to_have_attribute("data-points", POINTS, timeout=SLOW_MS)
    menu(page, "Đợt mới")
    plan = page.locator(f".map-root[data-stops='{STOPS}']")
    expect(button(page, "Dừng lại").or_(plan).first).to_be_visible(timeout=SLOW_MS)
    expect(plan).to_be_visible(timeout=2 * SLOW_MS)
    page.reload()
    expect(plan).to_be_visible(timeout=SLOW_MS)


def move_a_stop(page: Page, office: Served) -> None:
    expect(page.locator(".tl-root")).to_have_attribute("data-ready", "1", timeout=SLOW_MS)
    settle(page)
    shift, at = lawful_swap(office)
    drag_one_later(page, shift, at)
    expect(page.locator(".consequence")).to_contain_text("Giữ được mọi quy tắc; ", timeout=SLOW_MS)
    button(page, "Chuyển").click()
    expect(page.get_by_text("Đã chuyển. Mọi giờ giấc").first).to_be_visible(timeout=SLOW_MS)
    ids = [stop.establishment_id for stop in shift.stops]
    moved = [*ids[: at - 1], ids[at], ids[at - 1], *ids[at + 1 :]]
    assert orders(plan_of(office))[shift.shift] == moved
    page.reload()
    expect(bar(page, shift, at).locator("b")).to_have_text(str(at + 1), timeout=SLOW_MS)


def seal(page: Page) -> None:
    settle(page)
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
