"""Help is one click away: each page opens its own page of the guide, which stands alone and is well made."""

from importlib.resources import files

import pytest
from field_tablet import open_field
from playwright.sync_api import Browser, BrowserContext, Page, expect
from served import Served
from signing_in import SLOW_MS, sign_in
from watch import Watch

from access.page_addresses import PAGES
from domain.accounts import AccountRole
from ui.guide_pages import GUIDE_OF

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
GUIDE = sorted(set(GUIDE_OF.values()))
# A tablet in portrait and an office's screen.
SIZES = ((820, 1180), (1440, 900))


def help_of(page: Page):  # type: ignore[no-untyped-def]
    return page.locator(".st-key-frame").get_by_role("link", name="Hướng dẫn", exact=True)


def test_each_page_opens_its_own_page_of_the_guide(
    context: BrowserContext, watch: Watch, sealed_office: Served
) -> None:
    page = sign_in(context, sealed_office)
    for name in ("round", "ceremony", "triage"):
        page.goto(f"{sealed_office.base}/{name}")
        expect(help_of(page)).to_have_attribute("href", f"/guide/{GUIDE_OF[name]}", timeout=SLOW_MS)
    with context.expect_page() as opened:
        help_of(page).click()
    guide = opened.value
    guide.wait_for_load_state()
    assert guide.url == f"{sealed_office.base}/guide/{GUIDE_OF['triage']}"
    assert page.url == f"{sealed_office.base}/triage", "the work stays where it was"
    expect(guide.locator("h1")).to_have_text("Khắc phục và phản ánh")
    guide.get_by_role("link", name="Mục lục hướng dẫn").click()
    guide.get_by_role("link", name="Đặt vị trí trên bản đồ").click()
    expect(guide.locator("h1")).to_have_text("Đặt vị trí trên bản đồ")
    assert (watch.outside, watch.errors) == ([], [])


@pytest.mark.parametrize(("account", "role"), [("leader", AccountRole.LEADER), ("admin", AccountRole.ADMINISTRATOR)])
def test_the_first_page_of_a_role_has_its_help_too(
    context: BrowserContext, sealed_office: Served, account: str, role: AccountRole
) -> None:
    page = sign_in(context, sealed_office, account)
    first = next(iter(PAGES[role]))
    expect(help_of(page)).to_have_attribute("href", f"/guide/{GUIDE_OF[first]}", timeout=SLOW_MS)


def test_a_team_finds_the_help_at_the_end_of_its_shift(context: BrowserContext, sealed_office: Served) -> None:
    page = open_field(context, sealed_office, "team-t1")  # type: ignore[arg-type]
    page.get_by_role("button", name="Xong việc").click()
    with context.expect_page() as opened:
        page.get_by_role("link", name="Hướng dẫn").click()
    expect(opened.value.locator("h1")).to_have_text("Phiếu lộ trình và máy tính bảng")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_guide_passes_axe_and_shows_every_picture(
    chromium: Browser, sealed_office: Served, size: tuple[int, int]
) -> None:
    width, height = size
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="vi-VN", bypass_csp=True)
    context.set_default_timeout(SLOW_MS)
    page = sign_in(context, sealed_office, "leader")
    found = {}
    for name in ("README", *GUIDE):
        page.goto(f"{sealed_office.base}/guide/{name}")
        page.evaluate(AXE)
        violations = page.evaluate("async () => (await axe.run(document)).violations.map(one => one.id)")
        broken = page.evaluate("[...document.images].filter(one => !one.complete || !one.naturalWidth).length")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if violations or broken or wide > 0:
            found[name] = (violations, broken, wide)
    context.close()
    assert found == {}
