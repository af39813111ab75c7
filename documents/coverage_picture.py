"""The coverage map as a picture, drawn here as SVG, for the page, the slides and a file of its own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from math import cos, radians

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from documents.coverage_figures import CoverageFigures, VintageFigures
from documents.coverage_layers import LAYERS
from documents.formatting import day_text, rate_text
from documents.sheet_paper import plain_text
from documents.typeset import typeset_png
from domain.words import Words

WIDTH_MM, HEIGHT_MM, MARGIN_MM = 180.0, 96.0, 4.0
INK, BORDER = "#12303b", "#5b7480"


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """Hold which degrees the picture shows: its middle, millimetres per degree of latitude."""

    lon: float
    lat: float
    mm: float

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        east = (lon - self.lon) * cos(radians(self.lat))
        return WIDTH_MM / 2 + east * self.mm, HEIGHT_MM / 2 - (lat - self.lat) * self.mm


def coverage_picture(figures: CoverageFigures, *, words: Words) -> bytes:
    """Return the map of the target in the vintage in force as a PNG; same values, same bytes."""
    return typeset_png("picture", picture_values(figures, words=words), on=figures.on,
                       pictures={"map": coverage_svg(figures, words=words)})  # fmt: skip


def picture_values(figures: CoverageFigures, *, words: Words) -> dict[str, object]:
    """Return title, day and legend that stand round the picture."""
    return {
        "title": words.say("coverage_paper.title", year=figures.year),
        "office": plain_text(figures.office),
        "subtitle": words.say(
            "coverage_paper.subtitle", day=day_text(figures.on), rate=rate_text(figures.rate_bp)
        ),
        "map_alt": words.say("coverage_paper.slide_map"),
        "legend": [{"colour": colour, "text": text} for colour, text in LAYERS["target"].legend(words)],
        "sketch": words.say("coverage_paper.sketch") if figures.is_schematic else "",
    }  # fmt: skip


def coverage_svg(figures: CoverageFigures, *, words: Words) -> str:
    """Return the communes in force, coloured and named, 180 by 96 mm; same values, same text."""
    shapes = list(_shapes(figures.vintages[0])) if figures.vintages else []
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_MM} {HEIGHT_MM}" font-family="Be Vietnam Pro">'
    if not shapes:
        return f"{head}</svg>"
    view = _view([ground for _, _, ground in shapes])
    layer = LAYERS["target"]
    units = {unit.code: unit for unit in figures.units}
    drawn = [_area(ground, view, layer.colour(units.get(code))) for code, _, ground in shapes]
    signs = [
        # The font of the papers has no tick; the colour and the table say what is reached.
        _sign(
            view.place(*ground.representative_point().coords[0]),
            name,
            layer.text(units.get(code), words).removesuffix(" ✓"),
        )
        for code, name, ground in shapes
    ]
    return f"{head}{''.join(drawn)}{''.join(signs)}{_scale(view)}{_north(words)}</svg>"


def _shapes(vintage: VintageFigures) -> Iterator[tuple[str, str, BaseGeometry]]:
    for feature in sorted(json.loads(vintage.communes)["features"], key=lambda one: str(one["properties"]["code"])):
        properties = feature["properties"]
        yield str(properties["code"]), plain_text(properties["name"]), shape(feature["geometry"])


def _view(shapes: list[BaseGeometry]) -> _View:
    west, south = min(one.bounds[0] for one in shapes), min(one.bounds[1] for one in shapes)
    east, north = max(one.bounds[2] for one in shapes), max(one.bounds[3] for one in shapes)
    lat = (south + north) / 2
    wide = max((east - west) * cos(radians(lat)), 1e-6)
    mm = min((WIDTH_MM - 2 * MARGIN_MM) / wide, (HEIGHT_MM - 2 * MARGIN_MM) / max(north - south, 1e-6))
    return _View(lon=(west + east) / 2, lat=lat, mm=mm)


def _area(ground: BaseGeometry, view: _View, colour: str) -> str:
    rings = []
    for part in getattr(ground, "geoms", [ground]):
        for ring in (part.exterior, *part.interiors):
            points = "L".join("{:.2f} {:.2f}".format(*view.place(x, y)) for x, y, *_ in ring.coords)
            rings.append(f"M{points}Z")
    return f'<path d="{"".join(rings)}" fill="{colour}" fill-rule="evenodd" stroke="{BORDER}" stroke-width=".4"/>'


def _sign(at: tuple[float, float], name: str, label: str) -> str:
    x, y = at
    return _text(x, y, name, size=3.2, weight=600) + _text(x, y + 4.2, label, size=3.2)


def _scale(view: _View) -> str:
    """Draw a bar of a round number of kilometres, about a sixth of the picture."""
    mm_per_km = view.mm / 111.32
    km = next((k for k in (50, 20, 10, 5, 2, 1) if k * mm_per_km <= WIDTH_MM / 6), 1)
    y, end = HEIGHT_MM - 4, 4 + km * mm_per_km
    bar = f'<path d="M4 {y - 1.5}V{y}H{end:.2f}V{y - 1.5}" fill="none" stroke="{INK}" stroke-width=".5"/>'
    return bar + _text((4 + end) / 2, y - 1.8, f"{km} km", size=2.9)


def _north(words: Words) -> str:
    x = WIDTH_MM - 7
    arrow = f'<path d="M{x} 3.5L{x + 1.8} 9L{x} 7.8L{x - 1.8} 9Z" fill="{INK}"/>'
    return arrow + _text(x, 12.6, words.say("coverage_paper.north"), size=2.9)


def _text(x: float, y: float, text: str, *, size: float, weight: int = 400) -> str:
    style = f'text-anchor="middle" font-size="{size}" font-weight="{weight}" stroke-linejoin="round"'
    around = f'<text x="{x:.2f}" y="{y:.2f}" {style} fill="#fff" stroke="#fff" stroke-width=".9">{escape(text)}</text>'
    return f'{around}<text x="{x:.2f}" y="{y:.2f}" {style} fill="{INK}">{escape(text)}</text>'
