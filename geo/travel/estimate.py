"""Travel times without roads: the straight line, a detour factor and one speed; an estimate and named so."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.travel import UNREACHABLE, TravelMatrix
from geo.travel.source import Point, RouteLine, Snap, SnapStatus, great_circle_m, is_on_earth, source_digest

DETOUR = 1.35
SPEED_KMH = 35.0


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
        return tuple(self._snap(point) for point in points)

    def _snap(self, point: Point) -> Snap:
        status = SnapStatus.UNCHECKED if is_on_earth(point) else SnapStatus.NONE
        return Snap(lon=point[0], lat=point[1], distance_m=None, status=status)

    def matrix(self, points: Sequence[Point]) -> TravelMatrix:
        """Return estimated times and distances between all points."""
        size = len(points)
        durations, distances = array("i", [UNREACHABLE]) * size**2, array("i", [UNREACHABLE]) * size**2
        for i in range(size):
            durations[i * size + i] = distances[i * size + i] = 0
            for j in range(i):
                if is_on_earth(points[i]) and is_on_earth(points[j]):
                    duration_s, distance_m = self._leg(points[i], points[j])
                    durations[i * size + j] = durations[j * size + i] = duration_s
                    distances[i * size + j] = distances[j * size + i] = distance_m
        return TravelMatrix(size=size, durations=durations, distances=distances, source=self.name, digest=self.digest)

    def _leg(self, a: Point, b: Point) -> tuple[int, int]:
        metres = great_circle_m(*sorted((a, b))) * self.detour
        return round(metres * 3.6 / self.speed_kmh), round(metres)

    def route(self, points: Sequence[Point]) -> RouteLine | None:
        """Return the straight lines between the points with their estimated time."""
        if len(points) < 2:
            raise ValueError("a route needs two points")
        if not all(map(is_on_earth, points)):
            return None
        legs = [self._leg(a, b) for a, b in pairwise(points)]
        return RouteLine(
            duration_s=sum(duration_s for duration_s, _ in legs),
            distance_m=sum(distance_m for _, distance_m in legs),
            line=tuple((lon, lat) for lon, lat in points),
        )
