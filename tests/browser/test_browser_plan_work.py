"""The plan worked on in a real browser: a stop dragged and carried, its consequences, one step back, two at once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from choosing import choose
from moving import ask, bar, drag_one_later, lawful_swap, orders, plan_of
from playwright.sync_api import BrowserContext, Page, expect
from served import Served, serve
from signing_in import SLOW_MS, sign_in
from watch import Watch

import workflow
from workflow.plan_views import ShiftView

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

QUIET_BYTES = 5_000
"""What a run that changes neither plan nor map may send, docs/architecture.md aside: the issue's own figure."""


@pytest.fixture(scope="module")
def office(demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a copy of the demo office that these tests alone change."""
    with serve(Path(shutil.copytree(demo_dir, tmp_path_factory.mktemp("work") / "demo"))) as served:
        yield served


def open_plan(page: Page) -> None:
    page.get_by_role("link", name="Kết quả", exact=True).first.click()
    expect(page.locator(".tl-root")).to_have_attribute("data-ready", "1", timeout=SLOW_MS)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the page stands still."""
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached(timeout=SLOW_MS)
    page.wait_for_timeout(400)


def button(page: Page, name: str):  # type: ignore[no-untyped-def]
    return page.get_by_role("button", name=name, exact=True)


def test_a_stop_is_dragged_its_consequences_are_read_and_it_is_put_back(
    context: BrowserContext, watch: Watch, office: Served
) -> None:
    shift, at = lawful_swap(office)
    before = orders(plan_of(office))
    page = sign_in(context, office)
    open_plan(page)
    drag_one_later(page, shift, at)
    expect(page.locator(".consequence")).to_contain_text("Giữ được mọi quy tắc; ", timeout=SLOW_MS)
    assert orders(plan_of(office)) == before, "nothing is kept before somebody says yes"
    button(page, "Chuyển").click()
    expect(page.get_by_text("Đã chuyển. Mọi giờ giấc").first).to_be_visible(timeout=SLOW_MS)
    moved = orders(plan_of(office))[shift.shift]
    assert moved[at - 1 : at + 1] == [stop.establishment_id for stop in (shift.stops[at], shift.stops[at - 1])]
    expect(bar(page, shift, at).locator("b")).to_have_text(str(at + 1))
    button(page, "Hoàn tác").click()
    expect(page.get_by_text("Đã quay lại bước trước.").first).to_be_visible(timeout=SLOW_MS)
    assert orders(plan_of(office)) == before
    expect(bar(page, shift, at).locator("b")).to_have_text(str(at))
    expect(button(page, "Làm lại")).to_be_enabled()
    assert (watch.outside, watch.errors) == ([], [])


def sign_of(page: Page, number: int):  # type: ignore[no-untyped-def]
    """Return where the map has the stop of a number, while it shows one shift."""
    sign = page.locator(".map-stop").nth(number - 1)
    assert sign.inner_text() == str(number)
    box = sign.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def shift_apart(page: Page, office: Served) -> tuple[ShiftView, int]:
    """Choose a shift on the page whose lawful pair does not lie upon each other on the map."""
    plan = plan_of(office)
    for shift in plan.shifts:
        for at, stop in enumerate(shift.stops[:-1], start=1):
            where = {"round_id": plan.round.id, "version": plan.version, "visit": stop.establishment_id}
            if ask(office, workflow.preview_move, **where, shift=shift.shift, order=at + 1).broken:
                continue
            row = sorted(plan.shifts, key=lambda one: (one.date, one.team_name, one.start_s)).index(shift)
            page.locator(".tl-head").nth(row).click()
            expect(page.locator(".map-root")).to_have_attribute("data-stops", str(len(shift.stops)), timeout=SLOW_MS)
            settle(page)
            page.locator(".map-root").scroll_into_view_if_needed()
            (x, y), (other_x, other_y) = sign_of(page, at), sign_of(page, at + 1)
            others = [sign_of(page, number) for number in range(at + 2, len(shift.stops) + 1)]
            is_free = all(abs(x - left) + abs(y - top) > 40 for left, top in others)
            if abs(x - other_x) + abs(y - other_y) > 60 and is_free:
                return shift, at
            page.locator(".tl-head").nth(row).click()
            settle(page)
    raise AssertionError("the demo has two stops apart that may change places")


def test_a_stop_is_dragged_on_the_map_and_confirmed(context: BrowserContext, watch: Watch, office: Served) -> None:
    before = orders(plan_of(office))
    page = sign_in(context, office)
    open_plan(page)
    shift, at = shift_apart(page, office)
    (x, y), (end_x, end_y) = sign_of(page, at), sign_of(page, at + 1)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + end_x) / 2, (y + end_y) / 2, steps=4)
    page.mouse.move(end_x, end_y, steps=6)
    expect(page.locator(".map-drop")).to_contain_text(f"Thả vào vị trí {at + 1}, chỗ của")
    page.mouse.up()
    expect(page.locator(".consequence")).to_contain_text("Giữ được mọi quy tắc; ", timeout=SLOW_MS)
    assert sign_of(page, at) == pytest.approx((x, y), abs=2), "nothing stays moved before somebody says yes"
    assert orders(plan_of(office)) == before
    button(page, "Chuyển").click()
    expect(page.get_by_text("Đã chuyển. Mọi giờ giấc").first).to_be_visible(timeout=SLOW_MS)
    moved = orders(plan_of(office))[shift.shift]
    assert moved[at - 1 : at + 1] == [stop.establishment_id for stop in (shift.stops[at], shift.stops[at - 1])]
    button(page, "Hoàn tác").click()
    expect(page.get_by_text("Đã quay lại bước trước.").first).to_be_visible(timeout=SLOW_MS)
    assert orders(plan_of(office)) == before
    assert (watch.outside, watch.errors) == ([], [])


