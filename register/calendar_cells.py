"""Cells of a shift calendar: times of day, numbers, and names out of a list."""

import math
import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from domain.units import DAY_S
from register.book import Cell
from register.fold import fold

_CLOCK = re.compile(r"(\d{1,2})\s*(?:giờ|gio|[:hHgG])\s*([0-5]\d)?\s*(?:phút|p)?")
_LATEST_S = 30 * 3600


def clock_s(cell: Cell) -> int | None:
    """Return a time of day in seconds, None where it cannot be read; hours past 24 belong to the same shift.

    Examples
    --------
    >>> clock_s("18h30"), clock_s(0.75), clock_s(time(8, 0)), clock_s("tối")
    (66600, 64800, 28800, None)
    """
    seconds = _seconds(cell)
    return seconds if seconds is not None and 0 <= seconds <= _LATEST_S else None


def _seconds(cell: Cell) -> int | None:
    if isinstance(cell, datetime | time):
        return cell.hour * 3600 + cell.minute * 60
    if isinstance(cell, timedelta):
        return round(cell.total_seconds() / 60) * 60
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        # A workbook keeps times as parts of a day; a whole number above two is an hour.
        is_part = math.isfinite(cell) and cell < 2
        return round(cell * DAY_S / 60) * 60 if is_part else int(cell) * 3600 if cell in range(2, 31) else None
    found = _CLOCK.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return int(found[1]) * 3600 + int(found[2] or 0) * 60 if found else None


def whole_number(cell: Cell) -> int | None:
    """Return a whole number above 0 and below a million, None where it cannot be read."""
    if isinstance(cell, str):
        return int(cell) or None if cell.strip().isdecimal() and len(cell.strip()) < 7 else None
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    return int(cell) if 0 < cell < 1_000_000 and cell == int(cell) else None


def named(cell: Cell, names: Mapping[str, str]) -> str | None:
    """Return the code whose name (or which itself) a cell holds, None for an unknown one."""
    wanted = fold(str(cell))
    found = [code for code, name in names.items() if wanted in (fold(name), fold(code))]
    return found[0] if len(found) == 1 else None


def named_list(cell: Cell, names: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """Return the codes that a cell lists, and the first part that is unknown ("" for none)."""
    codes = []
    for part in re.split(r"[;,\n]", "" if cell is None else str(cell)):
        if part.strip():
            code = named(part, names)
            if code is None:
                return (), part.strip()
            codes.append(code)
    return tuple(dict.fromkeys(codes)), ""
