"""A pin in a real browser: clicked, dragged, moved by keys, looked at, kept, taken back; and what bases reach."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from choosing import SHORT_MS, choose
from playwright.sync_api import BrowserContext, Locator, Page, expect
from served import Served, serve
from signing_in import SLOW_MS, sign_in
from watch import Watch

import workflow
from domain.accounts import AccountRole, Actor
from domain.places import PositionSource
from workflow.workspace import open_workspace, settings_from

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

PLANNER = Actor(account="planner", role=AccountRole.PLANNER)


@pytest.fixture(scope="module")
def office(demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a copy of the demo office of its own: a pin is set here."""
    with serve(Path(shutil.copytree(demo_dir, tmp_path_factory.mktemp("pins") / "office"))) as served:
        yield served


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def to_map(page: Page) -> Locator:
    page.get_by_role("link", name="Bản đồ", exact=True).first.click()
    root = page.locator(".map-root")
    expect(root).to_have_attribute("data-points", "240", timeout=SLOW_MS)
    return root


def position(directory: Path, id_: str):  # type: ignore[no-untyped-def]
    found = open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))
    try:
        return workflow.read_pin(found, PLANNER, establishment=id_), workflow.list_steps(found, PLANNER)
    finally:
        found.store.close()


def test_a_pin_is_set_by_mouse_and_keys_kept_and_taken_back(
    context: BrowserContext, watch: Watch, office: Served
) -> None:
    page = sign_in(context, office)
    root = to_map(page)
    name = pick(page, 0)
    pin = root.locator(".map-pin-holder")
    expect(pin).to_be_visible(timeout=SLOW_MS)
    assert min(pin.bounding_box()[side] for side in ("width", "height")) >= 44
    expect(page.get_by_text(f"Đặt vị trí: {name}")).to_be_visible()
    expect(button(page, "Lưu vị trí")).to_be_disabled()

    box = root.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_text("Cách đường gần nhất")).to_be_visible(timeout=SLOW_MS)
    clicked = root.get_attribute("data-pin")
    held = pin.bounding_box()
    page.mouse.move(held["x"] + 22, held["y"] + 20)
    page.mouse.down()
    page.mouse.move(held["x"] + 52, held["y"] + 40, steps=5)
    page.mouse.up()
    expect(root).not_to_have_attribute("data-pin", clicked)
    dragged = root.get_attribute("data-pin")
    zoomed = root.locator(".leaflet-control-scale-line").inner_text()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    expect(root).not_to_have_attribute("data-pin", dragged)
    lon, lat = (float(part) for part in root.get_attribute("data-pin").split(","))
    assert lon > float(dragged.split(",")[0]) and lat > float(dragged.split(",")[1])
    expect(page.get_by_text(f"Vị trí ghim: {lat:.5f}, {lon:.5f}")).to_be_visible(timeout=SLOW_MS)
    assert root.locator(".leaflet-control-scale-line").inner_text() == zoomed

    page.locator(".st-key-pin_save button").click()
    expect(page.get_by_text(f"Đã lưu vị trí của {name}.")).to_be_visible(timeout=SLOW_MS)
    expect(pin).to_have_count(0)
    id_ = kept_id(office)
    start, steps = position(office.directory, id_)
    assert (start.lon, start.lat, steps[0].note) == (lon, lat, "set_pin")
    button(page, "Hoàn tác").click()
    expect(page.get_by_text(f"Đã hoàn tác: vị trí của {name} như trước.").first).to_be_visible(timeout=SLOW_MS)
    start, steps = position(office.directory, id_)
    assert (start.lon, start.lat) != (lon, lat) and steps[0].undoes == steps[1].number
    assert (watch.outside, watch.errors) == ([], [])


def kept_id(office: Served) -> str:
    """Return the one establishment with a pin set by hand."""
    from store.establishments import read_establishments

    found = open_workspace(settings_from({"INSPECTION_DIR": str(office.directory)}))
    with found.store.read() as connection:
        rows = read_establishments(connection)
    found.store.close()
    (one,) = [e.id for e in rows if e.position and e.position.source is PositionSource.MANUAL]
    return one


def pick(page: Page, place: int) -> str:
    """Choose an establishment of the list of those without a place and return its name."""
    panel = page.locator(".st-key-pin_panel")
    said = choose(
        page, page.get_by_label(re.compile("Cơ sở chưa có vị trí chính xác")), lambda options: options.nth(place),
        is_done=lambda: expect(panel).to_be_visible(timeout=SHORT_MS),
    )  # fmt: skip
    return said.split(" · ")[0]


def test_a_finger_puts_the_pin_and_what_is_said_stands_above_the_map(chromium, office: Served) -> None:  # type: ignore[no-untyped-def]
    context = chromium.new_context(viewport={"width": 820, "height": 1180}, locale="vi-VN", has_touch=True)
    context.set_default_timeout(SLOW_MS)
    page = sign_in(context, office)
    root = to_map(page)
    pick(page, 1)
    panel = page.locator(".st-key-pin_panel")
    expect(panel).to_be_visible(timeout=SLOW_MS)
    root.scroll_into_view_if_needed()
    box = root.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 3, box["y"] + box["height"] / 3)
    expect(page.get_by_text("Vị trí ghim")).to_be_visible(timeout=SLOW_MS)
    assert panel.bounding_box()["y"] < root.bounding_box()["y"]
    button(page, "Thôi").click()
    expect(root.locator(".map-pin-holder")).to_have_count(0, timeout=SLOW_MS)
    context.close()


def test_what_the_bases_reach_is_worked_out_by_a_worker_and_drawn(
    context: BrowserContext, watch: Watch, office: Served
) -> None:
    page = sign_in(context, office)
    root = to_map(page)
    expect(root).to_have_attribute("data-areas", "0")
    page.get_by_text("Hiện vùng đến được").click()
    button(page, "Tính vùng đến được").click()
    expect(root).to_have_attribute("data-areas", "4", timeout=2 * SLOW_MS)
    expect(root.get_by_text(re.compile("^Đến trong 15 phút"))).to_be_visible()
    assert (watch.outside, watch.errors) == ([], [])
