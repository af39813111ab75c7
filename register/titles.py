"""Which map the title and the signature lines of a workbook speak of, where the names alone do not tell."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from domain.places import Vintage
from register.fold import fold

_DAYS = (
    re.compile(r"ngay (\d{1,2}) thang (\d{1,2}) nam ((?:19|20)\d{2})"),
    re.compile(r"(?<!\d)(\d{1,2}) (\d{1,2}) ((?:19|20)\d{2})(?!\d)"),
)
_MONTH = re.compile(r"thang (\d{1,2}) (?:nam )?((?:19|20)\d{2})")
_QUARTER = re.compile(r"quy (iv|i{1,3}|[1-4]) (?:nam )?((?:19|20)\d{2})")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = re.compile(r"nam ((?:19|20)\d{2})")
_DISTRICT = re.compile(r"\bhuyen\b")
"""The level was abolished together with the former communes."""
_YEAR_END = (12, 31)


def title_vintage(lines: Iterable[str], vintages: Sequence[Vintage]) -> tuple[str, str]:
    """Return the vintage that a title speaks of and the line that says so, ("", "") where none does.

    The latest date of all lines counts, because a title also cites older acts;
    without one, a line that names a district ("huyện") speaks of the map before
    the last.

    Parameters
    ----------
    lines
        Of titles and signatures.
    vintages
        From the earliest.
    """
    folded = [(line, fold(line)) for line in lines]
    dated = [(day, line) for line, words in folded for day in _days_in(words)]
    if dated:
        day, line = max(dated)
        known = [vintage for vintage in vintages if vintage.is_in_force(day)]
        return (known[-1].id, line) if known else ("", "")
    if len(vintages) > 1:
        line = next((line for line, words in folded if _DISTRICT.search(words)), "")
        return (vintages[-2].id, line) if line else ("", "")
    return "", ""


def _days_in(words: str) -> tuple[date, ...]:
    """Return the days that a folded line names; a year counts only where nothing more exact stands."""
    days = [(int(year), int(month), int(day)) for pattern in _DAYS for day, month, year in pattern.findall(words)]
    months = [(int(year), int(month), 1) for month, year in _MONTH.findall(words)]
    quarters = [(int(year), 3 * (_QUARTERS.get(q) or int(q)) - 2, 1) for q, year in _QUARTER.findall(words)]
    years = [(int(year), *_YEAR_END) for year in _YEAR.findall(words)]
    exact = [*days, *months, *quarters]
    return tuple(day for parts in exact or years if (day := _day(*parts)))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
