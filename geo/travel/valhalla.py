"""Valhalla's requests and answers, the same for the embedded engine and for a server."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from domain.errors import ServiceError
from domain.travel import UNREACHABLE
from geo.travel.answers import whole_grid
from geo.travel.profiles import Profile
from geo.travel.source import Leg, Point, Rings, RouteLine, Snap, SnapStatus, snapped, unsnapped

SHAPE_SCALE = 1e6
"""The engine's lines are polylines with six decimals."""
NO_WAY = (171, 441, 442, 443, 444)
"""The engine's codes for no road near, no path found, and a line that follows no road."""

Call = Callable[[str, Mapping[str, Any]], Any]
"""Called with an action (``locate``, ``sources_to_targets``, ``route``, ``isochrone``, ``trace_attributes``) and its
request; raises ``NoWay`` where the engine says that there is none."""


class NoWay(Exception):
    """Say that the engine found no way, and not that something broke."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValhallaEngine:
    """Ask Valhalla through ``call``; ``max_snaps`` bounds the points of one locate request."""

    call: Call
    profile: Profile
    max_side: int
    max_pairs: int
    max_snaps: int

    @property
    def is_wide_only(self) -> bool:
        """Return True: with more sources than targets the engine searches backwards, and wrongly.

        With Valhalla 3.9.1 nine in ten such times differed from its own
        routes (median 29 s, distances up to 9 km), of one pair alone too;
        forwards none did. Its costmatrix takes twice as long as the whole
        forward matrix, leaves pairs out and differs by up to 38 s.
        """
        return True

    def snap(self, points: Sequence[Point]) -> list[Snap]:
        """Return, for each point, the nearest road of the network, or that of an island."""
        found: list[Snap] = []
        for start in range(0, len(points), self.max_snaps):
            some = points[start : start + self.max_snaps]
            answers = self.call("locate", {"locations": locations(some), "verbose": False, **self._costing()})
            if not isinstance(answers, list) or len(answers) != len(some):
                raise ServiceError("travel.bad_answer", service="valhalla", what="locate")
            found += [snap_of(point, answer) for point, answer in zip(some, answers, strict=True)]
        return found

    def table(self, sources: Sequence[Point], targets: Sequence[Point]) -> tuple[Any, Any]:
        """Return whole seconds and metres of shape (sources, targets), -1 where there is no way."""
        request = {"sources": locations(sources), "targets": locations(targets), "verbose": False, **self._costing()}
        shape = (len(sources), len(targets))
        try:
            answer = self.call("sources_to_targets", request)["sources_to_targets"]
            times, lengths = answer["durations"], answer["distances"]
        except NoWay:
            return np.full(shape, UNREACHABLE, np.int32), np.full(shape, UNREACHABLE, np.int32)
        except (KeyError, TypeError) as error:
            raise ServiceError("travel.bad_answer", service="valhalla", what="matrix") from error
        return (
            whole_grid(times, shape=shape, service="valhalla"),
            whole_grid(lengths, shape=shape, service="valhalla", scale=1000),
        )

    def route(self, places: Sequence[Point], *, with_directions: bool) -> RouteLine | None:
        """Return the way along places on roads, with sentences in Vietnamese where they are asked for."""
        request = {
            "locations": locations(places),
            "directions_type": "instructions" if with_directions else "maneuvers",
            "language": "vi-VN",
            "units": "kilometers",
            **self._costing(),
        }
        try:
            trip = self.call("route", request)["trip"]
            return self._line(trip["legs"], with_directions=with_directions)
        except NoWay:
            return None
        except (KeyError, TypeError, ValueError) as error:
            raise ServiceError("travel.bad_answer", service="valhalla", what="route") from error

    def _line(self, legs: Sequence[Mapping[str, Any]], *, with_directions: bool) -> RouteLine:
        line: list[Point] = []
        made: list[Leg] = []
        for leg in legs:
            vertices = decoded(leg["shape"])
            line += vertices[1:] if line and vertices[:1] == line[-1:] else vertices
            told = [step.get("instruction", "") for step in leg["maneuvers"]] if with_directions else []
            summary = leg["summary"]
            made.append(
                Leg(
                    duration_s=round(summary["time"]), distance_m=round(summary["length"] * 1000),
                    has_ferry=bool(summary.get("has_ferry", False)), track_m=self._track_m(leg["shape"], vertices),
                    directions=tuple(text for text in told if text),
                )
            )  # fmt: skip
        return RouteLine(legs=tuple(made), line=tuple(line))

    def _track_m(self, shape: str, vertices: Sequence[Point]) -> int | None:
        """Return the metres on tracks along a line that the engine itself gave, None where it cannot follow it."""
        if len(set(vertices)) < 2:
            return 0
        request = {
            "encoded_polyline": shape,
            # A line that turns round within a road cannot be walked edge by edge; it is matched.
            "shape_match": "walk_or_snap",
            "filters": {"attributes": ["edge.use", "edge.length"], "action": "include"},
            **self._costing(),
        }
        try:
            edges = self.call("trace_attributes", request)["edges"]
        except NoWay:
            return None
        return round(sum(edge.get("length", 0) for edge in edges if edge.get("use") == "track") * 1000)

    def isochrones(self, place: Point, minutes: Sequence[int]) -> tuple[Rings, ...]:
        """Return the polygons reached within each number of minutes, in their order."""
        asked = sorted(set(minutes))
        request = {
            "locations": locations([place]), "contours": [{"time": time} for time in asked], "polygons": True,
            "denoise": 0, "generalize": 20, **self._costing(),
        }  # fmt: skip
        try:
            features = self.call("isochrone", request)["features"]
            areas = {round(f["properties"]["contour"]): rings_of(f["geometry"]) for f in features}
        except NoWay:
            return ()
        except (KeyError, TypeError) as error:
            raise ServiceError("travel.bad_answer", service="valhalla", what="isochrone") from error
        return tuple(areas.get(time, ()) for time in minutes)

    def _costing(self) -> dict[str, Any]:
        costing = self.profile.costing
        return {"costing": costing, "costing_options": {costing: dict(self.profile.options)}}


def locations(points: Sequence[Point]) -> list[dict[str, float]]:
    """Return points as the engine asks for them."""
    return [{"lon": lon, "lat": lat} for lon, lat in points]


def snap_of(point: Point, answer: Mapping[str, Any]) -> Snap:
    """Return where a point is taken up.

    The engine offers the nearest road, and where fewer than 50 roads can be
    reached from that, a road of the network beyond it, however far. The
    further offer is taken, unless it lies beyond ``FAR_M`` and the nearer one
    does not: then the point stands on an island.
    """
    try:
        places = [(edge["correlated_lon"], edge["correlated_lat"]) for edge in answer.get("edges") or ()]
    except (AttributeError, KeyError, TypeError) as error:
        raise ServiceError("travel.bad_answer", service="valhalla", what="locate") from error
    if not places:
        return unsnapped(point)
    snaps = sorted((snapped(point, place) for place in places), key=lambda snap: (snap.distance_m, snap.lon, snap.lat))
    nearest = snaps[0]
    network = next(snap for snap in snaps if snap.distance_m == snaps[-1].distance_m)
    if network.status is not SnapStatus.OK and nearest.status is SnapStatus.OK:
        return replace(nearest, status=SnapStatus.ISLAND)
    return network


def rings_of(geometry: Mapping[str, Any]) -> Rings:
    """Return a GeoJSON polygon or multipolygon as rings of points."""
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return tuple(tuple(tuple((lon, lat) for lon, lat in ring) for ring in part) for part in parts)


def decoded(shape: str, *, scale: float = SHAPE_SCALE) -> list[Point]:
    """Return the vertices (lon, lat) of an encoded polyline (Google's format).

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
        vertices.append((lon / scale, lat / scale))
    return vertices
