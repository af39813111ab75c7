"""Opening hours as registers write them."""

import re

from domain.establishments import OpeningHours
from domain.units import DAY_S
from register.fold import fold

_PART = r"(sáng|trưa|chiều|tối|đêm|khuya)?(?:\s*(?:ngày|hôm)\s*(?:hôm\s*)?sau)?"
_TIME = rf"(\d{{1,2}})\s*(?:(?:giờ|gio|h|g|:)\s*(\d{{2}})?)?\s*(?:phút|p)?\s*{_PART}"
_SPAN = re.compile(rf"(?:từ\s*)?{_TIME}\s*(?:-|–|—|đến|den|tới|->|~)\s*{_TIME}", re.IGNORECASE)
_AFTERNOON = {"trưa": 1, "chiều": 1, "tối": 5, "đêm": 6, "khuya": 9}
"""From which hour of the clock face a part of the day lies after noon."""
_NIGHT = frozenset({"đêm", "khuya", "tối"})
_ALL_DAY = frozenset({"24 24", "24 24h", "24h", "24 24 gio", "24 gio", "ca ngay", "suot ngay", "24 7", "24h 24h"})


def parse_hours(text: str) -> OpeningHours | None:
    """Return hours such as "8h30-24h", "19:00 - 02:00" or "24/24", None where unreadable.

    An end not after the start lies on the next day, so it passes 86,400.

    Examples
    --------
    >>> parse_hours("7h tối - 2h sáng")
    OpeningHours(from_s=68400, to_s=93600)
    """
    if fold(text) in _ALL_DAY:
        return OpeningHours(from_s=0, to_s=DAY_S)
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        return None
    from_s, to_s = _seconds(found[1], found[2], found[3]), _seconds(found[4], found[5], found[6])
    if from_s is None or to_s is None or from_s == DAY_S:
        return None
    return OpeningHours(from_s=from_s, to_s=to_s if to_s > from_s else to_s + DAY_S)


def _seconds(hour: str, minute: str | None, part: str | None) -> int | None:
    """Return seconds after midnight; "6h chiều" is 18:00, "12h đêm" midnight, "1h khuya" stays."""
    hours = int(hour)
    first = _AFTERNOON.get(part.lower(), 12) if part else 12
    if first <= hours < 12 or (first and hours == 12 and part and part.lower() in _NIGHT):
        hours += 12
    seconds = hours * 3600 + int(minute or 0) * 60
    return seconds if int(minute or 0) < 60 and seconds <= DAY_S else None
