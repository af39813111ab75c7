"""Travel times without roads: the straight line, a detour factor and one speed; an estimate and named so."""

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.travel import UNREACHABLE, TravelMatrix
from geo.travel.source import (
    EARTH_RADIUS_M,
    Leg,
    Point,
    Rings,
    RouteLine,
    Snap,
    SnapStatus,
    great_circle_m,
    is_on_earth,
    source_digest,
    unsnapped,
)

DETOUR = 1.35
SPEED_KMH = 35.0
CORNERS = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateSource:
    """Estimate travel as great circle x detour at one speed; the same both ways.

    On networks with a router the median error of such times was 14 to 34 %:
    the order of a tour survives it, promised arrival times do not.
    """

    detour: float = DETOUR
    speed_kmh: float = SPEED_KMH

    @property
    def name(self) -> str:
        return "estimate"

    @property
    def digest(self) -> str:
        return source_digest(engine=self.name, version=1, detour=self.detour, speed_kmh=self.speed_kmh)

    def snap(self, points: Sequence[Point]) -> tuple[Snap, ...]:
        """Return the points as they are, unchecked; what is no place on earth has status none."""
        return tuple(
            Snap(lon=lon, lat=lat, distance_m=None, status=SnapStatus.UNCHECKED)
            if is_on_earth((lon, lat))
            else unsnapped((lon, lat))
            for lon, lat in points
        )

    def matrix(self, points: Sequence[Point]) -> TravelMatrix:
        """Return estimated times and distances between all points."""
        size = len(points)
        durations, distances = array("i", [UNREACHABLE]) * size**2, array("i", [UNREACHABLE]) * size**2
        for i in range(size):
            durations[i * size + i] = distances[i * size + i] = 0
            for j in range(i):
                if is_on_earth(points[i]) and is_on_earth(points[j]):
                    leg = self._leg(points[i], points[j])
                    durations[i * size + j] = durations[j * size + i] = leg.duration_s
                    distances[i * size + j] = distances[j * size + i] = leg.distance_m
        return TravelMatrix(size=size, durations=durations, distances=distances, source=self.name, digest=self.digest)

    def _leg(self, a: Point, b: Point) -> Leg:
        metres = great_circle_m(*sorted((a, b))) * self.detour
        return Leg(duration_s=round(metres * 3.6 / self.speed_kmh), distance_m=round(metres))

    def route(self, points: Sequence[Point], *, with_directions: bool = False) -> RouteLine | None:
        """Return the straight lines between the points with their estimated time."""
        if len(points) < 2:
            raise ValueError("a route needs two points")
        if not all(map(is_on_earth, points)):
            return None
        legs = tuple(self._leg(a, b) for a, b in pairwise(points))
        return RouteLine(legs=legs, line=tuple((lon, lat) for lon, lat in points))

    def isochrones(self, point: Point, minutes: Sequence[int]) -> None:
        """Return None: without roads there are only circles, see ``circle``."""
        return

    def circle(self, point: Point, minutes: int) -> Rings:
        """Return the circle that the estimate reaches within so many minutes."""
        metres = minutes * 60 * self.speed_kmh / 3.6 / self.detour
        d_lat = math.degrees(metres / EARTH_RADIUS_M)
        d_lon = d_lat / max(0.01, math.cos(math.radians(point[1])))
        turns = [2 * math.pi * k / CORNERS for k in range(CORNERS)]
        corners = [(point[0] + d_lon * math.cos(turn), point[1] + d_lat * math.sin(turn)) for turn in turns]
        return (((*corners, corners[0]),),)
