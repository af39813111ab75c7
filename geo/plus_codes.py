"""Plus codes (Open Location Code), full and short."""

import re

from openlocationcode import openlocationcode

from geo.signs import MARKS
from geo.written import DEGREE_M, Coordinates, Reading, Refusal, distinct, is_in_vietnam

ALPHABET = "23456789CFGHJMPQRVWX"
CODE = re.compile(rf"(?<![A-Z0-9+])([{ALPHABET}0]{{2,8}})\s?\+\s?([{ALPHABET}]{{2,7}})?(?![A-Z0-9+])")
SHORTENED = 4
"""A short code lacks this many digits: it then repeats once a degree, and the nearest to its commune is meant."""
LEAST_DIGITS = 8
"""A code of eight digits is a square of 278 m; a shorter one says nothing about an establishment."""


def read_plus_code(text: str, *, near: tuple[tuple[float, float], ...] = ()) -> Reading | None:
    """Read a plus code; None where the text holds none.

    Parameters
    ----------
    near
        Points (lon, lat) near which a short code may lie: the middle of its
        commune, or of each commune of the office where none is stated.

    Examples
    --------
    >>> [point] = read_plus_code("H537+66 Tân Châu", near=((106.16, 11.55),)).points
    >>> (point.lon, point.lat, point.precision_m)
    (106.1630625, 11.5530625, 14)
    """
    match = CODE.search(text.translate(MARKS).upper())
    if match is None:
        return None
    code = f"{match[1]}+{match[2] or ''}"
    if openlocationcode.isFull(code):
        codes = [code]
    elif openlocationcode.isShort(code) and len(match[1]) == len("12345678") - SHORTENED:
        codes = [openlocationcode.recoverNearest(code, lat, lon) for lon, lat in near]
    else:
        return None if match[1].isdigit() else Reading(refusal=Refusal.PLUS_CODE)
    points = distinct(tuple(point_of(full) for full in codes))
    inside = tuple(point for point in points if is_in_vietnam(point.lon, point.lat))
    if not inside:
        return Reading(refusal=Refusal.OUTSIDE if points else Refusal.PLUS_CODE)
    is_fine = openlocationcode.decode(codes[0]).codeLength >= LEAST_DIGITS
    return Reading(points=inside) if is_fine else Reading(refusal=Refusal.TOO_COARSE)


def point_of(code: str) -> Coordinates:
    """Return the middle of a full code's square; its height is the precision."""
    square = openlocationcode.decode(code)
    return Coordinates(
        lon=round(square.longitudeCenter, 7), lat=round(square.latitudeCenter, 7), notation="plus_code", swapped=False,
        precision_m=max(1, round((square.latitudeHi - square.latitudeLo) * DEGREE_M)),
    )  # fmt: skip
