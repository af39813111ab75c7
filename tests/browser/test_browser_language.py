"""The switch of languages in a real browser: on the sign-in form, in the frame of the dashboard, on the teams' page."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from served import Served
from signing_in import SLOW_MS

pytestmark = pytest.mark.timeout(300)


def language_of(page: Page) -> str:
    return page.evaluate("document.documentElement.lang")


def enter(page: Page, server: Served, account: str) -> None:
    page.fill("#username", account)
    page.fill("#password", server.passwords[account])
    page.click("button[type=submit]")


def test_english_is_chosen_on_the_form_and_given_back_in_the_frame(
    context: BrowserContext, demo_server: Served
) -> None:
    page = context.new_page()
    page.goto(demo_server.base)
    expect(page.locator("h1")).to_have_text("Đăng nhập")
    assert language_of(page) == "vi"
    page.get_by_role("button", name="English", exact=True).click()
    expect(page.locator("h1")).to_have_text("Sign in")
    assert language_of(page) == "en" and page.url.endswith("/sign-in")

    enter(page, demo_server, "planner")
    expect(page.get_by_role("heading", name="Start", exact=True)).to_be_visible(timeout=SLOW_MS)
    assert language_of(page) == "en"
    page.get_by_role("link", name="Map", exact=True).first.click()
    expect(page.get_by_role("heading", name="Map of establishments")).to_be_visible(timeout=SLOW_MS)

    page.get_by_role("button", name="Tiếng Việt", exact=True).click()
    expect(page.get_by_role("heading", name="Bản đồ cơ sở")).to_be_visible(timeout=SLOW_MS)
    assert language_of(page) == "vi" and page.url.endswith("/map"), "the switch comes back to the same page"
    assert page.evaluate("document.cookie").find("language") == -1, "no script reads the cookie"


def test_a_teams_page_speaks_it_and_its_next_list_too(context: BrowserContext, demo_server: Served) -> None:
    page = context.new_page()
    page.goto(f"{demo_server.base}/field")
    page.get_by_role("button", name="English", exact=True).click()
    assert page.url.endswith("/sign-in?next=/field"), "where the sign-in leads is not forgotten"
    account = next(name for name in demo_server.passwords if name.startswith("team"))
    enter(page, demo_server, account)
    expect(page).to_have_url(f"{demo_server.base}/field", timeout=SLOW_MS)
    assert language_of(page) == "en" and page.title() == "Inspection route"
    told = page.evaluate("fetch('/field/sheets').then((answer) => answer.json())")
    assert "No other shift is planned" in told["opens"] or "The next shift is revealed" in told["opens"]
