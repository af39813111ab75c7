"""Degrees as people write them: decimal, with minutes and seconds, packed, with the decimal mark lost."""

import re
from collections.abc import Callable, Iterator

from geo.written import DEGREE_M, Reading, Refusal, distinct, reading_of

MICRO = 10**6
HEMISPHERE = r"\s*°?\s*(?:[nsewbt](?![a-z]))?"
DECIMAL = r"([0-9]{1,3}[.,][0-9]{1,17})"
LONG_DECIMAL = r"([0-9]{1,3}[.,][0-9]{4,17})"
WHOLE_OR_DECIMAL = r"([0-9]{1,3}(?:\.[0-9]{1,17})?)"
BETWEEN = rf"{HEMISPHERE}(?:\s*[;,]\s*|\s+|(?<=[0-9°neb])-(?=[0-9neb])|(?<=[neb]))(?:[nsewdbt]\s*)?"
LAST = rf"{HEMISPHERE}d?"
ALTITUDE = r"(?:(?:\s*[;,]\s*|\s+)[0-9]{1,4}(?:[.,][0-9]{1,6})?\s*m?)?"
DECIMAL_PAIRS = (
    re.compile(rf"(?:[nsewbt]\s*)?{DECIMAL}{BETWEEN}{DECIMAL}{LAST}{ALTITUDE}"),
    re.compile(rf"{WHOLE_OR_DECIMAL}\s*°?(?:\s*;\s*|,?\s+){WHOLE_OR_DECIMAL}\s*°?"),
)
DECIMAL_INSIDE = re.compile(rf"(?<![-0-9.,]){LONG_DECIMAL}{BETWEEN}{LONG_DECIMAL}{LAST}(?![0-9])")

NUMBER = r"([0-9]{1,2}(?:[.,][0-9]{1,9})?)"
DEGREES = r"(?:[nsewdbt]\s*)?([0-9]{1,3})"
END = r"\s*(?:[nsewdbt](?![a-z]))?"
SEPARATOR = r"\s*[-;,]?\s*"
APART = r"(?:\s*[;,]\s*|\s+)"
DMS_ANGLE = rf"{DEGREES}\s*[°o:]\s*([0-9]{{1,2}})\s*[':]\s*{NUMBER}\s*[\"']?{END}"
DM_ANGLE = rf"{DEGREES}\s*[°o:]\s*{NUMBER}\s*'?{END}"
BARE_DMS = rf"{DEGREES}\s+([0-9]{{1,2}})\s+{NUMBER}{END}"
BARE_DM = rf"{DEGREES}\s+([0-9]{{1,2}}[.,][0-9]{{1,9}}){END}"
PACKED_DMS = r"\s*([0-9]{2,3})([0-9]{2})([0-9]{2}(?:[.,][0-9]{1,9})?)\s*"
PACKED_DM = r"\s*([0-9]{2,3})([0-9]{2}[.,][0-9]{1,9})\s*,?\s*"
SEXAGESIMAL = (
    *(
        re.compile(f"{angle}{separator}{angle}")
        for angle, separator in (
            (DMS_ANGLE, SEPARATOR), (DM_ANGLE, SEPARATOR), (BARE_DMS, APART), (BARE_DM, APART),
        )
    ),
)  # fmt: skip
PACKED = (
    *(re.compile(f"{angle}[nb]{SEPARATOR}{angle}[ed]") for angle in (PACKED_DMS, PACKED_DM)),
    *(re.compile(f"[nb]{angle}{SEPARATOR}[ed]{angle}") for angle in (PACKED_DMS, PACKED_DM)),
)
SIGNED_INSIDE = re.compile(rf"(?<![-0-9.,]){DMS_ANGLE}{SEPARATOR}{DMS_ANGLE}")
ONE_NUMBER = re.compile(rf"[^0-9]*(?:{DMS_ANGLE}|{DM_ANGLE}|{BARE_DMS}|{BARE_DM}|[0-9]+(?:[.,][0-9]+)*)[^0-9]*")
NEGATIVE = re.compile(r"(?:^|[\s;,])-\s*(?=[0-9])")
SOUTH_OR_WEST = re.compile(r"[0-9°'\"]\s*[swt]\b|\b[swt]\s*[0-9]")
UNMARKED = r"([0-9]{7,10}|[0-9]{1,3}(?:[.,][0-9]{3}){2,3})"
LOST_MARKS = re.compile(rf"{UNMARKED}{APART}{UNMARKED}")


