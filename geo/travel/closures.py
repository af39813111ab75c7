"""Travel with some roads closed: the engine itself is asked for the ways round them; or delays that somebody stated."""

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.closed_roads import ClosedRoad
from domain.errors import InputError
from domain.travel import UNREACHABLE, TravelMatrix
from geo.travel.on_roads import RoadSource
from geo.travel.source import EARTH_RADIUS_M, SnapStatus, TravelSource, source_digest
from geo.travel.valhalla import Call, ValhallaEngine

CORNERS = 12
UNCHANGED = ("locate",)
"""What the engine is asked as ever: a place is taken up where its road is, open or not."""


def can_close(source: TravelSource) -> bool:
    """Tell whether a source knows ways round a closed road."""
    return isinstance(source, RoadSource) and isinstance(source.engine, ValhallaEngine)


def close_roads(source: TravelSource, closed: Sequence[ClosedRoad]) -> TravelSource:
    """Return the source as it is while roads are closed; its digest names them.

    Every piece of road between two junctions that touches a closed place is
    closed whole. A place on such a piece is reached by no way.

    Raises
    ------
    InputError
        ``travel.cannot_close`` where the source knows no ways round;
        ``travel.no_road_there`` for a place that has no road within its radius.
    """
    if not isinstance(source, RoadSource) or not isinstance(source.engine, ValhallaEngine):
        raise InputError("travel.cannot_close", source=source.name)
    for place, snap in zip(closed, source.engine.snap([(one.lon, one.lat) for one in closed]), strict=True):
        if snap.distance_m is None or snap.distance_m > place.radius_m or snap.status is SnapStatus.NONE:
            raise InputError("travel.no_road_there", metres=place.radius_m)
    rings = [ring_of(one) for one in closed]
    digest = source_digest(open=source.digest, **{f"closed_{k}": repr(one) for k, one in enumerate(closed)})
    folder = None if source.cache_dir is None else source.cache_dir.with_name(digest[:32])
    asked = ClosedCall(call=source.engine.call, rings=tuple(tuple(ring) for ring in rings))
    return replace(source, digest=digest, engine=replace(source.engine, call=asked), cache_dir=folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedCall:
    """Call the engine with areas that no way may touch."""

    call: Call
    rings: tuple[tuple[tuple[float, float], ...], ...]

    def __call__(self, action: str, request: Mapping[str, Any]) -> Any:
        if action in UNCHANGED:
            return self.call(action, request)
        return self.call(action, {**request, "exclude_polygons": [[list(point) for point in r] for r in self.rings]})


def ring_of(place: ClosedRoad) -> list[tuple[float, float]]:
    """Return the closed ring of (lon, lat) corners round a place that lies no nearer than its radius.

    Examples
    --------
    >>> ring = ring_of(ClosedRoad(lon=106.0, lat=11.0, radius_m=100))
    >>> len(ring), ring[0] == ring[-1]
    (13, True)
    """
    reach_m = place.radius_m / math.cos(math.pi / CORNERS)
    high = math.degrees(reach_m / EARTH_RADIUS_M)
    wide = high / math.cos(math.radians(place.lat))
    turns = [2 * math.pi * k / CORNERS for k in range(CORNERS)]
    ring = [(place.lon + wide * math.cos(turn), place.lat + high * math.sin(turn)) for turn in turns]
    return [*ring, ring[0]]


def delayed(matrix: TravelMatrix, delays: Sequence[tuple[int, int, int]]) -> TravelMatrix:
    """Return a matrix in which the way between two points takes so many seconds longer, in both directions.

    Only the pairs that are named change: nothing is concluded for others.

    Parameters
    ----------
    delays
        (row, column, seconds); where there is no way there is none afterwards.
    """
    durations = array("i", matrix.durations)
    for one, other, seconds in delays:
        for cell in (one * matrix.size + other, other * matrix.size + one):
            if durations[cell] != UNREACHABLE:
                durations[cell] += seconds
    digest = source_digest(plain=matrix.digest, **{f"delay_{k}": repr(delay) for k, delay in enumerate(delays)})
    return replace(matrix, durations=durations, digest=digest)
