"""The map picture of one shift: communes, roads, the way and its numbered stops, as SVG drawn here."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from math import cos, hypot, pi, radians, sin

from shapely.geometry import box, shape
from shapely.geometry.base import BaseGeometry

from documents.sheet_paper import Sheet, plain_text
from domain.words import Words

WIDTH_MM, HEIGHT_MM = 180.0, 90.0
MARGIN_MM = 9.0
RADIUS_MM = 2.9
KM_PER_DEGREE = 111.32
LEAST_KM = 1.5
"""Of the shorter side: two stops in one street must not fill the picture."""

ROADS = {"motorway": 1.3, "trunk": 1.3, "primary": 1.1, "secondary": 0.9, "tertiary": 0.6, "unclassified": 0.45}
INK, LINE, COMMUNE, WATERLESS = "#12303b", "#0b5a6a", "#8aa0a8", "#f6f8f7"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Hold which piece of ground the picture shows: degrees of its middle, kilometres per millimetre."""

    lon: float
    lat: float
    km_per_mm: float

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Return millimetres from the upper left corner."""
        east = (lon - self.lon) * KM_PER_DEGREE * cos(radians(self.lat))
        north = (lat - self.lat) * KM_PER_DEGREE
        return WIDTH_MM / 2 + east / self.km_per_mm, HEIGHT_MM / 2 - north / self.km_per_mm


def shift_map_svg(sheet: Sheet, *, words: Words) -> str:
    """Return the picture, 180 by 90 mm, north up; same sheet, same text."""
    view = _view(sheet)
    borders, names = _communes(sheet["ground"].get("communes"), view)
    parts = [
        f'<rect width="{WIDTH_MM}" height="{HEIGHT_MM}" fill="{WATERLESS}"/>',
        *borders,
        *_roads(sheet["ground"].get("roads"), view),
        *_way(sheet["line"], view),
        *names,
        *_base(sheet["base"], view),
        *_stops(sheet["stops"], view),
        *_scale(view),
        _north(words),
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_MM} {HEIGHT_MM}"'
    return (
        f'{head} font-family="Be Vietnam Pro"><clipPath id="all"><rect width="{WIDTH_MM}" height="{HEIGHT_MM}"/>'
        f'</clipPath><g clip-path="url(#all)">{"".join(parts)}</g></svg>'
    )


def _view(sheet: Sheet) -> View:
    """Fit the base, the stops and the way into the picture."""
    points = [(stop["lon"], stop["lat"]) for stop in (*sheet["stops"], sheet["base"])]
    points += [(lon, lat) for lon, lat in sheet["line"]]
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    lat = (south + north) / 2
    wide_km = (east - west) * KM_PER_DEGREE * cos(radians(lat))
    high_km = max((north - south) * KM_PER_DEGREE, LEAST_KM)
    scale = max(wide_km / (WIDTH_MM - 2 * MARGIN_MM), high_km / (HEIGHT_MM - 2 * MARGIN_MM))
    return View(lon=(west + east) / 2, lat=lat, km_per_mm=scale)


def _path(points: Iterable[tuple[float, ...]], view: View) -> str:
    places = (view.place(point[0], point[1]) for point in points)
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in places)


def _features(text: str | None) -> list[tuple[Mapping[str, str], BaseGeometry]]:
    """Return properties and shapes of a GeoJSON text, none for None."""
    found = json.loads(text)["features"] if text else []
    return [(feature["properties"] or {}, shape(feature["geometry"])) for feature in found]


def _window(view: View) -> BaseGeometry:
    """Return the ground that the picture shows, in degrees."""
    north = HEIGHT_MM / 2 * view.km_per_mm / KM_PER_DEGREE
    east = WIDTH_MM / 2 * view.km_per_mm / KM_PER_DEGREE / cos(radians(view.lat))
    return box(view.lon - east, view.lat - north, view.lon + east, view.lat + north)


def _communes(text: str | None, view: View) -> tuple[list[str], list[str]]:
    """Draw the borders, and apart from them the names: those stand above the way."""
    window = _window(view)
    shapes, names = [], []
    for properties, ground in _features(text):
        seen = ground.intersection(window)
        if seen.is_empty:
            continue
        for part in getattr(seen, "geoms", [seen]):
            if part.geom_type == "Polygon":
                way = _path(part.exterior.coords, view)
                shapes.append(f'<path d="{way}Z" fill="none" stroke="{COMMUNE}" stroke-width=".45"/>')
        if seen.area > 0.03 * window.area:
            x, y = view.place(*seen.representative_point().coords[0])
            names.append(_text(x, y, plain_text(properties.get("name", "")), size=3.1, colour="#5b7480", halo=True))
    return shapes, names


def _roads(text: str | None, view: View) -> list[str]:
    window, drawn = _window(view), []
    for properties, road in _features(text):
        seen = road.intersection(window)
        width = ROADS.get(properties.get("highway", ""), 0.3)
        for part in getattr(seen, "geoms", [seen]):
            if part.geom_type == "LineString" and not part.is_empty:
                style = f'fill="none" stroke="#cdb98c" stroke-width="{width}" stroke-linejoin="round"'
                drawn.append(f'<path d="{_path(part.coords, view)}" {style}/>')
    return drawn


def _way(line: Iterable[tuple[float, float]], view: View) -> list[str]:
    points = list(line)
    if len(points) < 2:
        return []
    style = 'fill="none" stroke-linejoin="round" stroke-linecap="round"'
    way = _path(points, view)
    return [
        f'<path d="{way}" {style} stroke="#ffffff" stroke-width="2.1"/>',
        f'<path d="{way}" {style} stroke="{LINE}" stroke-width="1.1"/>',
    ]


def _base(base: Sheet, view: View) -> list[str]:
    x, y = view.place(base["lon"], base["lat"])
    square = (
        f'<rect x="{x - 2:.2f}" y="{y - 2:.2f}" width="4" height="4" fill="{INK}" stroke="#fff" stroke-width=".5"/>'
    )
    return [square]


def _stops(stops: Iterable[Sheet], view: View) -> list[str]:
    """Draw the numbers side by side where stops stand on one another, each with a line to its point."""
    taken: list[tuple[float, float]] = []
    lines, signs = [], []
    for stop in stops:
        x, y = view.place(stop["lon"], stop["lat"])
        at_x, at_y = _free(x, y, taken)
        taken.append((at_x, at_y))
        if (at_x, at_y) != (x, y):
            lines.append(f'<path d="M{x:.2f} {y:.2f}L{at_x:.2f} {at_y:.2f}" stroke="{INK}" stroke-width=".4"/>')
            lines.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r=".7" fill="{INK}"/>')
        circle = f'cx="{at_x:.2f}" cy="{at_y:.2f}" r="{RADIUS_MM}" fill="{LINE}" stroke="#fff" stroke-width=".6"'
        number = _text(at_x, at_y + 1.1, str(stop["order"]), size=3.1, colour="#ffffff", weight=600)
        signs.append(f"<circle {circle}/>{number}")
    return lines + signs


def _free(x: float, y: float, taken: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the nearest place where a number hides no other and leaves the picture nowhere."""
    for ring in range(8):
        for turn in range(max(1, 8 * ring)):
            angle = 2 * pi * turn / max(1, 8 * ring)
            at = (x + ring * 3.2 * cos(angle), y + ring * 3.2 * sin(angle))
            inside = RADIUS_MM <= at[0] <= WIDTH_MM - RADIUS_MM and RADIUS_MM <= at[1] <= HEIGHT_MM - RADIUS_MM
            if inside and all(hypot(at[0] - a, at[1] - b) >= 2 * RADIUS_MM + 0.3 for a, b in taken):
                return at
    return x, y