def read_degrees(plain: str) -> Reading | None:
    """Read degrees from the plain form of a text; None where it holds none.

    Examples
    --------
    >>> [(p.lon, p.lat) for p in read_degrees("11,5530; 106,1630").points]
    [(106.163, 11.553)]
    >>> read_degrees("48.8566, 2.3522").refusal
    <Refusal.OUTSIDE: 'coordinates_outside_vietnam'>
    """
    if NEGATIVE.search(plain):
        return Reading(refusal=Refusal.OUTSIDE) if read_degrees(NEGATIVE.sub(" ", plain).strip()) else None
    for pattern in DECIMAL_PAIRS:
        if match := pattern.fullmatch(plain):
            return pair_read(match, decimal_pair)
    for pattern in SEXAGESIMAL:
        if match := pattern.fullmatch(plain):
            return pair_read(match, angle_pair)
    if match := LOST_MARKS.fullmatch(plain):
        return lost_pair(match[1], match[2])
    return inside_reading(plain)


def read_decimal(text: str) -> Reading | None:
    """Read two decimal numbers that need no cleaning, as most cells have them; None where they give no point."""
    match = DECIMAL_PAIRS[0].fullmatch(text.strip())
    reading = pair_read(match, decimal_pair) if match else None
    return reading if reading and reading.points else None


def read_packed(plain: str) -> Reading | None:
    """Read degrees, minutes and seconds run together ("113312.8N 1060941.9E"); None where they give no point."""
    match = next((match for pattern in PACKED if (match := pattern.fullmatch(plain))), None)
    reading = pair_read(match, angle_pair) if match else None
    return reading if reading and reading.points else None


def inside_reading(plain: str) -> Reading | None:
    """Read the pairs that stand amid other words; several different ones are candidates."""
    found = list(pairs_inside(plain))
    points = distinct(tuple(point for reading in found for point in reading.points))
    return Reading(points=points) if points else next(iter(found), None)


def pairs_inside(plain: str) -> Iterator[Reading]:
    """Yield what each pair in a longer text means; only long decimals and full signs are trusted there."""
    for pattern, pair in ((DECIMAL_INSIDE, decimal_pair), (SIGNED_INSIDE, angle_pair)):
        yield from (pair_read(match, pair) for match in pattern.finditer(plain))


def pair_read(match: re.Match[str], pair: Callable[[list[str], list[str]], Reading]) -> Reading:
    """Return what two angles mean that a pattern found; the first half of its groups is the first angle."""
    if SOUTH_OR_WEST.search(match[0]):
        return Reading(refusal=Refusal.OUTSIDE)
    parts = [part.replace(",", ".") for part in match.groups() if part is not None]
    half = len(parts) // 2
    return pair(parts[:half], parts[half:])


def decimal_pair(first: list[str], second: list[str]) -> Reading:
    """Return the point of two decimal numbers; the coarser of the two gives the precision."""
    decimals = min(len(number.partition(".")[2]) for number in (first[0], second[0]))
    return reading_of(float(first[0]), float(second[0]), notation="decimal", precision_m=DEGREE_M / 10**decimals)


def angle_pair(first: list[str], second: list[str]) -> Reading:
    """Return the point of two angles, each as texts of degrees, minutes and perhaps seconds."""
    if any(float(part) >= 60 for part in first[1:] + second[1:]):
        return Reading(refusal=Refusal.OVER_59)
    smallest_m = DEGREE_M / 60 ** (len(first) - 1)
    decimals = min(len(angle[-1].partition(".")[2]) for angle in (first, second))
    numbers = [sum(float(part) / 60**k for k, part in enumerate(angle)) for angle in (first, second)]
    return reading_of(*numbers, notation="dms" if len(first) == 3 else "dm", precision_m=smallest_m / 10**decimals)


def lost_pair(first: str, second: str) -> Reading | None:
    """Return the point of two numbers whose decimal mark a spreadsheet took for thousands ("11.553.561")."""
    digits = [re.sub("[.,]", "", number) for number in (first, second)]
    marked = [f"{text[:k]}.{text[k:]}" for text in digits if (k := whole_digits(text))]
    if len(marked) < 2:
        return None
    decimals = min(len(text.partition(".")[2]) for text in marked)
    return reading_of(float(marked[0]), float(marked[1]), notation="lost_mark", precision_m=DEGREE_M / 10**decimals)


def whole_digits(text: str) -> int:
    """Return how many leading digits are whole degrees of a latitude or longitude in Vietnam, 0 for none."""
    if 102 <= int(text[:3]) < 110:
        return 3
    return 2 if 10 <= int(text[:2]) < 24 else 1 if text[0] in "89" else 0
