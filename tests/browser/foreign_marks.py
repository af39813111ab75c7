"""Dates and numbers of a page that are not written as people here write them."""

import re

from playwright.sync_api import Error, Page
from signing_in import SLOW_MS
from visible import settle

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
