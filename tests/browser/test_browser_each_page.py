"""Each page of each role with each of its tabs, looked at once for all that every page keeps."""

from typing import Literal

import pytest
from axe_core import OF_COLOURS, SCHEMES, grave, opened
from foreign_marks import foreign_marks, unfold
from playwright.sync_api import Browser, expect
from served import Served
from signing_in import ACCOUNTS, SLOW_MS
from visible import each_view, settle, visible_text
from watch import Watch

from access.page_addresses import PAGES
from domain.accounts import AccountRole

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


RULES = {"light": None, "dark": OF_COLOURS}
"""What is asked of axe in each scheme, everything or what depends on colours."""


@pytest.mark.parametrize(
    "schemes", [["light"], pytest.param(["light", "dark"], marks=pytest.mark.proof)], ids=["light", "both"]
)
@pytest.mark.parametrize("role", ACCOUNTS, ids=lambda role: role.value)
def test_marks_contrast_and_silence_of_every_page(
    chromium: Browser, sealed_office: Served, role: AccountRole, schemes: list[Literal["light", "dark"]]
) -> None:
    """Dates and numbers as written here, nothing grave for axe, nothing asked of others."""
    page = opened(chromium, sealed_office, ACCOUNTS[role])
    watch = Watch(page.context)
    grounds, found, letters = set(), {}, 0
    for name in each_view(page, sealed_office.base, PAGES[role]):
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            settle(page)
            found[name, scheme] = grave(page, RULES[scheme])
            ground = page.get_by_test_id("stApp").evaluate("node => getComputedStyle(node).backgroundColor")
            grounds.add((scheme, ground))
        # The leader's map is a document of its own.
        for frame in page.locator("iframe[src*='/coverage-map/']").all():
            expect(frame.content_frame.locator(".commune-sign").first).to_be_attached(timeout=SLOW_MS)
        unfold(page)
        text = visible_text(page)
        letters += len(text)
        found[name, "marks"] = foreign_marks(text)
    page.context.close()
    assert letters > 500 * len(PAGES[role]), "the pages were read"
    assert {what: lines for what, lines in found.items() if lines} == {}
    assert grounds == {(scheme, SCHEMES[scheme]) for scheme in schemes}
    assert len(watch.requests) > 3 * len(PAGES[role]) and (watch.outside, watch.errors) == ([], [])


@pytest.mark.parametrize("text", ["ngày 2027-03-09", "12.5 %", "còn 0.8 km", "tổng 1234.5"])
def test_foreign_marks_are_found(text: str) -> None:
    assert len(foreign_marks(text)) == 1


def test_what_people_write_here_is_let_through() -> None:
    told = "09/03/2027 18:30; 1.234.567 đồng; 12,5 %; 26.000; 11.51846, 106.16050; 0276.3875.111; mục 2.1.3; v1.9.4"
    assert foreign_marks(told) == []
