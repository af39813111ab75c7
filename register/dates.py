"""Dates as registers write them, day first, with how exactly they were written."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.establishments import Precision
from register.book import Cell
from register.fold import fold

_DAY = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})")
_DAY_INSIDE = re.compile(r"(?<![\d/.\-])\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:\d{4}|\d{2})(?![\d/.\-])")
_DAY_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T][\d:.]+)?")
_MONTH = re.compile(r"(?:thang|t)?\s?(\d{1,2}) (?:nam )?(\d{4})")
_YEAR = re.compile(r"(?:nam )?(\d{4})")
_CANONICAL = re.compile(r"\d{2}/\d{2}/\d{4}")

_FIRST_YEAR, _LAST_YEAR = 1950, 2100
_SERIALS = range(20_000, 74_000)
"""Excel's day numbers from 1954 to 2102; smaller numbers are years or mistakes."""
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRead:
    """Hold a date, its precision, and the code of the repair that it needed, "" for none."""

    on: date
    precision: Precision
    repair: str = ""


def parse_date(cell: Cell, on: date) -> DateRead | None:
    """Return the date in a cell, None where it cannot be told.

    Parameters
    ----------
    cell
        Not blank: a date, an Excel serial, a year, or text such as "5/3/23",
        "T3/2022", "năm 2019", "ngày 5 tháng 3 năm 2023".
    on
        The day of reading; a two-digit year lies before its next year's end.

    Examples
    --------
    >>> parse_date("5/3/23", date(2027, 3, 1)).on
    datetime.date(2023, 3, 5)
    """
    if isinstance(cell, datetime):
        return _checked(cell.year, cell.month, cell.day)
    if isinstance(cell, date):
        return _checked(cell.year, cell.month, cell.day)
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return _from_number(cell)
    return _from_text(cell.strip(), on) if isinstance(cell, str) else None


def _from_number(number: float) -> DateRead | None:
    if not math.isfinite(number):
        return None
    if number == int(number) and _FIRST_YEAR <= number <= _LAST_YEAR:
        return DateRead(on=date(int(number), 1, 1), precision=Precision.YEAR, repair="date_year")
    if int(number) in _SERIALS:
        day = _EPOCH + timedelta(days=int(number))
        return DateRead(on=day, precision=Precision.DAY, repair="date_serial")
    return None


def _from_text(text: str, on: date) -> DateRead | None:
    if text.isascii() and text.isdigit():
        return _from_digits(text)
    if found := _ISO.fullmatch(text):
        return _checked(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY.fullmatch(text):
        return _day_first(found, on, "" if _CANONICAL.fullmatch(text) else "date_text")
    return _from_words(fold(text)) or _inside(text, on)


def _from_digits(text: str) -> DateRead | None:
    if len(text) == 8:
        return _checked(int(text[4:]), int(text[2:4]), int(text[:2]), "date_text")
    return _from_number(int(text)) if len(text) <= 5 else None


def _from_words(words: str) -> DateRead | None:
    if found := _DAY_WORDS.fullmatch(words):
        day, month, year = (int(part) for part in found.groups())
        return _checked(year, month, day, "date_text")
    if found := _MONTH.fullmatch(words):
        read = _checked(int(found[2]), int(found[1]), 1)
        return read and DateRead(on=read.on, precision=Precision.MONTH, repair="date_month")
    if found := _YEAR.fullmatch(words):
        return _from_number(int(found[1]))
    return None


def _inside(text: str, on: date) -> DateRead | None:
    """Return the one full date inside a remark; two dates stay unread."""
    found = _DAY_INSIDE.findall(text)
    match = _DAY.fullmatch(found[0]) if len(found) == 1 else None
    return _day_first(match, on, "date_text") if match else None


def _day_first(found: re.Match[str], on: date, repair: str) -> DateRead | None:
    day, month, year = (int(part) for part in found.groups())
    if len(found[3]) == 2:
        year += 2000 if 2000 + year <= on.year + 1 else 1900
    if month > 12 >= day:
        return _checked(year, day, month, "date_month_first")
    return _checked(year, month, day, repair)


def _checked(year: int, month: int, day: int, repair: str = "") -> DateRead | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return DateRead(on=date(year, month, day), precision=Precision.DAY, repair=repair)
    except ValueError:
        return None
