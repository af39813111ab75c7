"""The coverage map that leaders look at and pass on: one file, folium, no outside request.

Built by folium.GeoJson from a GeoDataFrame, never marker by marker. Text from
data reaches the page percent-encoded and is shown through textContent only:
folium 0.20 renders what it was given a second time as a Jinja template, so a
commune named ``{{ 7*7 }}`` would run on the server.
"""

import json
from collections.abc import Iterator
from datetime import date
from html import escape
from urllib.parse import quote

import folium
import geopandas as gpd
from branca.element import Element, Figure, MacroElement, Template
from folium.utilities import JsCode

from documents.assets import read_asset
from documents.formatting import day_text, rate_text, tenths_text
from domain.plans import Coverage, CoverageRow
from domain.words import Words

# Sequential and lightness-ordered, so it reads in grey print; lowest class first.
CLASS_COLOURS = {
    "empty": "#ffffff",
    "none": "#edf2f4",
    "begun": "#d2e9e3",
    "near": "#a3d5ca",
    "reached": "#5fb8a6",
}


class OfflineMap(folium.Map):
    """A folium map that asks for no script or style from outside."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 (folium declares it so)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


class Inline(Element):
    """Text that goes into the page as it is, whatever braces it holds."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class FittedView(MacroElement):
    """The first view of a map, with room for the title above and the legend below (browser/coverage_view.js)."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "fitBetween({{ this._parent.get_name() }}, {{ this.bounds | tojson }}, [16, 76], [16, 90]);"
        "{% endmacro %}"
    )

    def __init__(self, bounds: list[list[float]]) -> None:
        super().__init__()
        self.bounds = bounds


def coverage_map_html(
    coverage: Coverage, *, communes: str, words: Words, on: date, rate_bp: int, is_schematic: bool
) -> str:
    """Return one HTML file that shows per commune how far the year's target is reached.

    Same values, same bytes.

    Parameters
    ----------
    coverage
        Aggregates only; ``communes`` rows are keyed by commune code.
    communes
        GeoJSON FeatureCollection in WGS84 degrees; properties ``code``, ``name``.
    on
        Day that the counts are of.
    rate_bp
        The year's target in basis points.
    is_schematic
        True lays "sơ đồ minh họa" across the map.
    """
    frame = _coverage_frame(coverage, communes=communes, words=words)
    page = OfflineMap(
        tiles=None,
        zoom_control=True,
        control_scale=True,
        attribution_control=False,
        min_zoom=8,
        max_zoom=16,
        zoom_snap=0.25,
    )
    folium.GeoJson(
        frame,
        style_function=_style,
        highlight_function=lambda feature: {"weight": 3, "color": "#12303b"},
        on_each_feature=JsCode(read_asset("coverage_map.js")),
    ).add_to(page)
    west, south, east, north = frame.total_bounds
    page.add_child(FittedView([[south, west], [north, east]]))
    _dress(page, coverage, words=words, on=on, rate_bp=rate_bp, is_schematic=is_schematic)
    return _render(page)


def coverage_class(row: CoverageRow | None) -> str:
    """Return the class of one commune: empty, none, begun, near (half of its need), reached."""
    if row is None or row.registered_frozen == 0:
        return "empty"
    if row.reached:
        return "reached"
    if row.inspected == 0:
        return "none"
    return "near" if 2 * row.inspected >= row.need else "begun"


def _coverage_frame(coverage: Coverage, *, communes: str, words: Words) -> gpd.GeoDataFrame:
    """Join the counts to the polygons, in the order of commune codes."""
    features = sorted(json.loads(communes)["features"], key=lambda feature: str(feature["properties"]["code"]))
    frame = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
    rows = {row.key: row for row in coverage.communes}
    found = [rows.get(str(code)) for code in frame["code"]]
    frame["name"] = [quote(str(name)) for name in frame["name"]]
    frame["status"] = [coverage_class(row) for row in found]
    frame["label"] = [quote(_label(row, words)) for row in found]
    frame["lines"] = [[quote(line) for line in _lines(row, words)] for row in found]
    return frame[["geometry", "name", "status", "label", "lines"]]


def _label(row: CoverageRow | None, words: Words) -> str:
    """Return the short text that stands on the commune."""
    if row is None or row.registered_frozen == 0:
        return ""
    key = "documents.coverage.label_reached" if row.reached else "documents.coverage.label"
    return words.say(key, percent=tenths_text(row.percent_tenths))


def _lines(row: CoverageRow | None, words: Words) -> list[str]:
    """Return the counts of one commune as sentences."""
    if row is None or row.registered_frozen == 0:
        return [words.say("documents.coverage.no_establishment")]
    counts = {"registered": row.registered_frozen, "inspected": row.inspected, "need": row.need, "short": row.short}
    last = "reached" if row.reached else "short"
    return [
        words.say("documents.coverage.registered", **counts),
        words.say("documents.coverage.inspected", percent=tenths_text(row.percent_tenths), **counts),
        words.say("documents.coverage.need", **counts),
        words.say(f"documents.coverage.{last}", **counts),
    ]


def _style(feature: dict) -> dict[str, object]:
    colour = CLASS_COLOURS[feature["properties"]["status"]]
    return {"fillColor": colour, "fillOpacity": 0.92, "color": "#5b7480", "weight": 1.25}


def _dress(page: folium.Map, coverage: Coverage, *, words: Words, on: date, rate_bp: int, is_schematic: bool) -> None:
    """Add title, legend, north arrow and, on a sketch, the label that says so."""
    figure = _figure(page)
    title = words.say("documents.coverage.title", year=coverage.year)
    subtitle = words.say("documents.coverage.subtitle", day=day_text(on), rate=rate_text(rate_bp))
    figure.title = escape(title)
    styles = read_asset("leaflet/leaflet.css") + read_asset("coverage_map.css")
    figure.header.add_child(Inline(f"<style>{styles}</style>"))
    scripts = read_asset("leaflet/leaflet.js") + read_asset("coverage_view.js")
    figure.header.add_child(Inline(f"<script>{scripts}</script>"))
    head = f'<header class="map-title"><h1>{escape(title)}</h1><p>{escape(subtitle)}</p></header>'
    sketch = f'<p class="map-sketch">{escape(words.say("documents.coverage.sketch"))}</p>' if is_schematic else ""
    north = f'<p class="map-north" aria-hidden="true">↑<br>{escape(words.say("documents.coverage.north"))}</p>'
    figure.html.add_child(Inline(head + _legend(words) + north + sketch))


def _legend(words: Words) -> str:
    """Return the legend as HTML; colours never speak alone, each has its words."""
    items = "".join(
        f'<li><i style="background:{colour}"></i>{escape(words.say(f"documents.coverage.class_{name}"))}</li>'
        for name, colour in reversed(CLASS_COLOURS.items())
    )
    return (
        f'<aside class="map-legend"><h2>{escape(words.say("documents.coverage.legend"))}</h2><ul>{items}</ul></aside>'
    )


def _render(page: folium.Map) -> str:
    """Render with ids counted from one: folium's own are random, and bytes must not be."""
    figure = _figure(page)
    for number, element in enumerate(_walk(figure), start=1):
        element._id = str(number)
    html = figure.render()
    # folium forbids zooming with two fingers, which people with weak sight need.
    html = html.replace("initial-scale=1.0, maximum-scale=1.0, user-scalable=no", "initial-scale=1.0")
    return html.replace("<html>", '<html lang="vi">', 1)


def _figure(page: folium.Map) -> Figure:
    figure = page.get_root()
    if not isinstance(figure, Figure):
        raise ValueError("the map stands in no figure")
    return figure


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for part in ("header", "html", "script"):
        if isinstance(getattr(element, part, None), Element):
            yield from _walk(getattr(element, part))
    for child in element._children.values():
        yield from _walk(child)
