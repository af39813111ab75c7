"""The draw in public in a real browser: from the frozen list to the sealed minutes, and the one-click way."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from served import Served, serve
from signing_in import SLOW_MS, sign_in
from watch import Watch

from domain.digest import sha256_hex

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

DICE = "31415926535897932384"


@pytest.fixture(scope="module")
def office(demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a copy of the demo office of its own: its rounds are changed here."""
    with serve(Path(shutil.copytree(demo_dir, tmp_path_factory.mktemp("ceremony") / "office"))) as served:
        yield served


def button(page: Page | Locator, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def step(page: Page, name: str) -> Locator:
    return page.locator(f".st-key-ceremony_{name}")


def to_round(page: Page) -> None:
    page.get_by_role("link", name="Đợt mới").first.click()
    expect(page.locator("h1", has_text="Mở đợt kiểm tra")).to_be_visible(timeout=SLOW_MS)


def saved(page: Page, link: Locator, target: Path) -> str:
    """Follow a link to a paper, which is handed out as a file, and return its text."""
    link.evaluate("element => element.removeAttribute('target')")
    with page.expect_download() as download:
        link.click()
    download.value.save_as(target)
    return target.read_text(encoding="utf-8")


def hashes(area: Locator) -> list[str]:
    return re.findall(r"\b[0-9a-f]{64}\b", re.sub(r"(?<=[0-9a-f]{4}) (?=[0-9a-f]{4})", "", area.inner_text()))


def test_the_ceremony_from_the_frozen_list_to_the_sealed_minutes(
    context: BrowserContext, office: Served, tmp_path: Path
) -> None:
    watch = Watch(context)
    page = sign_in(context, office)
    to_round(page)
    expect(page.get_by_role("link", name="Bốc thăm", exact=True)).to_have_count(0)
    page.locator("summary", has_text="Nâng cao / Kiểm chứng").last.click()
    expect(page.get_by_text("Mọi xã và loại hình đều đủ cơ sở")).to_be_visible(timeout=SLOW_MS)
    button(page, "Mở đợt và bốc thăm từng bước").click()
    expect(page.locator("h1", has_text="Bốc thăm công khai")).to_be_visible(timeout=SLOW_MS)

    button(step(page, "freeze"), "Chốt danh sách").click()
    expect(step(page, "freeze")).to_contain_text("240 cơ sở thuộc diện quản lý", timeout=SLOW_MS)
    # The year has a draw already: why again is asked, and stands in the minutes.
    step(page, "commit").get_by_label("Vì sao bốc thăm lần nữa?").fill("Bốc lại trước đại diện xã")
    step(page, "commit").get_by_label("Vì sao bốc thăm lần nữa?").press("Tab")
    button(step(page, "commit"), "Cam kết phương án").click()
    expect(step(page, "commit")).to_contain_text("Không thể ít hơn 48, vì", timeout=SLOW_MS)
    published = hashes(step(page, "publish"))
    assert len(published) == 3
    button(step(page, "publish"), "Soạn thông báo để in").click()
    notice = saved(page, step(page, "publish").get_by_role("link", name="Mở thông báo"), tmp_path / "notice.html")
    assert all(" ".join(h[k : k + 4] for k in range(0, 64, 4)) in notice for h in published)

    dice = step(page, "dice")
    dice.get_by_label("20 chữ số").fill("123")
    dice.get_by_label("Người dự").fill("Trưởng phòng\nĐại diện Công an xã")
    button(dice, "Ghi kết quả xúc xắc").click()
    expect(page.get_by_text("cần đúng 20 chữ số").first).to_be_visible(timeout=SLOW_MS)
    dice.get_by_label("20 chữ số").fill(DICE)
    dice.get_by_label("Địa điểm").fill("Hội trường")
    button(dice, "Ghi kết quả xúc xắc").click()
    expect(dice).to_contain_text("Tung công khai, người dự: Trưởng phòng; Đại diện Công an xã", timeout=SLOW_MS)
    button(step(page, "draw"), "Bốc thăm").click()
    expect(step(page, "draw")).to_contain_text(re.compile(r"Lần bốc thăm số \d\d/2027: chọn 48 cơ sở"), timeout=SLOW_MS)
    button(step(page, "draw"), "Soạn biên bản bốc thăm").click()
    minutes = saved(page, step(page, "draw").get_by_role("link", name="Mở biên bản"), tmp_path / "minutes.html")
    for text in (
        "Đại diện Công an xã",
        "Bốc lại trước đại diện xã",
        "Hội trường",
        "Không thể ít hơn 48, vì",
        "02/2027",
    ):
        assert text in minutes
    assert "không có người chứng kiến" not in minutes and "http" not in minutes

    page.get_by_label("Tìm cơ sở theo tên hoặc mã").fill("CS00000")
    page.get_by_label("Tìm cơ sở theo tên hoặc mã").press("Enter")
    expect(page.get_by_text("CS000001 ·")).to_be_visible(timeout=SLOW_MS)
    button(step(page, "draw"), "Lập kế hoạch cho danh sách này").click()
    step(page, "draw").get_by_role("link", name="Chốt và in").click(timeout=2 * SLOW_MS)
    for label, value in (("Số quyết định", "1/QĐ-UBND"), ("Người ký", "Chủ tịch")):
        page.get_by_label(label).fill(value)
    button(page, "Chốt").click()
    expect(page.get_by_text("đã chốt lúc").first).to_be_visible(timeout=SLOW_MS)
    expect(page.get_by_role("link", name="Biên bản bốc thăm").first).to_be_visible()
    assert (watch.outside, watch.errors) == ([], [])
    # The salt is a secret until the round is closed: nothing that reached the browser hashes to what was published.
    seen = set(re.findall(rb"\b[0-9a-f]{64}\b", b"\n".join(watch.received)))
    assert published[2].encode() in b"".join(watch.received).replace(b" ", b"")
    assert not any(sha256_hex(text.decode()) == published[2] for text in seen)


def test_one_click_draws_alone_and_says_that_nobody_watched(
    context: BrowserContext, office: Served, tmp_path: Path
) -> None:
    watch = Watch(context)
    page = sign_in(context, office)
    to_round(page)
    expect(page.get_by_label("Vì sao bốc thăm lần nữa trong năm")).to_have_value("Đợt tiếp theo trong năm")
    button(page, "Lập kế hoạch").click()
    expect(page.locator(".map-root")).to_have_attribute("data-stops", "48", timeout=2 * SLOW_MS)
    to_round(page)
    page.goto(f"{office.base}/ceremony")
    expect(step(page, "draw")).to_contain_text("Không có người chứng kiến", timeout=SLOW_MS)
    button(step(page, "draw"), "Soạn biên bản bốc thăm").click()
    minutes = saved(page, step(page, "draw").get_by_role("link", name="Mở biên bản"), tmp_path / "minutes.html")
    assert "không có người chứng kiến" in minutes and "Đợt tiếp theo trong năm" in minutes
    rows = page.locator("table.table tbody tr")
    assert [row.split("\t")[0] for row in rows.all_inner_texts() if "/2027" in row][:1] != []
    assert (watch.outside, watch.errors) == ([], [])
