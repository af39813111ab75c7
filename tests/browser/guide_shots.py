"""Which pictures the guide has: who looks at which page, what is done there first, and which part is kept."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect
from signing_in import SLOW_MS

DESK, TABLET = (1440, 900), (820, 1180)


def nothing(_: Page) -> None:
    """Leave a page as it opened."""


@dataclass(frozen=True, kw_only=True)
class Shot:
    """Hold one picture: its file's name without ending, the account (nobody: ""), the address, the size of the window.

    ``prepare`` is done on the page first; ``clip`` are selectors of what the
    picture is cut to, the whole window where it is empty.
    """

    name: str
    path: str
    account: str = "planner"
    size: tuple[int, int] = DESK
    prepare: Callable[[Page], None] = nothing
    clip: tuple[str, ...] = ()


def settle(page: Page) -> None:
    """Wait until a page of the dashboard stands still, its maps too."""
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached(timeout=SLOW_MS)
    for root in page.locator(".map-root").all():
        expect(root).to_have_attribute("data-communes", re.compile(r"\d"), timeout=SLOW_MS)
    # The first look at a kind of field fetches its script; until then it is a grey bar.
    page.wait_for_timeout(700)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=SLOW_MS)
    page.wait_for_timeout(700)


def to_the_top(page: Page) -> None:
    """Scroll a page of the dashboard to its head again."""
    page.evaluate("document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0)")


def tab(name: str) -> Callable[[Page], None]:
    """Return what opens a tab of a page."""

    def open_tab(page: Page) -> None:
        page.get_by_role("tab", name=name).click()
        settle(page)

    return open_tab


def pick_and_move(page: Page) -> None:
    """Pick a stop of the plan and look at what a move to an evening that is not used yet would do."""
    page.locator(".map-stop").nth(20).click(force=True)
    settle(page)
    page.get_by_role("button", name="Chuyển sang ca khác").click()
    settle(page)
    page.get_by_role("combobox", name="Chuyển đến ca").click()
    expect(page.get_by_role("option").first).to_be_visible(timeout=SLOW_MS)
    page.keyboard.type("11/03")
    page.get_by_role("option").filter(has_text="ngành số 1").click()
    settle(page)
    page.get_by_role("button", name="Xem hệ quả").click()
    expect(page.locator(".st-key-plan_move_box")).to_be_visible(timeout=SLOW_MS)
    page.keyboard.press("Escape")
    settle(page)
    to_the_top(page)


def begin_pin(page: Page) -> None:
    """Choose an establishment without a place of its own and set its pin on the map."""
    page.get_by_role("combobox", name=re.compile("Cơ sở chưa có vị trí")).click()
    page.get_by_role("option").first.click()
    expect(page.locator(".st-key-pin_panel")).to_be_visible(timeout=SLOW_MS)
    settle(page)
    box = page.locator(".map-root").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.45)
    expect(page.get_by_text("Vị trí ghim")).to_be_visible(timeout=SLOW_MS)
    settle(page)
    to_the_top(page)


def fill_seal(page: Page) -> None:
    """Write what the seal asks for; nothing is sealed."""
    page.get_by_label("Số quyết định").fill("12/QĐ-UBND")
    page.get_by_label("Người ký").fill("Chủ tịch")
    page.get_by_label("Người ký").blur()
    settle(page)


def open_first_door(page: Page) -> None:
    """Open what may be done about the first closed door."""
    page.get_by_role("button", name="Chọn cách xử lý").first.click()
    expect(page.get_by_text("Điểm dự phòng", exact=True)).to_be_visible(timeout=SLOW_MS)
    settle(page)


def open_new_complaint(page: Page) -> None:
    """Open the form of a new complaint."""
    tab("Phản ánh, tin báo")(page)
    page.locator("summary", has_text="Ghi phản ánh mới").click()
    settle(page)


EMPTY = (
    Shot(name="01-dang-nhap", path="/sign-in", account="", clip=("form",)),
    Shot(name="01-bat-dau", path="/", size=(1440, 430)),
)
"""Pictures of an office without a register; the file is taken in apart from them."""

PLANNED = (
    Shot(name="02-don-vi", path="/office", size=(1440, 1060), prepare=tab("Lịch ca")),
    Shot(name="04-sua-dong", path="/mend"),
    Shot(name="05-dat-vi-tri", path="/map", size=(1440, 1000), prepare=begin_pin),
    Shot(name="06-ra-soat", path="/review", size=(1440, 960)),
    Shot(name="07-co-quan-khac", path="/history", size=(1440, 720)),
    Shot(name="08-mo-dot", path="/round", size=(1440, 820)),
    Shot(name="09-boc-tham", path="/ceremony", size=(1440, 2000),
         clip=(".st-key-ceremony_publish", ".st-key-ceremony_dice", ".st-key-ceremony_draw")),
    Shot(name="10-ket-qua", path="/plan", size=(1440, 960)),
    Shot(name="10-keo-diem", path="/plan", size=(1440, 1450), prepare=pick_and_move),
)  # fmt: skip
TAKEN_OUT = (
    Shot(name="11-chua-xep", path="/plan", size=(1440, 1600),
         clip=('h3:has-text("Chưa xếp được")', '[data-testid="stExpander"]:has-text("Có thay đổi")')),
)  # fmt: skip
BEFORE_SEAL = (Shot(name="12-chot", path="/seal", size=(1440, 760), prepare=fill_seal),)
SEALED = (Shot(name="12-gio-mo", path="/seal", size=(1440, 1060)),)
ONE_DOOR = (
    Shot(name="16-cua-dong", path="/results", size=(1440, 1200), prepare=open_first_door,
         clip=('h3:has-text("Cửa đóng")', "text=Xem kế hoạch và lập lại")),
)  # fmt: skip
WORKED = (
    Shot(name="13-van-ban", path="/papers", size=(1440, 980)),
    Shot(name="15-ket-qua-thuc-dia", path="/results", size=(1440, 1000)),
    Shot(name="17-khac-phuc", path="/follow_up", size=(1440, 710)),
    Shot(name="17-phan-anh", path="/follow_up", size=(1440, 960), prepare=open_new_complaint),
    Shot(name="18-trien-khai", path="/deployment", size=(1440, 830)),
    Shot(name="19-chi-tieu", path="/targets", size=(1440, 880)),
    Shot(name="20-lanh-dao", path="/", account="leader", size=(1440, 1000)),
    Shot(name="21-phuong-phap", path="/method", account="leader", size=(1440, 900)),
    Shot(name="22-tai-khoan", path="/", account="admin", size=(1440, 980)),
    Shot(name="23-nhat-ky", path="/audit", account="admin", size=(1440, 760)),
)
STAGES = (EMPTY, PLANNED, TAKEN_OUT, BEFORE_SEAL, SEALED, ONE_DOOR, WORKED)
BY_HAND = ("03-nhap-danh-sach", "14-diem-toi", "14-ghi-ket-qua", "14-xong-viec", "16-cua-dong-may-tinh-bang")
"""Pictures taken while a file is read or a team works; guide_pictures.py does those by itself."""
NAMES = tuple(sorted([*(shot.name for stage in STAGES for shot in stage), *BY_HAND]))
