"""axe-core over every page of each role and the plain forms, light and dark: nothing serious or critical that is ours."""

import json
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from served import Served
from signing_in import ACCOUNTS, SLOW_MS, sign_in
from visible import each_view

from access.page_addresses import PAGES
from domain.accounts import AccountRole

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
EXCEPTIONS = tomllib.loads((Path(__file__).parent / "axe_exceptions.toml").read_text(encoding="utf-8"))
GRAVE = ("serious", "critical")
SCHEMES = {"light": "rgb(255, 255, 255)", "dark": "rgb(14, 26, 32)"}
"""The ground of the page in each, so that a test of the dark one does not look at the light one."""
RUN = "() => axe.run(document, {resultTypes: ['violations'], iframes: false})"


def opened(
    chromium: Browser, sealed_office: Served, account: str, *, scheme: Literal["light", "dark"] = "light"
) -> Page:
    """Sign in with a browser into which a test may put a script, which the policy of our pages forbids."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, locale="vi-VN", bypass_csp=True, color_scheme=scheme
    )
    context.set_default_timeout(SLOW_MS)
    if account:
        return sign_in(context, sealed_office, account)
    return context.new_page()


def grave(page: Page) -> list[str]:
    """Return what axe finds serious or critical and no exception names, one line an element."""
    page.evaluate(AXE)
    found = json.loads(page.evaluate(f"async () => JSON.stringify((await ({RUN})()).violations)"))
    lines = []
    for violation in found:
        for node in violation["nodes"]:
            if violation["impact"] in GRAVE and not _is_excepted(violation["id"], node["html"]):
                lines.append(f"{violation['id']} | {node['target']} | {node['html'][:220]}")
    return lines


def _is_excepted(rule: str, html: str) -> bool:
    return any(one["rule"] == rule and one["element"] in html for one in EXCEPTIONS.get("exception", ()))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("role", ACCOUNTS, ids=lambda role: role.value)
def test_every_page_of_a_role(
    chromium: Browser, sealed_office: Served, role: AccountRole, scheme: Literal["light", "dark"]
) -> None:
    page = opened(chromium, sealed_office, ACCOUNTS[role], scheme=scheme)
    found = {name: grave(page) for name in each_view(page, sealed_office.base, tuple(PAGES[role]))}
    ground = page.get_by_test_id("stApp").evaluate("node => getComputedStyle(node).backgroundColor")
    page.context.close()
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert ground == SCHEMES[scheme]


@pytest.mark.parametrize(
    ("path", "account"),
    [
        ("/sign-in", ""),
        ("/password", "leader"),
        ("/sign-out", "leader"),
        ("/sign-out", "team-t1"),
        ("/field", "team-t1"),
    ],
)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_plain_pages(
    chromium: Browser, sealed_office: Served, path: str, account: str, scheme: Literal["light", "dark"]
) -> None:
    page = opened(chromium, sealed_office, account, scheme=scheme)
    page.goto(f"{sealed_office.base}{path}")
    if path == "/field":
        expect(page.locator("#app[data-ready]")).to_be_visible(timeout=SLOW_MS)
    found = grave(page)
    page.context.close()
    assert found == []


def test_the_coverage_map(chromium: Browser, sealed_office: Served) -> None:
    page = opened(chromium, sealed_office, "leader")
    frame = page.locator("iframe").first
    frame.wait_for()
    address = frame.get_attribute("src")
    page.goto(f"{sealed_office.base}{address}" if address.startswith("/") else address)
    page.locator(".commune-sign").first.wait_for()
    found = grave(page)
    page.context.close()
    assert found == []


@pytest.mark.parametrize("one", EXCEPTIONS.get("exception", ()), ids=lambda one: one["rule"])
def test_every_exception_says_why(one: dict[str, str]) -> None:
    assert set(one) == {"rule", "element", "reason"}
    assert len(one["element"]) > 10 and len(one["reason"]) > 20
