"""A point that somebody wrote down: what was read, or by which reason it was refused."""

import math
from dataclasses import dataclass
from enum import StrEnum

LAT_RANGE = (8.0, 24.0)
LON_RANGE = (102.0, 110.0)
"""Vietnam's mainland; the ranges never overlap, so a swapped order is always seen."""
DEGREE_M = 111_320
"""Metres of one degree of latitude."""
WORST_PRECISION_M = 2000
"""Fewer decimals than this say nothing about an establishment."""
UNSURE = frozenset({"projected", "lost_mark"})
"""Notations that can be read in several ways: only the stated commune can confirm one."""


class Refusal(StrEnum):
    """Name why a text is no position; each is the code of an issue."""

    UNREADABLE = "coordinates_unreadable"
    ONE_NUMBER = "coordinates_one_number"
    OUTSIDE = "coordinates_outside_vietnam"
    OVER_59 = "coordinates_over_59"
    TOO_COARSE = "coordinates_too_coarse"
    SHORT_LINK = "coordinates_short_link"
    LINK = "coordinates_link_without_point"
    PLUS_CODE = "coordinates_plus_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """Hold a point read from text.

    ``notation`` is ``decimal``, ``dms`` (degrees, minutes, seconds), ``dm``
    (degrees and decimal minutes), ``place_pin``, ``link_query``,
    ``view_centre`` (the middle of a map window, not a place), ``plus_code``,
    ``projected`` (metres of the system ``epsg``) or ``lost_mark`` (the decimal
    mark was lost). ``swapped`` says that longitude stood first, ``precision_m``
    how far the last digit reaches.
    """

    lon: float
    lat: float
    notation: str
    swapped: bool
    precision_m: int
    epsg: int = 4326


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Hold the points that a text may mean, best first, or why it means none."""

    points: tuple[Coordinates, ...] = ()
    refusal: Refusal | None = None

    @property
    def sure(self) -> Coordinates | None:
        """Return the point where there is only one and nothing needs to confirm it."""
        return self.points[0] if len(self.points) == 1 and self.points[0].notation not in UNSURE else None


def reading_of(first: float, second: float, *, notation: str, precision_m: float) -> Reading:
    """Return the point if it lies in Vietnam in one of the two orders and is precise enough, else the reason."""
    for swapped, (lat, lon) in ((False, (first, second)), (True, (second, first))):
        if is_in_vietnam(lon, lat):
            if precision_m > WORST_PRECISION_M:
                return Reading(refusal=Refusal.TOO_COARSE)
            point = Coordinates(
                lon=round(lon, 7), lat=round(lat, 7), notation=notation, swapped=swapped,
                precision_m=max(1, math.ceil(precision_m - 0.5)),
            )  # fmt: skip
            return Reading(points=(point,))
    return Reading(refusal=Refusal.OUTSIDE)


def is_in_vietnam(lon: float, lat: float) -> bool:
    """Tell whether a point lies in the rectangle round Vietnam's mainland."""
    return LAT_RANGE[0] <= lat <= LAT_RANGE[1] and LON_RANGE[0] <= lon <= LON_RANGE[1]


def distinct(points: tuple[Coordinates, ...]) -> tuple[Coordinates, ...]:
    """Return the points without those that an earlier one repeats to the sixth decimal."""
    first = {(round(point.lon, 6), round(point.lat, 6)): point for point in reversed(points)}
    return tuple(sorted(first.values(), key=points.index))