def test_a_stop_dropped_beside_every_route_stays(context: BrowserContext, office: Served) -> None:
    before = plan_of(office).version
    page = sign_in(context, office)
    open_plan(page)
    shift, at = shift_apart(page, office)
    x, y = sign_of(page, at)
    box = page.locator(".map-root").bounding_box()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 90, box["y"] + 90, steps=8)
    expect(page.locator(".map-drop")).to_contain_text("thả chỗ khác thì giữ nguyên")
    page.mouse.up()
    settle(page)
    expect(page.locator(".consequence")).to_have_count(0)
    assert sign_of(page, at) == pytest.approx((x, y), abs=2)
    assert plan_of(office).version == before and shift.stops


def test_a_stop_is_carried_by_keys_and_left_where_it_was(context: BrowserContext, watch: Watch, office: Served) -> None:
    shift, at = lawful_swap(office)
    before = orders(plan_of(office))
    page = sign_in(context, office)
    open_plan(page)
    bar(page, shift, at).focus()
    for key in ("Enter", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".consequence")).to_contain_text("Giữ được mọi quy tắc; ", timeout=SLOW_MS)
    expect(page.locator(".tl-drop")).to_be_attached()
    button(page, "Thôi").click()
    expect(page.locator(".consequence")).to_have_count(0, timeout=SLOW_MS)
    expect(page.locator(".tl-drop, .tl-moving")).to_have_count(0)
    assert orders(plan_of(office)) == before
    assert (watch.outside, watch.errors) == ([], [])


def test_a_move_that_breaks_a_rule_names_it_and_cannot_be_made(context: BrowserContext, office: Served) -> None:
    plan = plan_of(office)
    full = max(plan.shifts, key=lambda shift: len(shift.stops))
    other = min(
        plan.shifts, key=lambda shift: (shift.start_s == full.start_s, shift.date == full.date, len(shift.stops))
    )
    page = sign_in(context, office)
    open_plan(page)
    start = bar(page, other, 1)
    start.focus()
    page.keyboard.press("Enter")
    rows = sorted(plan.shifts, key=lambda shift: (shift.date, shift.team_name, shift.start_s))
    steps = rows.index(full) - rows.index(other)
    for _ in range(abs(steps)):
        page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(".consequence.broken")).to_contain_text("Không chuyển được, vì trái quy tắc", timeout=SLOW_MS)
    expect(button(page, "Chuyển")).to_be_disabled()


