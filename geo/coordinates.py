"""Coordinates as people write them: decimal degrees, degrees with minutes and seconds, map links."""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

LAT_RANGE = (8.0, 24.0)
LON_RANGE = (102.0, 110.0)
"""Vietnam's mainland; the ranges never overlap, so a swapped order is always seen."""
DEGREE_M = 111_320
"""Metres of one degree of latitude."""
MAX_LENGTH = 2000
"""A cell longer than this holds no coordinates."""
WORST_PRECISION_M = 2000
"""Fewer decimals than this say nothing about an establishment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """Hold a point read from text.

    ``notation`` is ``decimal``, ``dms`` (degrees, minutes, seconds), ``dm``
    (degrees and decimal minutes), ``place_pin``, ``link_query`` or
    ``view_centre`` (the middle of a map window, not a place). ``swapped`` says
    that longitude stood first, ``precision_m`` how far the last digit reaches.
    """

    lon: float
    lat: float
    notation: str
    swapped: bool
    precision_m: int


def read_coordinates(text: str) -> Coordinates | None:
    """Read a point in Vietnam from text; None where there is none, never an exception.

    Examples
    --------
    >>> point = read_coordinates("11,5530; 106,1630")
    >>> (point.lon, point.lat, point.notation, point.swapped, point.precision_m)
    (106.163, 11.553, 'decimal', False, 11)
    >>> read_coordinates('106°09\\'46.8"E 11°33\\'10.8"N').swapped
    True
    >>> read_coordinates("gần chợ Tân Hà") is None
    True
    """
    if len(text) > MAX_LENGTH:
        return None
    plain = plain_text(text)
    if "://" in plain or "goo.gl" in plain or "maps" in plain:
        return next(linked_points(plain), None)
    return decimal_point(plain) or sexagesimal_point(plain)


MARKS = str.maketrans(
    {"’": "'", "‘": "'", "′": "'", "`": "'", "´": "'", "”": '"', "“": '"', "″": '"', "º": "°", "˚": "°", "đ": "d",
     "−": "-", "|": ";", "/": ";", "(": " ", ")": " ", "[": " ", "]": " "}
)  # fmt: skip
LINK_MARKS = str.maketrans({"−": "-"})
WORDS = (
    (re.compile(r"\b(?:vi do|kinh do|toa do|latitude|longitude|long|lng|lat|lon|gps)\b\.?\s*[:=]?"), " "),
    (re.compile(r"(?<=[0-9])\s*(?:do|deg)\b"), "°"),
    (re.compile(r"(?<=[0-9])\s*(?:phut|min)\b"), "'"),
    (re.compile(r"(?<=[0-9])\s*(?:giay|sec)\b"), '"'),
    (re.compile(r"''"), '"'),
    (re.compile(r"\s-\s"), "; "),
)
"""Labels and spelt-out units, after folding; the range tells latitude from longitude."""


def plain_text(text: str) -> str:
    """Return text in lower case without marks, with one form of each sign; links keep their signs."""
    if "://" in text or "maps" in text:
        return unquote(text).translate(LINK_MARKS)
    # Signs first: compatibility forms of ″ and ´ would fall apart.
    lowered = unicodedata.normalize("NFD", text.lower().translate(MARKS))
    plain = "".join(c for c in lowered if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    for pattern, replacement in WORDS:
        plain = pattern.sub(replacement, plain)
    return " ".join(plain.split()).strip(" ,;.")


DECIMAL = r"([0-9]{1,3}[.,][0-9]{1,17})"
LINK_NUMBER = r"(-?[0-9]{1,3}\.[0-9]{1,17})"
LINKS = (
    ("place_pin", re.compile(rf"!3d{LINK_NUMBER}!4d{LINK_NUMBER}")),
    (
        "link_query",
        re.compile(rf"[?&](?:q|query|ll|destination|daddr|center)=(?:loc:)?{LINK_NUMBER},[\s+]*{LINK_NUMBER}"),
    ),
    ("link_query", re.compile(rf"/(?:place|search|dir)/(?:[^@]*/)?{LINK_NUMBER},[\s+]*{LINK_NUMBER}")),
    ("view_centre", re.compile(rf"@{LINK_NUMBER},{LINK_NUMBER}")),
)
"""Forms of Google Maps links, best first: a pin is the place, a view only shows it."""


def linked_points(link: str) -> Iterator[Coordinates]:
    """Yield the points of a map link, best form first."""
    for notation, pattern in LINKS:
        # Of several pins the last is the destination.
        for first, second in reversed(pattern.findall(link)):
            point = decimal_pair(first, second, notation=notation)
            if point is not None:
                yield point


HEMISPHERE = r"\s*°?\s*(?:[nsewbt]\b)?"
DECIMAL_PAIR = re.compile(
    rf"(?:[nsewbt]\s*)?{DECIMAL}{HEMISPHERE}(?:\s*[;,]\s*|\s+)(?:[nsewdbt]\s*)?{DECIMAL}{HEMISPHERE}d?"
)


def decimal_point(plain: str) -> Coordinates | None:
    """Read two decimal degrees."""
    match = DECIMAL_PAIR.fullmatch(plain)
    return decimal_pair(match[1], match[2], notation="decimal") if match else None


def decimal_pair(first: str, second: str, *, notation: str) -> Coordinates | None:
    """Return a point from two decimal numbers; the coarser of the two gives the precision."""
    decimals = min(len(re.split("[.,]", number)[-1]) for number in (first, second))
    numbers = [float(number.replace(",", ".")) for number in (first, second)]
    return point_of(*numbers, notation=notation, precision_m=DEGREE_M / 10**decimals)


NUMBER = r"([0-9]{1,2}(?:[.,][0-9]{1,9})?)"
DEGREES = r"(?:[nsewdbt]\s*)?([0-9]{1,3})"
END = r"\s*(?:[nsewdbt]\b)?"
SEPARATOR = r"\s*[;,]?\s*"
APART = r"(?:\s*[;,]\s*|\s+)"
DMS_ANGLE = rf"{DEGREES}\s*[°o:]\s*([0-9]{{1,2}})\s*[':]\s*{NUMBER}\s*[\"']?{END}"
DM_ANGLE = rf"{DEGREES}\s*[°o:]\s*{NUMBER}\s*'?{END}"
BARE_DMS = rf"{DEGREES}\s+([0-9]{{1,2}})\s+{NUMBER}{END}"
BARE_DM = rf"{DEGREES}\s+([0-9]{{1,2}}[.,][0-9]{{1,9}}){END}"
SEXAGESIMAL = tuple(
    re.compile(f"{angle}{separator}{angle}")
    for angle, separator in (
        (DMS_ANGLE, SEPARATOR), (DM_ANGLE, SEPARATOR), (BARE_DMS, APART), (BARE_DM, APART)
    )
)  # fmt: skip


def sexagesimal_point(plain: str) -> Coordinates | None:
    """Read two angles in degrees and minutes, with or without seconds."""
    for pattern in SEXAGESIMAL:
        match = pattern.fullmatch(plain)
        if match:
            parts = [part.replace(",", ".") for part in match.groups()]
            half = len(parts) // 2
            return angle_pair(parts[:half], parts[half:])
    return None


def angle_pair(first: list[str], second: list[str]) -> Coordinates | None:
    """Return a point from two angles, each as texts of degrees, minutes and perhaps seconds."""
    if any(float(part) >= 60 for part in first[1:] + second[1:]):
        return None
    smallest_m = DEGREE_M / 60 ** (len(first) - 1)
    decimals = min(len(angle[-1].partition(".")[2]) for angle in (first, second))
    numbers = [sum(float(part) / 60**k for k, part in enumerate(angle)) for angle in (first, second)]
    return point_of(*numbers, notation="dms" if len(first) == 3 else "dm", precision_m=smallest_m / 10**decimals)


def point_of(first: float, second: float, *, notation: str, precision_m: float) -> Coordinates | None:
    """Return the point if it lies in Vietnam in one of the two orders and is precise enough."""
    if precision_m > WORST_PRECISION_M:
        return None
    for swapped, (lat, lon) in ((False, (first, second)), (True, (second, first))):
        if LAT_RANGE[0] <= lat <= LAT_RANGE[1] and LON_RANGE[0] <= lon <= LON_RANGE[1]:
            return Coordinates(
                lon=round(lon, 7), lat=round(lat, 7), notation=notation, swapped=swapped,
                precision_m=max(1, math.ceil(precision_m - 0.5)),
            )  # fmt: skip
    return None
