"""How long a licence is good for: a day, or so many years from its issue."""

import re
from datetime import date

from domain.establishments import Precision
from register.book import Cell
from register.dates import DateRead, parse_date
from register.fold import fold

_YEARS_AHEAD = 30
"""A two-digit year of an expiry lies in the future: "31/12/35"."""
_SPAN = re.compile(r"(?:thoi han )?(\d{1,3}) (nam|thang)(?: (?:ke )?tu ngay (?:cap|ky))?(?: cap)?")
_UNLIMITED = ("khong thoi han", "vo thoi han", "khong co thoi han", "lau dai", "khong xac dinh thoi han", "vo han")
_UNTIL = re.compile(
    r"^.*?(?:đến|den|tới|toi)\s+(?:hết\s+|het\s+)?(?:ngày\s+|ngay\s+)?(?=\S*\d|năm|nam|tháng|thang)", re.IGNORECASE
)
_RANGE = re.compile(r"^\S*\d{4}\s*[-–]\s*(?=\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$)")


def is_unlimited(cell: Cell) -> bool:
    """Tell whether a cell says that a licence has no end."""
    return isinstance(cell, str) and fold(cell).startswith(_UNLIMITED)


def parse_expiry(cell: Cell, issued: DateRead | None, on: date) -> DateRead | None:
    """Return the day until which a licence is good, None where it cannot be told.

    Parameters
    ----------
    cell
        A date, "đến hết năm 2028", "01/02/2020 - 01/02/2025", or a term such as
        "5 năm" that counts from ``issued``.
    on
        The day of reading.
    """
    if not isinstance(cell, str):
        return parse_date(cell, on)
    if span := _SPAN.fullmatch(fold(cell)):
        months = int(span[1]) * (12 if span[2] == "nam" else 1)
        return _later(issued, months) if issued else None
    text = _RANGE.sub("", _UNTIL.sub("", cell.strip()))
    read = parse_date(text, on.replace(day=1, year=on.year + _YEARS_AHEAD))
    if read is None or text == cell.strip() or read.repair:
        return read
    return DateRead(on=read.on, precision=read.precision, repair="date_text")


def _later(issued: DateRead, months: int) -> DateRead | None:
    year, month = divmod(issued.on.year * 12 + issued.on.month - 1 + months, 12)
    day = 1 if issued.precision is not Precision.DAY else issued.on.day
    while day > 28:
        try:
            return DateRead(on=date(year, month + 1, day), precision=issued.precision, repair="date_term")
        except ValueError:
            day -= 1  # 29 February and the 31st have no equal in every month.
    if not date.min.year <= year <= date.max.year:
        return None
    return DateRead(on=date(year, month + 1, day), precision=issued.precision, repair="date_term")
