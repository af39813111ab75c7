"""A stranger's way from "Bắt đầu" to "Độ bao phủ": few clicks, the next step in sight, no word that needs a manual."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from field_office import open_office
from playwright.sync_api import BrowserContext, Locator, Page, expect
from served import Served, serve
from signing_in import SLOW_MS, sign_in
from visible import needs_no_scrolling, settle, visible_text
from watch import Watch

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

MOST_CLICKS = 25
BANNED = tomllib.loads((Path(__file__).parent / "banned_words.toml").read_text(encoding="utf-8"))["word"]


def banned_in(text: str) -> list[str]:
    """Return each place where a text says what the default path never says."""
    found = []
    for word in BANNED:
        for hit in re.finditer(word["pattern"], text, 0 if word.get("case") else re.IGNORECASE):
            found.append(f"{word['pattern']}: {text[max(0, hit.start() - 30) : hit.end() + 30]!r}")
    return found


class Stranger:
    """Click as somebody who counts, and read every page before leaving it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        self.said: dict[str, list[str]] = {}
        self.out_of_sight: list[str] = []

    def read(self, name: str) -> None:
        """Read the page that is open."""
        settle(self.page)
        self.said[name] = banned_in(visible_text(self.page))

    def click(self, target: Locator, name: str = "") -> None:
        """Click, and note where what leads on has to be scrolled for by whoever has just come."""
        self.clicks += 1
        if name and not needs_no_scrolling(self.page, target):
            self.out_of_sight.append(name)
        target.click()

    def type(self, label: str, text: str) -> None:
        """Click into a field and fill it."""
        self.click(self.page.get_by_label(label))
        self.page.get_by_label(label).fill(text)


@pytest.fixture
def new_office(tmp_path: Path) -> Iterator[Served]:
    """Serve an office of which nothing is known yet, as it is after the installation."""

    from access.first_accounts import create_first_accounts

    directory = tmp_path / "office"
    directory.mkdir()
    workspace = open_office(directory)
    create_first_accounts(workspace, at=datetime.now(UTC))
    workspace.store.close()
    with serve(directory) as served:
        yield served


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Served]:
    """Serve an office that has its units, teams and shifts, but no register yet."""
    from demo.line import set_up_demo

    directory = tmp_path / "office"
    directory.mkdir()
    workspace = open_office(directory)
    set_up_demo(workspace)
    workspace.store.close()
    with serve(directory) as served:
        yield served


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def main_link(page: Page, name: str) -> Locator:
    return page.get_by_test_id("stMain").get_by_role("link", name=name)


def go_on_from_map(stranger: Stranger) -> None:
    """Walk from the map to the coverage."""
    page = stranger.page
    expect(page.locator(".map-root")).to_have_attribute("data-points", "240", timeout=2 * SLOW_MS)
    stranger.read("map")
    stranger.click(page.get_by_role("link", name="Mở đợt kiểm tra mới"), "map")
    expect(button(page, "Lập kế hoạch")).to_be_visible(timeout=SLOW_MS)
    stranger.read("round")
    stranger.click(button(page, "Lập kế hoạch"), "round")
    expect(page.locator(".map-root")).to_have_attribute("data-stops", "48", timeout=2 * SLOW_MS)
    stranger.read("plan")
    stranger.click(main_link(page, "Chốt và in"), "plan")
    expect(button(page, "Chốt")).to_be_visible(timeout=SLOW_MS)
    stranger.read("seal")
    stranger.type("Số quyết định", "1/QĐ-UBND")
    stranger.type("Người ký", "Chủ tịch")
    stranger.click(button(page, "Chốt"), "seal")
    expect(page.get_by_text("đã chốt lúc").first).to_be_visible(timeout=SLOW_MS)
    stranger.read("sealed")
    stranger.click(page.get_by_role("link", name="Xem độ bao phủ"), "sealed")
    expect(page.frame_locator("iframe").locator(".commune-sign b")).to_have_count(6, timeout=SLOW_MS)
    stranger.read("coverage")


def judge(stranger: Stranger, watch: Watch) -> None:
    assert {name: said for name, said in stranger.said.items() if said} == {}
    assert stranger.out_of_sight == []
    assert stranger.clicks <= MOST_CLICKS
    assert (watch.outside, watch.errors) == ([], [])


def test_with_the_workbook_from_the_start_to_the_coverage(
    context: BrowserContext, watch: Watch, office: Served
) -> None:
    page = sign_in(context, office)
    stranger = Stranger(page)
    stranger.read("start")
    stranger.click(main_link(page, "Nhập danh sách"), "start")
    expect(page.locator("[data-testid=stFileUploaderDropzone]")).to_be_visible(timeout=SLOW_MS)
    stranger.read("register")
    with page.expect_file_chooser() as chooser:
        stranger.click(page.locator("[data-testid=stFileUploaderDropzone] button").first, "register")
    chooser.value.set_files(office.directory / "register.xlsx")
    expect(page.get_by_text("256 dòng: 240 cơ sở, 8 nghi trùng")).to_be_visible(timeout=SLOW_MS)
    stranger.read("proposal")
    stranger.click(button(page, "Tiếp tục, sửa sau"), "proposal")
    go_on_from_map(stranger)
    judge(stranger, watch)
    assert list((office.directory / "incoming").iterdir()) == []


def test_the_sample_data_of_one_button_lead_to_the_map(
    context: BrowserContext, watch: Watch, new_office: Served
) -> None:
    stranger = open_sample(context, new_office)
    expect(stranger.page.locator(".map-root")).to_have_attribute("data-points", "240", timeout=2 * SLOW_MS)
    stranger.read("map")
    judge(stranger, watch)


@pytest.mark.proof
def test_the_sample_data_of_one_button_lead_to_the_coverage(
    context: BrowserContext, watch: Watch, new_office: Served
) -> None:
    stranger = open_sample(context, new_office)
    go_on_from_map(stranger)
    judge(stranger, watch)


def open_sample(context: BrowserContext, new_office: Served) -> Stranger:
    """Sign in as a stranger who asks for the sample data."""
    stranger = Stranger(sign_in(context, new_office))
    stranger.read("start")
    stranger.click(button(stranger.page, "Mở dữ liệu mẫu"), "start")
    return stranger


@pytest.mark.parametrize("word", BANNED, ids=lambda word: word["sample"])
def test_every_pattern_finds_what_it_bans(word: dict[str, str]) -> None:
    assert any(line.startswith(word["pattern"]) for line in banned_in(word["sample"]))


def test_ordinary_words_are_not_banned() -> None:
    told = "57/284 (20,0 %), xã nào cũng có, 14 ca, 0 chưa xếp được; Karaoke Ruby; Khách sạn Mai; Đợt 1 năm 2027"
    assert banned_in(told) == []
