"""Dates as dd/mm/yyyy and numbers with Vietnamese marks on every page of each role, whatever is folded away opened."""

import re

import pytest
from playwright.sync_api import Browser, Error, Page
from served import Served
from signing_in import ACCOUNTS, SLOW_MS, sign_in
from visible import each_view, settle, visible_text

from access.page_addresses import PAGES
from domain.accounts import AccountRole

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

ADVANCED = "Nâng cao"
"""What stands below this heading is for whoever checks the figures; it may say things as files do."""
ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
DOT = re.compile(r"(?<![\w.,/:-])\d+\.\d+(?![\w./-])")
THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")
PLACE = re.compile(r"\d{1,3}\.\d{4,6}, ?\d{1,3}\.\d{4,6}")
"""Latitude and longitude, as map applications and GPS receivers write them and read them back."""


def foreign_marks(text: str) -> list[str]:
    """Return each date or number of a text that is not written as people here write it."""
    told = PLACE.sub("", text)
    numbers = [hit for hit in DOT.finditer(told) if not THOUSANDS.fullmatch(hit.group())]
    hits = [*ISO_DAY.finditer(told), *numbers]
    return [told[max(0, hit.start() - 40) : hit.end() + 20].replace("\n", " ") for hit in hits]


def unfold(page: Page) -> None:
    """Open what is folded away, except what is for checkers."""
    for summary in page.locator("details:not([open]) > summary").all():
        try:
            if summary.is_visible() and ADVANCED not in summary.inner_text():
                summary.click(timeout=SLOW_MS // 10)
        except Error:
            # The page was drawn anew by the one before; what is gone needs no opening.
            continue
    settle(page)


@pytest.mark.parametrize("role", ACCOUNTS, ids=lambda role: role.value)
def test_every_page_of_a_role(chromium: Browser, sealed_office: Served, role: AccountRole) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN")
    context.set_default_timeout(SLOW_MS)
    page = sign_in(context, sealed_office, ACCOUNTS[role])
    found, letters = {}, 0
    for name in each_view(page, sealed_office.base, tuple(PAGES[role])):
        unfold(page)
        text = visible_text(page)
        letters += len(text)
        found[name] = foreign_marks(text)
    context.close()
    assert letters > 500 * len(PAGES[role]), "the pages were read"
    assert {name: marks for name, marks in found.items() if marks} == {}


@pytest.mark.parametrize("text", ["ngày 2027-03-09", "12.5 %", "còn 0.8 km", "tổng 1234.5"])
def test_foreign_marks_are_found(text: str) -> None:
    assert len(foreign_marks(text)) == 1


def test_what_people_write_here_is_let_through() -> None:
    told = "09/03/2027 18:30; 1.234.567 đồng; 12,5 %; 26.000; 11.51846, 106.16050; 0276.3875.111; mục 2.1.3; v1.9.4"
    assert foreign_marks(told) == []
