"""An office with its own file in a real browser: a hostile file, and mending by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page, expect
from served import Served, serve
from signing_in import SLOW_MS, sign_in
from watch import Watch

import workflow
from domain.accounts import AccountRole, Actor
from workflow.workspace import Workspace, open_workspace, settings_from

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

HOSTILE = "Karaoke <img src=x onerror=document.title='PWN'> ![t](https://evil.example/p.png)"
OWNER = "Trần Kín Đáo"
PLANNER = Actor(account="planner", role=AccountRole.PLANNER)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve an office that has its units, teams and shifts, but no register yet."""
    from demo.line import set_up_demo

    directory = tmp_path_factory.mktemp("own") / "office"
    directory.mkdir()
    workspace = open_office(directory)
    set_up_demo(workspace)
    workspace.store.close()
    with serve(directory) as served:
        yield served


def open_office(directory: Path) -> Workspace:
    return open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))


def button(page: Page, name: str):  # type: ignore[no-untyped-def]
    return page.get_by_role("button", name=name, exact=True)


def hostile_copy(source: Path, target: Path) -> Path:
    """Write the office's own workbook with a hostile name and a telling owner in its first row."""
    book = load_workbook(source)
    sheet = book.worksheets[0]
    first = next(row for row in range(1, 20) if sheet.cell(row, 1).value == 1)
    sheet.cell(first, 2).value = HOSTILE
    sheet.cell(first, 4).value = OWNER
    book.save(target)
    return target


def test_a_hostile_file_is_only_text_found_again_and_dropped(
    context: BrowserContext, watch: Watch, office: Served, tmp_path: Path
) -> None:
    page = sign_in(context, office)
    page.get_by_role("link", name="Nhập danh sách").first.click()
    path = hostile_copy(office.directory / "register.xlsx", tmp_path / "hostile.xlsx")
    page.locator("input[type=file]").set_input_files(path)
    expect(button(page, "Tiếp tục, sửa sau")).to_be_visible(timeout=SLOW_MS)
    page.reload()
    expect(button(page, "Tiếp tục, sửa sau")).to_be_visible(timeout=SLOW_MS)
    for section in ("Các cơ sở đọc được", "Điều cần xem", "Chỗ đã tự sửa", "Tiêu đề và các cột"):
        page.locator("summary", has_text=section).click()
    expect(page.get_by_text("Karaoke <img src=x").first).to_be_visible()
    expect(page.locator("tr.found").first).to_be_visible()
    assert page.title() != "PWN"
    assert not any(OWNER.encode() in frame for frame in watch.received)
    assert any(b"onerror" in frame for frame in watch.received)  # what the line above looks for is looked for rightly
    button(page, "Bỏ tệp này").click()
    button(page, "Bỏ tệp").click()
    expect(page.locator("input[type=file]")).to_be_attached()
    assert list((office.directory / "incoming").iterdir()) == []
    assert (watch.outside, watch.errors) == ([], [])


def test_the_queue_is_worked_by_keyboard(context: BrowserContext, watch: Watch, office: Served) -> None:
    with_register(office.directory)
    page = sign_in(context, office)
    page.get_by_role("link", name="Cần sửa", exact=True).first.click()
    card = page.locator(".problem")
    expect(card).to_contain_text("có thể trùng với", timeout=SLOW_MS)
    first = card.inner_text()
    press(page, "1")
    expect(page.get_by_text("Đã xong: Gộp làm một.")).to_be_visible(timeout=SLOW_MS)
    expect(card).not_to_contain_text(first)
    press(page, "z")
    expect(card).to_contain_text(first)
    # Enter on another button answers with that button alone.
    button_of_one = page.get_by_role("button", name="Hai chủ thể khác nhau")
    expect(button_of_one).to_be_visible()
    settle(page)
    button_of_one.press("Enter")
    expect(page.get_by_text("Đã xong: Giữ cả hai.")).to_be_visible(timeout=SLOW_MS)
    expect(card).not_to_contain_text(first)
    second = card.inner_text()
    press(page, "ArrowRight")
    expect(card).not_to_contain_text(second)
    press(page, "ArrowLeft")
    expect(card).to_contain_text(second)
    press(page, "s")
    expect(card).not_to_contain_text(second)
    assert (watch.outside, watch.errors) == ([], [])


def settle(page: Page) -> None:
    """Wait until the page stands still: a key is heard only once its button is drawn."""
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached(timeout=SLOW_MS)
    expect(page.get_by_role("button", name="Để sau")).to_be_visible(timeout=SLOW_MS)
    page.wait_for_timeout(500)


def press(page: Page, key: str) -> None:
    settle(page)
    page.keyboard.press(key)


def with_register(directory: Path) -> None:
    """Take the office's own file in, where no other test has done so."""
    workspace = open_office(directory)
    try:
        if workflow.read_register(workspace, PLANNER) is None:
            path = directory / "register.xlsx"
            workflow.import_register(workspace, PLANNER, path=path, file_name=path.name)
    finally:
        workspace.store.close()
