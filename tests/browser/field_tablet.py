"""What a team does on its tablet, by taps."""

from field_office import FieldServer
from playwright.sync_api import BrowserContext, Page, expect
from signing_in import SLOW_MS


def open_field(context: BrowserContext, server: FieldServer, account: str = "team-t1") -> Page:
    """Sign a team in at the field page and wait until its shift is open."""
    page = context.new_page()
    page.goto(f"{server.base}/field")
    page.fill("#username", account)
    page.fill("#password", server.passwords[account])
    page.click("button[type=submit]")
    expect(page.locator("#app[data-ready]")).to_be_visible(timeout=SLOW_MS)
    return page


def record_next(page: Page, *, minutes_no: str) -> str:
    """Record a full inspection at the next stop by taps, as a team does; return the stop's id."""
    stop = page.locator(".next").get_attribute("data-stop")
    assert stop is not None
    page.get_by_role("button", name="Đã đến", exact=True).click()
    page.get_by_role("button", name="Đã kiểm tra", exact=True).click()
    page.get_by_label("Đã kiểm tra toàn diện").check()
    page.get_by_label("Số biên bản").fill(minutes_no)
    page.get_by_role("button", name="Rời điểm").click()
    return stop
