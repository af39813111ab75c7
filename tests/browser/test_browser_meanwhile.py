"""Two planners in two browsers on the same part of the office: the second one is told, and nothing typed is lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from moving import ask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from served import Served, serve
from signing_in import SLOW_MS, sign_in
from visible import settle

import workflow

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

NAME = "Tên đơn vị"


@pytest.fixture(scope="module")
def office(demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a copy of the demo office that this test alone changes."""
    with serve(Path(shutil.copytree(demo_dir, tmp_path_factory.mktemp("meanwhile") / "demo"))) as served:
        yield served


def open_office_page(context: BrowserContext, office: Served) -> Page:
    page = sign_in(context, office)
    page.goto(f"{office.base}/office")
    settle(page)
    return page


def save(page: Page) -> None:
    page.locator(".st-key-office_save_letterhead button").click()
    settle(page)


def test_two_planners_write_the_same_line(chromium: Browser, context: BrowserContext, office: Served) -> None:
    second = chromium.new_context(viewport={"width": 820, "height": 1180}, locale="vi-VN")
    second.set_default_timeout(SLOW_MS)
    mine, theirs = open_office_page(context, office), open_office_page(second, office)
    field, other = (page.locator("[class*=st-key-office_name] input") for page in (mine, theirs))
    field.fill("Phòng của tôi")
    other.fill("Phòng của người kia")
    save(theirs)
    assert ask(office, workflow.read_office).name == "Phòng của người kia"
    save(mine)
    note = mine.locator(".st-key-changed_letterhead")
    expect(note).to_contain_text("thêm Phòng của người kia", timeout=SLOW_MS)
    expect(mine.get_by_text("chưa được lưu").first).to_be_visible()
    assert field.input_value() == "Phòng của tôi"
    assert ask(office, workflow.read_office).name == "Phòng của người kia"
    note.get_by_role("button", name="Giữ phần tôi nhập, sẽ lưu đè").click()
    expect(note).to_have_count(0, timeout=SLOW_MS)
    save(mine)
    assert ask(office, workflow.read_office).name == "Phòng của tôi"
    # And the other one, who still has the page open, is told in turn as soon as it is drawn again.
    other.fill("Phòng khác nữa")
    save(theirs)
    theirs.locator(".st-key-changed_letterhead").get_by_role("button", name="Lấy bản mới, bỏ phần tôi nhập").click()
    expect(theirs.locator(".st-key-changed_letterhead")).to_have_count(0, timeout=SLOW_MS)
    settle(theirs)
    expect(other).to_have_value("Phòng của tôi", timeout=SLOW_MS)
    assert ask(office, workflow.read_office).name == "Phòng của tôi"
    second.close()
