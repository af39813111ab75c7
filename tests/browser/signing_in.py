"""How a browser comes in: through the form, as anybody does."""

from playwright.sync_api import BrowserContext, Page, expect
from served import Served

from domain.accounts import AccountRole

ACCOUNTS = {
    AccountRole.PLANNER: "planner",
    AccountRole.LEADER: "leader",
    AccountRole.TEAM: "team-t1",
    AccountRole.ADMINISTRATOR: "admin",
}
"""An account of each role in the demo office."""
SLOW_MS = 40_000
"""A first run on a shared machine may take this long."""


def sign_in(context: BrowserContext, server: Served, account: str = "planner") -> Page:
    """Sign in and wait for the first page."""
    page = context.new_page()
    page.goto(server.base)
    page.fill("#username", account)
    page.fill("#password", server.passwords[account])
    page.click("button[type=submit]")
    expect(page.locator("h1")).to_be_visible(timeout=SLOW_MS)
    return page
