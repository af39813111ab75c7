"""Opening hours as registers write them."""

import re

from domain.establishments import OpeningHours
from domain.units import DAY_S
from register.fold import fold

_TIME = r"(\d{1,2})\s*(?:(?:giờ|gio|h|g|:)\s*(\d{2})?)?\s*(?:phút|p)?"
_SPAN = re.compile(rf"(?:từ\s*)?{_TIME}\s*(?:-|–|—|đến|den|tới|->|~)\s*{_TIME}", re.IGNORECASE)
_ALL_DAY = frozenset({"24 24", "24 24h", "24h", "24 24 gio", "24 gio", "ca ngay", "suot ngay", "24 7", "24h 24h"})


def parse_hours(text: str) -> OpeningHours | None:
    """Return hours such as "8h30-24h", "19:00 - 02:00" or "24/24", None where unreadable.

    An end not after the start lies on the next day, so it passes 86,400.

    Examples
    --------
    >>> parse_hours("19h - 2h")
    OpeningHours(from_s=68400, to_s=93600)
    """
    if fold(text) in _ALL_DAY:
        return OpeningHours(from_s=0, to_s=DAY_S)
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        return None
    from_s, to_s = _seconds(found[1], found[2]), _seconds(found[3], found[4])
    if from_s is None or to_s is None or from_s == DAY_S:
        return None
    return OpeningHours(from_s=from_s, to_s=to_s if to_s > from_s else to_s + DAY_S)


def _seconds(hour: str, minute: str | None) -> int | None:
    seconds = int(hour) * 3600 + int(minute or 0) * 60
    return seconds if int(minute or 0) < 60 and seconds <= DAY_S else None
