"""A map of communes that leaders look at and pass on: one file, folium, no outside request, no establishment.

Built by folium.GeoJson from a GeoDataFrame for each vintage, never marker by
marker; the layers change in the page itself (browser/coverage_layers.js).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

import folium
import geopandas as gpd
from folium.utilities import JsCode

from documents.assets import read_asset
from documents.offline_map import Started, fit, open_map, render_map
from domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCommune:
    """Hold what a commune shows: sentences, and colour and label by layer."""

    lines: tuple[str, ...]
    colours: Mapping[str, str]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapVintage:
    """Hold one state of the communes: GeoJSON (degrees; properties code, name), and what is shown of each code.

    ``empty`` is shown of a commune that has no row, ``note`` stands below the choices, "" for none.
    """

    id: str
    label: str
    communes: str
    shown: Mapping[str, ShownCommune]
    empty: ShownCommune
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLayer:
    """Hold one layer: its title, and colour and words of each class."""

    name: str
    title: str
    legend: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneMap:
    """Hold a whole map; the first vintage and the first layer are shown first."""

    title: str
    subtitle: str
    vintages: Sequence[MapVintage]
    layers: Sequence[MapLayer]
    is_schematic: bool


def commune_map_html(drawn: CommuneMap, *, words: Words) -> str:
    """Return one HTML file; same values, same bytes. A schematic office has "sơ đồ minh họa" across the map."""
    page = open_map()
    frames = [_frame(vintage, drawn.layers) for vintage in drawn.vintages]
    script, first = JsCode(read_asset("coverage_map.js")), drawn.layers[0].name
    for frame in frames:
        # Nothing is drawn before switchCoverage chooses: what is taken away again would fade out slowly.
        folium.GeoJson(frame, style_function=_style(first), on_each_feature=script, show=False).add_to(page)
    whole = [frame for frame in frames if len(frame)]
    if whole:
        fit(page, _around(whole))
    page.add_child(Started("switchCoverage"))
    return render_map(
        page, title=drawn.title, body=_body(drawn, words), styles=("coverage_map.css",), scripts=("coverage_layers.js",)
    )


def _around(frames: list[gpd.GeoDataFrame]) -> tuple[float, float, float, float]:
    """Return west, south, east and north of every vintage together."""
    west, south, east, north = zip(*(frame.total_bounds for frame in frames), strict=True)
    return min(west), min(south), max(east), max(north)


def _frame(vintage: MapVintage, layers: Sequence[MapLayer]) -> gpd.GeoDataFrame:
    """Join what is shown to the polygons, in the order of commune codes."""
    features = sorted(json.loads(vintage.communes)["features"], key=lambda one: str(one["properties"]["code"]))
    if not features:
        return gpd.GeoDataFrame({"vintage": []}, geometry=[], crs="EPSG:4326")
    frame = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
    found = [vintage.shown.get(str(code), vintage.empty) for code in frame["code"]]
    frame["vintage"] = quote(vintage.id)
    frame["name"] = [quote(str(name)) for name in frame["name"]]
    frame["lines"] = [[quote(line) for line in one.lines] for one in found]
    for layer in layers:
        frame[f"{layer.name}_colour"] = [one.colours[layer.name] for one in found]
        frame[f"{layer.name}_label"] = [quote(one.labels[layer.name]) for one in found]
    shown = [f"{layer.name}_{part}" for layer in layers for part in ("colour", "label")]
    return frame[["geometry", "vintage", "name", "lines", *shown]]


def _style(first: str):  # type: ignore[no-untyped-def]
    def style(feature: dict) -> dict[str, object]:
        colour = feature["properties"][f"{first}_colour"]
        return {"fillColor": colour, "fillOpacity": 0.92, "color": "#5b7480", "weight": 1.25}

    return style


def _body(drawn: CommuneMap, words: Words) -> str:
    """Return title, choices, legends, north arrow and, on a sketch, the label that says so; all escaped."""
    head = f'<header class="map-title"><h1>{escape(drawn.title)}</h1><p>{escape(drawn.subtitle)}</p></header>'
    sketch = f'<p class="map-sketch">{escape(words.say("coverage_paper.sketch"))}</p>' if drawn.is_schematic else ""
    north = f'<p class="map-north" aria-hidden="true">↑<br>{escape(words.say("coverage_paper.north"))}</p>'
    legends = "".join(_legend(layer, is_first=not at) for at, layer in enumerate(drawn.layers))
    return head + _choices(drawn, words) + legends + north + sketch


def _choices(drawn: CommuneMap, words: Words) -> str:
    """Return which layer and which vintage are shown, to choose from."""
    parts = _choice("layer", words.say("coverage_paper.layers"), [(one.name, one.title) for one in drawn.layers])
    if len(drawn.vintages) > 1:
        vintages = [(one.id, one.label) for one in drawn.vintages]
        parts += _choice("vintage", words.say("coverage_paper.vintages"), vintages)
    notes = "".join(
        f'<p data-vintage="{escape(one.id)}" hidden>{escape(one.note)}</p>' for one in drawn.vintages if one.note
    )
    return f'<form class="map-choices">{parts}{notes}</form>'


def _choice(name: str, title: str, options: list[tuple[str, str]]) -> str:
    items = "".join(
        f'<label><input type="radio" name="{name}" value="{escape(value)}"{" checked" if not at else ""}>'
        f"{escape(text)}</label>"
        for at, (value, text) in enumerate(options)
    )
    return f"<fieldset><legend>{escape(title)}</legend>{items}</fieldset>"


def _legend(layer: MapLayer, *, is_first: bool) -> str:
    """Return the legend of a layer as HTML; colours never speak alone, each has its words."""
    items = "".join(f'<li><i style="background:{colour}"></i>{escape(text)}</li>' for colour, text in layer.legend)
    hidden = "" if is_first else " hidden"
    return (
        f'<aside class="map-legend" data-layer="{layer.name}"{hidden}><h2>{escape(layer.title)}</h2>'
        f"<ul>{items}</ul></aside>"
    )
