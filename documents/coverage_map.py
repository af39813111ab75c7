"""The coverage map that leaders look at and pass on: one file, folium, no outside request, no establishment.

Built by folium.GeoJson from a GeoDataFrame for each vintage, never marker by
marker; the layers change in the page itself (browser/coverage_layers.js).
"""

import json
from html import escape
from urllib.parse import quote

import folium
import geopandas as gpd
from folium.utilities import JsCode

from documents.assets import read_asset
from documents.coverage_figures import CoverageFigures, VintageFigures
from documents.coverage_layers import LAYERS, unit_lines
from documents.formatting import day_text, rate_text
from documents.offline_map import Started, fit, open_map, render_map
from domain.words import Words

FIRST = "target"


def coverage_map_html(figures: CoverageFigures, *, words: Words) -> str:
    """Return one HTML file that shows per commune, for both vintages, how far the year's target is reached.

    Same values, same bytes. A schematic office has "sơ đồ minh họa" across the map.
    """
    page = open_map()
    frames = [_frame(vintage, words) for vintage in figures.vintages]
    for frame in frames:
        folium.GeoJson(frame, style_function=_style, on_each_feature=JsCode(read_asset("coverage_map.js"))).add_to(page)
    whole = [frame for frame in frames if len(frame)]
    if whole:
        fit(page, _around(whole))
    page.add_child(Started("switchCoverage"))
    title = words.say("coverage_paper.title", year=figures.year)
    return render_map(
        page, title=title, body=_body(figures, title, words), styles=("coverage_map.css",),
        scripts=("coverage_layers.js",),
    )  # fmt: skip


def _around(frames: list[gpd.GeoDataFrame]) -> tuple[float, float, float, float]:
    """Return west, south, east and north of every vintage together."""
    west, south, east, north = zip(*(frame.total_bounds for frame in frames), strict=True)
    return min(west), min(south), max(east), max(north)


def _frame(vintage: VintageFigures, words: Words) -> gpd.GeoDataFrame:
    """Join the counts to the polygons, in the order of commune codes."""
    features = sorted(json.loads(vintage.communes)["features"], key=lambda one: str(one["properties"]["code"]))
    if not features:
        return gpd.GeoDataFrame({"vintage": []}, geometry=[], crs="EPSG:4326")
    frame = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
    units = {unit.code: unit for unit in vintage.units}
    found = [units.get(str(code)) for code in frame["code"]]
    frame["vintage"] = quote(vintage.id)
    frame["name"] = [quote(str(name)) for name in frame["name"]]
    frame["lines"] = [[quote(line) for line in unit_lines(unit, words)] for unit in found]
    for name, layer in LAYERS.items():
        frame[f"{name}_colour"] = [layer.colour(unit) for unit in found]
        frame[f"{name}_label"] = [quote(layer.text(unit, words)) for unit in found]
    shown = [f"{name}_{part}" for name in LAYERS for part in ("colour", "label")]
    return frame[["geometry", "vintage", "name", "lines", *shown]]


def _style(feature: dict) -> dict[str, object]:
    colour = feature["properties"][f"{FIRST}_colour"]
    return {"fillColor": colour, "fillOpacity": 0.92, "color": "#5b7480", "weight": 1.25}


def _body(figures: CoverageFigures, title: str, words: Words) -> str:
    """Return title, choices, legends, north arrow and, on a sketch, the label that says so; all escaped."""
    subtitle = words.say("coverage_paper.subtitle", day=day_text(figures.on), rate=rate_text(figures.rate_bp))
    head = f'<header class="map-title"><h1>{escape(title)}</h1><p>{escape(subtitle)}</p></header>'
    sketch = f'<p class="map-sketch">{escape(words.say("coverage_paper.sketch"))}</p>' if figures.is_schematic else ""
    north = f'<p class="map-north" aria-hidden="true">↑<br>{escape(words.say("coverage_paper.north"))}</p>'
    legends = "".join(_legend(name, words) for name in LAYERS)
    return head + _choices(figures, words) + legends + north + sketch


def _choices(figures: CoverageFigures, words: Words) -> str:
    """Return which layer and which vintage are shown, to choose from."""
    layers = [(name, words.say(f"coverage_paper.layer_{name}")) for name in LAYERS]
    vintages = [(vintage.id, vintage.label) for vintage in figures.vintages]
    parts = _choice("layer", words.say("coverage_paper.layers"), layers)
    if len(vintages) > 1:
        parts += _choice("vintage", words.say("coverage_paper.vintages"), vintages)
    notes = "".join(
        f'<p data-vintage="{escape(one.id)}" hidden>'
        f"{escape(words.say('coverage_paper.unplaced', count=one.unplaced))}</p>"
        for one in figures.vintages
        if one.unplaced
    )
    return f'<form class="map-choices">{parts}{notes}</form>'


def _choice(name: str, title: str, options: list[tuple[str, str]]) -> str:
    items = "".join(
        f'<label><input type="radio" name="{name}" value="{escape(value)}"{" checked" if not at else ""}>'
        f"{escape(text)}</label>"
        for at, (value, text) in enumerate(options)
    )
    return f"<fieldset><legend>{escape(title)}</legend>{items}</fieldset>"


def _legend(name: str, words: Words) -> str:
    """Return the legend of a layer as HTML; colours never speak alone, each has its words."""
    items = "".join(
        f'<li><i style="background:{colour}"></i>{escape(text)}</li>' for colour, text in LAYERS[name].legend(words)
    )
    hidden = "" if name == FIRST else " hidden"
    title = escape(words.say(f"coverage_paper.layer_{name}"))
    return f'<aside class="map-legend" data-layer="{name}"{hidden}><h2>{title}</h2><ul>{items}</ul></aside>'
