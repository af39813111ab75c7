"""Travel on real roads through Valhalla, embedded; every point is snapped before the engine sees it."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.travel import UNREACHABLE, TravelMatrix
from geo.travel.cache import cached_matrix
from geo.travel.source import (
    FAR_M,
    LOST_M,
    Point,
    RouteLine,
    Snap,
    SnapStatus,
    great_circle_m,
    is_on_earth,
    source_digest,
)
from geo.travel.valhalla_tiles import PROFILE, ready_tiles, tiles_digest

BLOCK = 250
"""Sources asked at once; answers do not depend on it, memory does."""
SHAPE_SCALE = 1e6
"""The engine's lines are polylines with six decimals."""


def open_valhalla(roads: Path, *, cache_dir: Path) -> "ValhallaSource":
    """Open the engine on a road file, building its tiles on first use.

    Raises
    ------
    InputError, ServiceError
        As ``geo.travel.valhalla_tiles.ready_tiles``.
    """
    from valhalla import Actor

    config = ready_tiles(roads, cache_dir=cache_dir)
    digest = source_digest(tiles=tiles_digest(roads), profile=PROFILE, far_m=FAR_M, lost_m=LOST_M, method=1)
    return ValhallaSource(digest=digest, actor=Actor(config), cache_dir=cache_dir / "matrices")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValhallaSource:
    """Answer from Valhalla's tiles; ``actor`` is the engine's handle, not shared between threads."""

    digest: str
    actor: Any
    cache_dir: Path

    @property
    def name(self) -> str:
        return "valhalla"

    def snap(self, points: Sequence[Point]) -> tuple[Snap, ...]:
        """Return, for each point, the nearest road that the engine would use."""
        known = [point for point in points if is_on_earth(point)]
        found = iter(self._locate(known))
        return tuple(
            next(found) if is_on_earth((lon, lat)) else Snap(lon=lon, lat=lat, distance_m=None, status=SnapStatus.NONE)
            for lon, lat in points
        )

    def _locate(self, points: Sequence[Point]) -> list[Snap]:
        if not points:
            return []
        answers = self.actor.locate({"locations": locations(points), "costing": PROFILE, "verbose": False})
        return [snapped(point, answer) for point, answer in zip(points, answers, strict=True)]

    def matrix(self, points: Sequence[Point]) -> TravelMatrix:
        """Return times and distances between all points, from the cache where it has them."""
        return cached_matrix(points, digest=self.digest, cache_dir=self.cache_dir, compute=self._matrix)

    def _matrix(self, points: Sequence[Point]) -> TravelMatrix:
        size = len(points)
        durations, distances = array("i", [UNREACHABLE]) * size**2, array("i", [UNREACHABLE]) * size**2
        snaps = self.snap(points)
        known = [k for k, snap in enumerate(snaps) if snap.status is not SnapStatus.NONE]
        targets = [(snaps[k].lon, snaps[k].lat) for k in known]
        for start in range(0, len(known), BLOCK):
            block = self._block(targets[start : start + BLOCK], targets)
            for i, times, metres in zip(known[start : start + BLOCK], *block, strict=True):
                for j, duration_s, distance_km in zip(known, times, metres, strict=True):
                    if duration_s is not None:
                        durations[i * size + j] = round(duration_s)
                        distances[i * size + j] = round(distance_km * 1000)
        for k in range(size):
            durations[k * size + k] = distances[k * size + k] = 0
        return TravelMatrix(size=size, durations=durations, distances=distances, source=self.name, digest=self.digest)

    def _block(self, sources: Sequence[Point], targets: Sequence[Point]) -> tuple[list[Any], list[Any]]:
        from valhalla import ValhallaError

        request = {"sources": locations(sources), "targets": locations(targets), "costing": PROFILE, "verbose": False}
        try:
            answer = self.actor.matrix(request)["sources_to_targets"]
        except ValhallaError as error:
            if error.args and is_no_way(error):
                nothing = [[None] * len(targets)] * len(sources)
                return nothing, nothing
            raise
        return answer["durations"], answer["distances"]

    def route(self, points: Sequence[Point]) -> RouteLine | None:
        """Return the way on roads along the points in their order."""
        from valhalla import ValhallaError

        if len(points) < 2:
            raise ValueError("a route needs two points")
        snaps = self.snap(points)
        if any(snap.status is SnapStatus.NONE for snap in snaps):
            return None
        stops = locations([(snap.lon, snap.lat) for snap in snaps])
        try:
            trip = self.actor.route({"locations": stops, "costing": PROFILE, "directions_type": "none"})["trip"]
        except ValhallaError as error:
            if is_no_way(error):
                return None
            raise
        return route_line(trip["legs"])


def is_no_way(error: Exception) -> bool:
    """Tell whether the engine says that there is no way (its codes 441 and 442), and not that something broke."""
    return any(code in str(error) for code in ("441", "442", "No path could be found"))


def locations(points: Sequence[Point]) -> list[dict[str, float]]:
    """Return points as the engine asks for them."""
    return [{"lon": lon, "lat": lat} for lon, lat in points]


def snapped(point: Point, answer: dict[str, Any]) -> Snap:
    """Return the nearest of the places at which the engine takes a point up."""
    places = [(edge["correlated_lon"], edge["correlated_lat"]) for edge in answer.get("edges") or ()]
    if not places:
        return Snap(lon=point[0], lat=point[1], distance_m=None, status=SnapStatus.NONE)
    distance, (lon, lat) = min((great_circle_m(point, place), place) for place in places)
    status = SnapStatus.OK if distance <= FAR_M else SnapStatus.FAR if distance <= LOST_M else SnapStatus.NONE
    return Snap(lon=lon, lat=lat, distance_m=round(distance), status=status)


def route_line(legs: Sequence[dict[str, Any]]) -> RouteLine:
    """Return the engine's legs as one line; seconds are rounded per leg, as in the matrix."""
    line: list[Point] = []
    for leg in legs:
        vertices = decoded(leg["shape"])
        line += vertices[1:] if line and vertices[:1] == line[-1:] else vertices
    return RouteLine(
        duration_s=sum(round(leg["summary"]["time"]) for leg in legs),
        distance_m=sum(round(leg["summary"]["length"] * 1000) for leg in legs),
        line=tuple(line),
    )


def decoded(shape: str) -> list[Point]:
    """Return the vertices (lon, lat) of an encoded polyline (Google's format, six decimals).

    Examples
    --------
    >>> decoded("_zydU_{{niE")
    [(106.16672, 11.63)]
    """
    deltas: list[int] = []
    value = shift = 0
    for letter in shape:
        bits = ord(letter) - 63
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            deltas.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    lat = lon = 0
    vertices: list[Point] = []
    for d_lat, d_lon in zip(deltas[::2], deltas[1::2], strict=True):
        lat, lon = lat + d_lat, lon + d_lon
        vertices.append((lon / SHAPE_SCALE, lat / SHAPE_SCALE))
    return vertices