def _scale(view: View) -> list[str]:
    """Draw a bar of a round number of kilometres, about a sixth of the picture."""
    km = next((k for k in (20, 10, 5, 2, 1, 0.5, 0.2) if k / view.km_per_mm <= WIDTH_MM / 5), 0.1)
    end = 5 + km / view.km_per_mm
    y = HEIGHT_MM - 5
    label = f"{km:g} km".replace(".", ",")
    bar = f'<path d="M5 {y - 1.5}V{y}H{end:.2f}V{y - 1.5}" fill="none" stroke="{INK}" stroke-width=".5"/>'
    return [bar, _text((5 + end) / 2, y - 1.6, label, size=2.8, colour=INK, halo=True)]


def _north(words: Words) -> str:
    x = WIDTH_MM - 7
    arrow = f'<path d="M{x} 3.5L{x + 1.8} 9L{x} 7.8L{x - 1.8} 9Z" fill="{INK}"/>'
    return arrow + _text(x, 12.4, words.say("sheet.north"), size=2.8, colour=INK, halo=True)


def _text(x: float, y: float, text: str, *, size: float, colour: str, weight: int = 400, halo: bool = False) -> str:
    around = 'stroke="#ffffff" stroke-width=".8" stroke-linejoin="round" paint-order="stroke" ' if halo else ""
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="middle" font-size="{size}" font-weight="{weight}" '
        f'fill="{colour}" {around}>{escape(text)}</text>'
    )
