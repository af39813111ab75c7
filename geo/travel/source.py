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
    ISLAND = "island"
    """At a road that leads nowhere, while the network begins beyond ``FAR_M``: unreachable in every matrix."""
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
class Leg:
    """Hold the way between two neighbouring stops: whole seconds, whole metres.

    ``track_m`` counts metres on tracks, None where the engine does not tell;
    ``directions`` are sentences for a driver, in Vietnamese where the engine
    speaks it, empty where none were asked for or it has none.
    """

    duration_s: int
    distance_m: int
    has_ferry: bool = False
    track_m: int | None = None
    directions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteLine:
    """Hold the way along several points in their order; ``line`` has (lon, lat) vertices."""

    legs: tuple[Leg, ...]
    line: tuple[Point, ...]

    @property
    def duration_s(self) -> int:
        """Return the seconds of all legs."""
        return sum(leg.duration_s for leg in self.legs)

    @property
    def distance_m(self) -> int:
        """Return the metres of all legs."""
        return sum(leg.distance_m for leg in self.legs)

    @property
    def has_ferry(self) -> bool:
        """Tell whether a leg takes a ferry."""
        return any(leg.has_ferry for leg in self.legs)

    @property
    def track_m(self) -> int | None:
        """Return the metres on tracks, None where the engine does not tell."""
        told = [leg.track_m for leg in self.legs if leg.track_m is not None]
        return sum(told) if len(told) == len(self.legs) else None


Rings = tuple[tuple[tuple[Point, ...], ...], ...]
"""Polygons, each an outer ring and its holes, as GeoJSON has them."""


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

    def route(self, points: Sequence[Point], *, with_directions: bool = False) -> RouteLine | None:
        """Return the way along the points in their order, None where there is none.

        Raises ValueError for fewer than two points.
        """
        ...

    def isochrones(self, point: Point, minutes: Sequence[int]) -> tuple[Rings, ...] | None:
        """Return, for each number of minutes, the rings of the area reached by then.

        None where the source has no roads to tell it from, () where the point
        is at no road.
        """
        ...


def snapped(point: Point, place: Point) -> Snap:
    """Return the snap of a point to a place on a road; its status follows from the distance alone."""
    distance = great_circle_m(point, place)
    status = SnapStatus.OK if distance <= FAR_M else SnapStatus.FAR if distance <= LOST_M else SnapStatus.NONE
    return Snap(lon=place[0], lat=place[1], distance_m=round(distance), status=status)


def unsnapped(point: Point) -> Snap:
    """Return the snap of a point that no road takes up."""
    return Snap(lon=point[0], lat=point[1], distance_m=None, status=SnapStatus.NONE)


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
