"""axe-core over the plain forms and the coverage map, light and dark: nothing serious or critical that is ours."""

from typing import Literal

import pytest
from axe_core import EXCEPTIONS, SCHEMES, grave, opened
from playwright.sync_api import Browser, expect
from served import Served
from signing_in import SLOW_MS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]


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
