"""What the working map is given: plain values that browser/map.js draws."""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.closed_roads import ClosedRoad
from domain.units import clock_text
from domain.words import Words
from ui.wording import commune_text, weekday_text
from workflow.plan_views import ShiftView, StopView
from workflow.working_map_views import MapPoint

# Told apart by people who see red and green alike, and dark enough on the pale ground.
STATE_COLOURS = {
    "open": "#2f6f9f",
    "inspected": "#2e8b6f",
    "exempt": "#8a7fb5",
    "pending": "#d08a1d",
    "out": "#9aa7ad",
}
SERIES = ("#0f6f80", "#b4552d", "#5b4b9a", "#2e7d4f", "#a3386f", "#8a6d14", "#2b5ea8", "#7a4a2b", "#4d6670", "#c04848")
APPROXIMATE = ("C", "D")
APPROXIMATE_RING = "#c26a00"
DECIMALS = 6
"""Of a degree: 0.1 m, finer than a map shows; what is told of 5,000 points is a tenth smaller."""


def series_colours(keys: Iterable[str]) -> dict[str, str]:
    """Return a colour for each key, the same ones for the same keys."""
    return {key: SERIES[at % len(SERIES)] for at, key in enumerate(sorted(set(keys)))}


def point_rows(
    points: Sequence[MapPoint], *, words: Words, types: Mapping[str, str], communes: Mapping[str, str]
) -> dict[str, Any]:
    """Return all that browser/points.js is told of points, whichever of them are shown and how they are coloured."""
    texts: dict[str, int] = {}
    rows = [
        [
            point.id, round(point.lon, DECIMALS), round(point.lat, DECIMALS), point.name,
            *(texts.setdefault(line, len(texts)) for line in _point_lines(point, words, types, communes)),
            point.type or "", point.year_state, APPROXIMATE_RING if point.quality in APPROXIMATE else "",
        ]
        for point in points
    ]  # fmt: skip
    return {"texts": list(texts), "rows": rows}


def shown_bits(points: Sequence[MapPoint], shown: Sequence[MapPoint]) -> str | None:
    """Return a bit for each point, in base64, that tells whether it is shown; None where all are."""
    chosen = {point.id for point in shown}
    if len(chosen) == len(points):
        return None
    bits = sum(1 << at for at, point in enumerate(points) if point.id in chosen)
    return b64encode(bits.to_bytes(len(points) // 8 + 1, "little")).decode("ascii")


def point_colours(
    points: Sequence[MapPoint], *, words: Words, types: Mapping[str, str], by_type: bool
) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Return how shown points are coloured, and the legend that explains it."""
    colours = series_colours(types) if by_type else STATE_COLOURS
    used = {(point.type or "") if by_type else point.year_state for point in points}
    legend = [
        {"kind": "dot", "colour": colour, "text": types[key] if by_type else words.say(f"ui.state.{key}")}
        for key, colour in colours.items()
        if key in used
    ]
    if any(point.quality in APPROXIMATE for point in points):
        legend.append({"kind": "ring", "colour": APPROXIMATE_RING, "text": words.say("ui.map.approximate")})
    told = {"by": "type" if by_type else "state", "colours": dict(colours), "other": STATE_COLOURS["out"]}
    return told, legend


def _point_lines(point: MapPoint, words: Words, types: Mapping[str, str], communes: Mapping[str, str]) -> list[str]:
    commune = communes.get(point.commune or "", words.say("ui.map.no_commune"))
    kind = types.get(point.type or "", words.say("ui.map.no_type"))
    return [f"{kind} · {commune}", words.say(f"ui.state.{point.year_state}")]


def map_routes(
    shifts: Sequence[ShiftView], *, words: Words, colours: Mapping[str, str]
) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """Return the routes to draw, coloured by team, and their legend."""
    routes = [
        {
            "shift": shift.shift,
            "name": f"{words.say(f'ui.weekday.{shift.date.weekday()}')} {shift.date:%d/%m} · {shift.team_name}",
            "colour": colours[shift.team],
            "line": [list(point) for point in _line(shift)],
            "stops": [_stop(stop, shift, words) for stop in shift.stops],
        }
        for shift in shifts
    ]
    names = {shift.team: shift.team_name for shift in shifts}
    legend = [{"kind": "line", "colour": colours[team], "text": name} for team, name in sorted(names.items())]
    return routes, legend


def _line(shift: ShiftView) -> Sequence[tuple[float, float]]:
    """Return the line driven, or straight lines where the travel source gives none."""
    if shift.line:
        return shift.line
    base = (shift.base_lon, shift.base_lat)
    return (base, *((stop.lon, stop.lat) for stop in shift.stops), base) if shift.stops else ()


def _stop(stop: StopView, shift: ShiftView, words: Words) -> dict[str, Any]:
    when = f"{weekday_text(words, shift.date)}, {clock_text(stop.start_s)}"
    return {
        "id": stop.establishment_id,
        "lon": stop.lon,
        "lat": stop.lat,
        "number": stop.order,
        "name": stop.name,
        "lines": [when, shift.team_name, commune_text(words, stop.commune, stop.commune_former)],
    }


def map_bases(shifts: Sequence[ShiftView], words: Words) -> list[dict[str, Any]]:
    """Return each base once."""
    bases = {(shift.base_lon, shift.base_lat): shift.base_name for shift in shifts}
    return [
        {"lon": lon, "lat": lat, "name": words.say("ui.map.base", name=name), "lines": []}
        for (lon, lat), name in bases.items()
    ]


def map_closures(closed: Sequence[ClosedRoad], words: Words) -> list[dict[str, Any]]:
    """Return each place where no vehicle gets through."""
    return [
        {
            "lon": place.lon,
            "lat": place.lat,
            "radius_m": place.radius_m,
            "name": words.say("ui.roads.closed", number=number, metres=place.radius_m),
        }
        for number, place in enumerate(closed, start=1)
    ]