def test_two_planners_at_once_see_a_conflict_and_lose_nothing(context: BrowserContext, office: Served) -> None:
    shift, at = lawful_swap(office)
    page = sign_in(context, office)
    open_plan(page)
    bar(page, shift, at).focus()
    for key in ("Enter", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(button(page, "Chuyển")).to_be_enabled(timeout=SLOW_MS)
    plan = plan_of(office)
    locked = shift.stops[at - 1].establishment_id
    ask(office, workflow.lock_stops, round_id=plan.round.id, version=plan.version, locks={locked: "team"})
    button(page, "Chuyển").click()
    expect(page.get_by_text("đã có người khác lưu trước").first).to_be_visible(timeout=SLOW_MS)
    assert plan_of(office).locked == {locked: "team"}
    # The page shows the other's change and waits for no answer any more.
    expect(bar(page, shift, at).locator(".tl-lock")).to_be_attached()
    expect(page.locator(".consequence")).to_have_count(0)


def test_a_quiet_run_sends_neither_map_nor_timeline_again(
    context: BrowserContext, watch: Watch, office: Served
) -> None:
    page = sign_in(context, office)
    open_plan(page)
    first = page.locator("[data-stop]").first
    watch.received.clear()
    page.locator("summary", has_text="Nâng cao").last.click()
    expect(page.get_by_text("Bản kế hoạch số")).to_be_visible(timeout=SLOW_MS)
    settle(page)
    watch.received.clear()
    page.locator("summary", has_text="Nâng cao").last.click()
    settle(page)
    assert sum(map(len, watch.received)) <= QUIET_BYTES
    watch.received.clear()
    first.click()
    expect(page.get_by_text("Vì sao?")).to_be_visible(timeout=SLOW_MS)
    settle(page)
    assert max(map(len, watch.received)) < 10_000, "a pick marks map and timeline, it sends neither"


def closed_and_ready(page: Page) -> None:
    """Close the list, which covers the button and may be told to the page only then."""
    page.keyboard.press("Escape")
    expect(button(page, "Xếp lại lịch")).to_be_enabled(timeout=SLOW_MS)


def test_a_shift_that_is_lost_is_planned_anew(context: BrowserContext, watch: Watch, office: Served) -> None:
    plan = plan_of(office)
    lost = min(plan.shifts, key=lambda shift: len(shift.stops))
    page = sign_in(context, office)
    open_plan(page)
    page.locator("summary", has_text="Có thay đổi").click()
    day = f"{lost.date:%d/%m}"
    choose(
        page, page.get_by_label("Ca không diễn ra"),
        lambda options: options.filter(has_text=day).filter(has_text=lost.team_name),
        is_done=lambda: closed_and_ready(page),
    )  # fmt: skip
    button(page, "Xếp lại lịch").click()
    expect(page.get_by_text("Đã xếp lại lịch.").first).to_be_visible(timeout=3 * SLOW_MS)
    after = plan_of(office)
    assert after.lost_shifts == (lost.shift,)
    assert lost.shift not in orders(after)
    moved = page.locator("summary", has_text="Lần xếp lại gần nhất")
    expect(moved).to_contain_text(f"{len(after.moved)} cơ sở đổi ca")
    moved.click()
    rows = page.locator("table.table tbody tr")
    expect(rows).to_have_count(len(after.moved))
    assert lost.team_name in rows.first.inner_text()
    assert lost.shift not in page.locator("table.table").inner_text(), "a shift is named, not coded"
    assert (watch.outside, watch.errors) == ([], [])
