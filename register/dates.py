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
_MONTH = re.compile(r"(?:thang|t)?\s?(\d{1,2}) (?:nam )?(\d{4})|(?:thang |t)(\d{1,2}) (?:nam )?(\d{2})")
_YEAR_MONTH = re.compile(r"(\d{4}) (\d{1,2})")
_QUARTER = re.compile(r"(?:quy|q) ?(iv|i{1,3}|[1-4]) (?:nam )?(\d{4})")
_YEAR = re.compile(r"(?:(?:dau|giua|cuoi|trong|khoang|tu|hoi|6 thang dau|6 thang cuoi) )?(?:nam )?(\d{4})")
_MONTH_INSIDE = re.compile(r"\b(?:thang |t)(\d{1,2}) (?:nam )?(\d{4})\b")
_YEAR_INSIDE = re.compile(r"\bnam (\d{4})\b")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
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
        "T3/2022", "quý II/2022" (its first month), "đầu năm 2020" (a year),
        "ngày 5 tháng 3 năm 2023".
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
    text = text.removesuffix(".0").strip(" .,;")
    if text.isascii() and text.isdigit():
        return _from_digits(text)
    if found := _ISO.fullmatch(text):
        return _checked(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY.fullmatch(text):
        return _day_first(found, on, "" if _CANONICAL.fullmatch(text) else "date_text")
    return _from_words(fold(text), on) or _inside(text, on)


def _from_digits(text: str) -> DateRead | None:
    if len(text) == 8:
        return _checked(int(text[4:]), int(text[2:4]), int(text[:2]), "date_text")
    return _from_number(int(text)) if len(text) <= 5 else None


def _from_words(words: str, on: date) -> DateRead | None:
    if found := _DAY_WORDS.fullmatch(words):
        day, month, year = (int(part) for part in found.groups())
        return _checked(year, month, day, "date_text")
    if found := _MONTH.fullmatch(words):
        return _month(found[1] or found[3], found[2] or str(_full_year(found[4], on)))
    if found := _YEAR_MONTH.fullmatch(words):
        return _month(found[2], found[1])
    if found := _QUARTER.fullmatch(words):
        quarter = _QUARTERS.get(found[1]) or int(found[1])
        return _month(str(3 * quarter - 2), found[2], "date_quarter")
    if found := _YEAR.fullmatch(words):
        return _from_number(int(found[1]))
    return None


def _month(month: str, year: str, repair: str = "date_month") -> DateRead | None:
    read = _checked(int(year), int(month), 1)
    return read and DateRead(on=read.on, precision=Precision.MONTH, repair=repair)


def _inside(text: str, on: date) -> DateRead | None:
    """Return the one date, month or year inside a remark; two dates stay unread."""
    if found := _DAY_INSIDE.findall(text):
        match = _DAY.fullmatch(found[0]) if len(found) == 1 else None
        return _day_first(match, on, "date_text") if match else None
    words = fold(text)
    if months := _MONTH_INSIDE.findall(words):
        return _month(*months[0]) if len(months) == 1 else None
    years = _YEAR_INSIDE.findall(words)
    return _from_number(int(years[0])) if len(years) == 1 else None


def _full_year(year: str, on: date) -> int:
    return int(year) + (2000 if 2000 + int(year) <= on.year + 1 else 1900)


def _day_first(found: re.Match[str], on: date, repair: str) -> DateRead | None:
    day, month, year = int(found[1]), int(found[2]), int(found[3])
    if len(found[3]) == 2:
        year = _full_year(found[3], on)
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
