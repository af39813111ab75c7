"""What every travel engine offers: snap, matrix and route over points (lon, lat) in WGS84 degrees."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.digest import canonical_json, sha256_hex
from domain.travel import TravelMatrix

Point = tuple[float, float]
"""A point as (lon, lat) in degrees."""
EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the earth (IUGG)."""


class SnapStatus(StrEnum):
    """Say how far a point can be trusted to lie at a road."""

    OK = "ok"
    """At most ``FAR_M`` from a road."""
    FAR = "far"
    """Further than ``FAR_M``: travelled from its nearest road, to be shown with a flag."""
    NONE = "none"
    """No road near, or no point at all: unreachable in every matrix."""
    UNCHECKED = "unchecked"
    """The engine knows no roads."""


FAR_M = 300
LOST_M = 3000
"""Beyond this distance from a road a point is not on the network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snap:
    """Hold where the network takes a point up; degrees and whole metres, None where it does not."""

    lon: float
    lat: float
    distance_m: int | None
    status: SnapStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteLine:
    """Hold the way along several points in their order: whole seconds, whole metres, (lon, lat) vertices."""

    duration_s: int
    distance_m: int
    line: tuple[Point, ...]


class TravelSource(Protocol):
    """Answer for travel between points; one caller at a time.

    ``name`` is the registry's name; ``digest`` names network, profile, engine
    and version, so that equal digests give equal answers.
    """

    @property
    def name(self) -> str: ...

    @property
    def digest(self) -> str: ...

    def snap(self, points: Sequence[Point]) -> tuple[Snap, ...]:
        """Return, for each point, where the network takes it up."""
        ...

    def matrix(self, points: Sequence[Point]) -> TravelMatrix:
        """Return times and distances between all points; a bad point is unreachable, never an exception."""
        ...

    def route(self, points: Sequence[Point]) -> RouteLine | None:
        """Return the way along the points in their order, None where there is none.

        Raises ValueError for fewer than two points.
        """
        ...


def is_on_earth(point: Point) -> bool:
    """Tell whether a point is a pair of finite degrees."""
    lon, lat = point
    return math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90


def great_circle_m(a: Point, b: Point) -> float:
    """Return the metres between two points on the sphere (haversine).

    Examples
    --------
    >>> round(great_circle_m((106.0, 11.0), (106.0, 12.0)))
    111195
    """
    half_lat = math.radians(b[1] - a[1]) / 2
    half_lon = math.radians(b[0] - a[0]) / 2
    cosines = math.cos(math.radians(a[1])) * math.cos(math.radians(b[1]))
    h = math.sin(half_lat) ** 2 + cosines * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, h)))


def source_digest(**parts: str | int | float) -> str:
    """Return the digest of what decides a source's answers."""
    return sha256_hex(canonical_json(parts))
