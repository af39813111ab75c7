"""openrouteservice's requests and answers; written from its documentation, never run against a real server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.errors import ServiceError
from geo.travel.answers import whole_grid
from geo.travel.asking import Asker
from geo.travel.source import LOST_M, Leg, Point, Rings, RouteLine, Snap, snapped, unsnapped
from geo.travel.valhalla import rings_of

TRACK, FERRY = 5, 9
"""Values of the extra info ``waytype``."""
NO_WAY = (2009, 2010, 2099, 8010, 8099)
"""The server's codes for no route and no routable point near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenrouteserviceEngine:
    """Ask openrouteservice; 50 x 50 pairs stay below the public server's 3,500 a request."""

    asker: Asker
    vehicle: str
    max_side: int

    @property
    def max_pairs(self) -> int:
        """Return the pairs of one request."""
        return self.max_side**2

    @property
    def is_wide_only(self) -> bool:
        """Return False: any shape is answered alike."""
        return False

    def snap(self, points: Sequence[Point]) -> list[Snap]:
        """Return, for each point, the nearest road; the server does not tell islands."""
        found: list[Snap] = []
        for start in range(0, len(points), self.max_side):
            some = points[start : start + self.max_side]
            answer = self._post("snap", "json", {"locations": some, "radius": LOST_M})
            places = answer.get("locations")
            if not isinstance(places, list) or len(places) != len(some):
                raise ServiceError("travel.bad_answer", service="openrouteservice", what="snap")
            found += [_snap(point, place) for point, place in zip(some, places, strict=True)]
        return found

    def table(self, sources: Sequence[Point], targets: Sequence[Point]) -> tuple[Any, Any]:
        """Return whole seconds and metres of shape (sources, targets), -1 where there is no way."""
        shape = (len(sources), len(targets))
        request = {
            "locations": [*sources, *targets], "sources": list(range(shape[0])),
            "destinations": list(range(shape[0], sum(shape))), "metrics": ["duration", "distance"], "units": "m",
        }  # fmt: skip
        answer = self._post("matrix", "", request)
        try:
            durations, distances = answer["durations"], answer["distances"]
        except KeyError as error:
            raise ServiceError("travel.bad_answer", service="openrouteservice", what="matrix") from error
        return (
            whole_grid(durations, shape=shape, service="openrouteservice"),
            whole_grid(distances, shape=shape, service="openrouteservice"),
        )

    def route(self, places: Sequence[Point], *, with_directions: bool) -> RouteLine | None:
        """Return the way along places on roads, with sentences in Vietnamese where they are asked for."""
        request = {
            "coordinates": list(places), "instructions": True, "language": "vi-vn", "extra_info": ["waytype"],
            "units": "m",
        }  # fmt: skip
        answer = self._post("directions", "geojson", request, none_where_no_way=True)
        if answer is None:
            return None
        try:
            feature = answer["features"][0]
            line = tuple((lon, lat) for lon, lat, *_ in feature["geometry"]["coordinates"])
            kinds = feature["properties"].get("extras", {}).get("waytypes", {}).get("values")
            legs = tuple(
                _leg(segment, kinds, with_directions=with_directions) for segment in feature["properties"]["segments"]
            )
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            raise ServiceError("travel.bad_answer", service="openrouteservice", what="directions") from error
        return RouteLine(legs=legs, line=line)

    def isochrones(self, place: Point, minutes: Sequence[int]) -> tuple[Rings, ...]:
        """Return the polygons reached within each number of minutes, in their order."""
        asked = sorted({time * 60 for time in minutes})
        answer = self._post("isochrones", "", {"locations": [place], "range": asked, "range_type": "time"})
        try:
            areas = {round(f["properties"]["value"]): rings_of(f["geometry"]) for f in answer["features"]}
        except (KeyError, TypeError, ValueError) as error:
            raise ServiceError("travel.bad_answer", service="openrouteservice", what="isochrones") from error
        return tuple(areas.get(time * 60, ()) for time in minutes)

    def _post(self, service: str, form: str, body: Mapping[str, Any], *, none_where_no_way: bool = False) -> Any:
        path = f"/v2/{service}/{self.vehicle}{'/' + form if form else ''}"
        status, answer = self.asker.post(path, body)
        if status == 200 and isinstance(answer, dict):
            return answer
        error = answer.get("error") if isinstance(answer, dict) else None
        code = error.get("code") if isinstance(error, dict) else None
        if none_where_no_way and code in NO_WAY:
            return None
        raise ServiceError("travel.refused", service="openrouteservice", status=str(status), what=f"{service} {code}")


def _snap(point: Point, place: object) -> Snap:
    if place is None:
        return unsnapped(point)
    try:
        lon, lat = place["location"]  # type: ignore[index]
        return snapped(point, (lon, lat))
    except (KeyError, TypeError, ValueError) as error:
        raise ServiceError("travel.bad_answer", service="openrouteservice", what="snap") from error


def _leg(segment: Mapping[str, Any], kinds: Sequence[Sequence[int]] | None, *, with_directions: bool) -> Leg:
    """Return one leg; a step lies on a track or a ferry in the share of its vertices that do."""
    steps = segment["steps"]
    on_track = sum(step["distance"] * _share(step["way_points"], kinds, TRACK) for step in steps)
    return Leg(
        duration_s=round(segment["duration"]), distance_m=round(segment["distance"]),
        has_ferry=any(_share(step["way_points"], kinds, FERRY) > 0 for step in steps),
        track_m=None if kinds is None else round(on_track),
        directions=tuple(step["instruction"] for step in steps) if with_directions else (),
    )  # fmt: skip


def _share(way_points: Sequence[int], kinds: Sequence[Sequence[int]] | None, kind: int) -> float:
    first, last = way_points
    inside = sum(max(0, min(last, end) - max(first, start)) for start, end, value in kinds or () if value == kind)
    return inside / (last - first) if last > first else 0.0
