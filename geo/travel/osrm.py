"""OSRM's requests and answers, the same for the embedded engine and for a server."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from domain.errors import ServiceError
from domain.travel import UNREACHABLE
from geo.travel.answers import whole_grid
from geo.travel.source import Leg, Point, Rings, RouteLine, Snap, SnapStatus, great_circle_m, snapped

Call = Callable[..., Any]
"""Called as call(service, points, **options) with a service (``nearest``, ``table``, ``route``); returns its answer as
a mapping whose ``code`` is ``Ok``, ``NoRoute``, ``NoSegment`` or ``NoTable``."""
NO_WAY = ("NoRoute", "NoSegment", "NoTable")


@dataclass(frozen=True, slots=True, kw_only=True)
class OsrmEngine:
    """Ask OSRM through ``call``.

    OSRM leaves small pieces of the network out unless all points of a request
    lie in one of them; ``anchors`` are places of the main network that keep a
    request from lying in one.
    """

    call: Call
    max_side: int
    max_pairs: int
    anchors: tuple[Point, ...] = ()
    tells_tracks: bool = False
    """Whether the profile marks tracks with a class."""

    @property
    def is_wide_only(self) -> bool:
        """Return False: any shape is answered alike."""
        return False

    def snap(self, points: Sequence[Point]) -> list[Snap]:
        """Return, for each point, the nearest road of the network, or that of an island."""
        snaps: list[Snap] = []
        for start in range(0, len(points), self.max_side):
            snaps += self._snapped(points[start : start + self.max_side])
        doubtful = [k for k, snap in enumerate(snaps) if snap.status is not SnapStatus.OK]
        for k in doubtful:
            places = self._answer("nearest", [points[k]]).get("waypoints") or ()
            nearest = [snapped(points[k], place_of(place)) for place in places]
            if nearest and nearest[0].status is SnapStatus.OK:
                snaps[k] = replace(nearest[0], status=SnapStatus.ISLAND)
        return snaps

    def _snapped(self, points: Sequence[Point]) -> list[Snap]:
        """Return snaps as a table has them; a table of one row costs little."""
        asked = [*points, *self.anchors]
        answer = self._answer("table", asked, sources=[0], annotations=["duration"])
        places = answer.get("destinations") or ()
        if len(places) != len(asked):
            raise ServiceError("travel.bad_answer", service="osrm", what="table")
        return [snapped(point, place_of(place)) for point, place in zip(points, places, strict=False)]

    def table(self, sources: Sequence[Point], targets: Sequence[Point]) -> tuple[Any, Any]:
        """Return whole seconds and metres of shape (sources, targets), -1 where there is no way."""
        shape = (len(sources), len(targets))
        answer = self._answer(
            "table", [*sources, *targets], sources=list(range(shape[0])),
            destinations=list(range(shape[0], sum(shape))), annotations=["duration", "distance"],
        )  # fmt: skip
        if answer["code"] in NO_WAY:
            return np.full(shape, UNREACHABLE, np.int32), np.full(shape, UNREACHABLE, np.int32)
        try:
            durations, distances = answer["durations"], answer["distances"]
        except KeyError as error:
            raise ServiceError("travel.bad_answer", service="osrm", what="table") from error
        return whole_grid(durations, shape=shape, service="osrm"), whole_grid(distances, shape=shape, service="osrm")

    def route(self, places: Sequence[Point], *, with_directions: bool) -> RouteLine | None:
        """Return the way along places on roads; OSRM has no sentences."""
        # A team turns round at a stop where it must, and the matrix knows no way on but the next.
        options = {"steps": True, "geometries": "geojson", "overview": "full", "continue_straight": False}
        answer = self._answer("route", places, **options)
        if answer["code"] in NO_WAY:
            return None
        try:
            way = answer["routes"][0]
            legs = tuple(self._leg(leg) for leg in way["legs"])
            return RouteLine(legs=legs, line=tuple((lon, lat) for lon, lat in way["geometry"]["coordinates"]))
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise ServiceError("travel.bad_answer", service="osrm", what="route") from error

    def _leg(self, leg: Mapping[str, Any]) -> Leg:
        steps = leg["steps"]
        on_tracks = sum(map(track_metres, steps))
        return Leg(
            duration_s=round(leg["duration"]), distance_m=round(leg["distance"]),
            has_ferry=any(step["mode"] == "ferry" for step in steps),
            track_m=round(on_tracks) if self.tells_tracks or on_tracks else None,
        )  # fmt: skip

    def isochrones(self, place: Point, minutes: Sequence[int]) -> tuple[Rings, ...] | None:
        """Return None: OSRM has no isochrones."""
        return None

    def _answer(self, service: str, points: Sequence[Point], **options: Any) -> Any:
        answer = self.call(service, points, **options)
        try:
            code = answer["code"]
        except (KeyError, TypeError) as error:
            raise ServiceError("travel.bad_answer", service="osrm", what=service) from error
        if code != "Ok" and code not in NO_WAY:
            raise ServiceError("travel.refused", service="osrm", status=str(code), what=service)
        return answer


def place_of(waypoint: Mapping[str, Any]) -> Point:
    """Return where a waypoint lies on a road."""
    try:
        lon, lat = waypoint["location"]
    except (KeyError, TypeError, ValueError) as error:
        raise ServiceError("travel.bad_answer", service="osrm", what="waypoint") from error
    return lon, lat


def track_metres(step: Mapping[str, Any]) -> float:
    """Return the metres of a step on tracks: its length in the share of its crossings' straight lines there."""
    crossings = step["intersections"]
    end = tuple(step["geometry"]["coordinates"][-1])
    spots = [*(tuple(crossing["location"]) for crossing in crossings), end]
    lengths = [great_circle_m(a, b) for a, b in pairwise(spots)]
    on_track = ["track" in crossing.get("classes", ()) for crossing in crossings]
    straight = sum(lengths)
    if not straight:
        return 0.0
    return (
        float(step["distance"]) * sum(m for m, is_track in zip(lengths, on_track, strict=True) if is_track) / straight
    )
