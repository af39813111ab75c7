"""What leaves for map programs: layers, already cut to what their reader may see. Every writer takes only these."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from documents.coverage_figures import CoverageFigures, UnitFigures
from documents.formatting import day_text
from documents.sheet_paper import plain_text
from domain.words import Words

LEAST = 3
"""The smallest count that the public sees."""
POLYGON, POINT, LINE = "MultiPolygon", "Point", "LineString"


class Audience(StrEnum):
    """Say who will read a file."""

    PUBLIC = "public"
    LEADER = "leader"
    PLANNER = "planner"


@dataclass(frozen=True, slots=True, kw_only=True)
class GisPlace:
    """Hold one registered establishment (degrees), labels already in words."""

    id: str
    name: str
    type_label: str
    commune: str
    address: str
    quality: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GisRoute:
    """Hold the way of one shift, (lon, lat) degrees; ``distance_m`` None where nobody knows it."""

    shift: str
    team: str
    date: date
    stops: int
    distance_m: int | None
    line: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GisResult:
    """Hold one inspection of the round at its establishment."""

    place: GisPlace
    on: date
    is_full: bool
    findings: int
    remedied: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GisFacts:
    """Hold everything that could leave; ``told`` are inspections of closed rounds by commune code."""

    figures: CoverageFigures
    told: Mapping[str, int]
    places: tuple[GisPlace, ...]
    routes: tuple[GisRoute, ...]
    results: tuple[GisResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GisLayer:
    """Hold one layer: fields in their order with the kind of value, and per feature a GeoJSON geometry and values."""

    name: str
    label: str
    geometry: str
    fields: Mapping[str, type]
    features: tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...]
    on: date


def gis_layers(facts: GisFacts, *, audience: Audience, words: Words) -> tuple[GisLayer, ...]:
    """Return the layers that an audience may have: the public communes with counts of at least 3, leaders all
    counts of communes, the planner everything."""
    if audience is Audience.PUBLIC:
        return (_communes(facts.figures, _public_counts(facts), words),)
    counts = {unit.code: _counts(unit) for unit in facts.figures.units}
    communes = _communes(facts.figures, counts, words)
    if audience is Audience.LEADER:
        return (communes,)
    on = facts.figures.on
    return (communes, _places(facts.places, on, words), _routes(facts.routes, on, words),
            _results(facts.results, on, words))  # fmt: skip


def _counts(unit: UnitFigures) -> dict[str, int | None]:
    return {
        "registered": unit.registered, "inspected": unit.inspected, "need": unit.need, "short": unit.short,
        "findings": unit.findings, "handled": unit.handled, "before": unit.before,
    }  # fmt: skip


def _public_counts(facts: GisFacts) -> dict[str, dict[str, int | None]]:
    """Return counts from which nobody is told: none under 3, none whose rest is under 3, never one gap alone."""
    units = facts.figures.units
    counts = {unit.code: unit.registered for unit in units}
    registered = _hide(counts, {code for code, count in counts.items() if 0 < count < LEAST})
    told = {unit.code: facts.told.get(unit.code, 0) for unit in units}
    few = {code for code, count in told.items() if count < LEAST or counts[code] - count < LEAST}
    inspected = _hide(told, few | {code for code, count in registered.items() if count is None})
    return {code: {"registered": registered[code], "inspected": inspected[code]} for code in counts}


def _hide(counts: Mapping[str, int], hidden: Collection[str]) -> dict[str, int | None]:
    """Hide counts, and the smallest others too until a total gives no hidden one back."""
    gone = set(hidden)
    for _, code in sorted((count, code) for code, count in counts.items() if code not in gone and count):
        if not gone or (len(gone) > 1 and sum(counts[one] for one in gone) >= LEAST):
            break
        gone.add(code)
    return {code: None if code in gone else count for code, count in counts.items()}


def _communes(figures: CoverageFigures, counts: Mapping[str, Mapping[str, int | None]], words: Words) -> GisLayer:
    found = json.loads(figures.vintages[0].communes)["features"] if figures.vintages else []
    shapes = {str(one["properties"]["code"]): one["geometry"] for one in found}
    names = {unit.code: unit.name for unit in figures.units}
    fields: dict[str, type] = {"code": str, "name": str}
    fields |= dict.fromkeys(next(iter(counts.values()), {}), int)
    features = tuple(
        (_multi(shapes[code]), {"code": code, "name": plain_text(names[code]), **counts[code]})
        for code in sorted(counts)
        if code in shapes
    )
    return _layer("communes", POLYGON, fields, features, on=figures.on, words=words)


def _places(places: Iterable[GisPlace], on: date, words: Words) -> GisLayer:
    fields = dict.fromkeys(("id", "name", "type", "commune", "address", "quality"), str)
    features = tuple((_point(one), _place_values(one)) for one in sorted(places, key=lambda one: one.id))
    return _layer("establishments", POINT, fields, features, on=on, words=words)


def _routes(routes: Iterable[GisRoute], on: date, words: Words) -> GisLayer:
    fields = {"shift": str, "team": str, "date": str, "stops": int, "distance_m": int}
    features = tuple(
        (
            {"type": LINE, "coordinates": [list(point) for point in one.line]},
            {"shift": one.shift, "team": plain_text(one.team), "date": day_text(one.date), "stops": one.stops,
             "distance_m": one.distance_m},
        )
        for one in sorted(routes, key=lambda one: one.shift)
        if len(one.line) > 1
    )  # fmt: skip
    return _layer("routes", LINE, fields, features, on=on, words=words)


def _results(results: Iterable[GisResult], on: date, words: Words) -> GisLayer:
    fields = {"id": str, "name": str, "on": str, "state": str, "findings": int, "remedied": int}
    features = tuple(
        (
            _point(one.place),
            {"id": one.place.id, "name": plain_text(one.place.name), "on": day_text(one.on),
             "state": words.say(f"gis.state_{'full' if one.is_full else 'partial'}"), "findings": one.findings,
             "remedied": one.remedied},
        )
        for one in sorted(results, key=lambda one: (one.on, one.place.id))
    )  # fmt: skip
    return _layer("results", POINT, fields, features, on=on, words=words)


def _layer(name: str, geometry: str, fields: Mapping[str, type], features: tuple[Any, ...], *, on: date,
           words: Words) -> GisLayer:  # fmt: skip
    label = words.say(f"gis.layer_{name}")
    return GisLayer(name=name, label=label, geometry=geometry, fields=fields, features=features, on=on)


def _place_values(one: GisPlace) -> dict[str, str]:
    values = {"id": one.id, "name": one.name, "type": one.type_label, "commune": one.commune, "address": one.address}
    return {**{key: plain_text(value) for key, value in values.items()}, "quality": one.quality}


def _point(one: GisPlace) -> dict[str, Any]:
    return {"type": POINT, "coordinates": [one.lon, one.lat]}


def _multi(geometry: Mapping[str, Any]) -> Mapping[str, Any]:
    if geometry["type"] == "Polygon":
        return {"type": POLYGON, "coordinates": [geometry["coordinates"]]}
    return geometry
