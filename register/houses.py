"""The house number and road of an address: what makes two addresses one roof."""

import re
from dataclasses import dataclass

from register.fold import fold
from register.grammar import HAMLET_KINDS, KINDS

_PARTS = re.compile(r"[,;()]|\s-\s")
_NUMBERED = re.compile(r"(?:(?:so nha|nha so|so) ?)?(\d{1,4}[a-z]?(?: \d{1,3}[a-z]?)?)(?: (.*))?")
_ROAD_KINDS = re.compile(r"^(?:duong|d) ")
_NO_ROADS = tuple(f"{kind} " for kind in (*HAMLET_KINDS, *KINDS, "km", "phong", "lau", "tang"))


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Hold a house number and its road, both folded, a road without spaces; it may be unknown."""

    number: str
    road: str


def house_in(address: str) -> House | None:
    """Return the house that an address names, None where it names no number.

    Examples
    --------
    >>> house_in("Số 12A, đường Lê Duẩn, KP2")
    House(number='12a', road='leduan')
    >>> house_in("ĐT 785, ấp 3") is None
    True
    """
    parts = [fold(part) for part in _PARTS.split(address)]
    for place, part in enumerate(parts):
        found = _NUMBERED.fullmatch(part)
        if not found:
            continue
        rest = found[2] or (parts[place + 1] if place + 1 < len(parts) else "")
        is_road = not f"{rest} ".startswith(_NO_ROADS)
        if found[2] and not is_road:
            continue
        road = _ROAD_KINDS.sub("", rest).replace(" ", "") if is_road else ""
        return House(number=found[1], road=road)
    return None


def are_one_house(one: House | None, two: House | None) -> bool:
    """Tell whether both are known and may be one: the same number, no other road."""
    return bool(one and two) and one.number == two.number and not _are_other_roads(one, two)  # type: ignore[union-attr, arg-type]


def are_other_houses(one: House | None, two: House | None) -> bool:
    """Tell whether both are known and differ."""
    return bool(one and two) and not are_one_house(one, two)


def _are_other_roads(one: House, two: House) -> bool:
    return bool(one.road and two.road) and one.road != two.road
