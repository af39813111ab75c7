"""What the planner's own maps share: communes below, ways and numbered places above, a legend; folium, offline."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

import folium
import geopandas as gpd
from folium.utilities import JsCode
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from documents.assets import read_asset
from documents.offline_map import fit, open_map, render_map
from documents.sheet_paper import plain_text
from domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Hold one thing on the map: (lon, lat) degrees of a place, or of a way; ``sign`` stands on it."""

    points: tuple[tuple[float, float], ...]
    colour: str
    title: str
    lines: tuple[str, ...] = ()
    sign: str = ""

    @property
    def shape(self) -> BaseGeometry:
        """Return the geometry."""
        return Point(self.points[0]) if len(self.points) == 1 else LineString(self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMap:
    """Hold a whole map; ``legend`` gives colours with their words, ``communes`` is GeoJSON in degrees."""

    title: str
    subtitle: str
    communes: str
    marks: Sequence[Mark]
    legend: Sequence[tuple[str, str]]
    is_schematic: bool


def place_map_html(drawn: PlaceMap, *, words: Words) -> str:
    """Return one HTML file that opens without network; same values, same bytes."""
    page = open_map()
    features = json.loads(drawn.communes)["features"]
    script = JsCode(read_asset("place_map.js"))
    boxes = []
    if features:
        ground = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
        ground["title"] = [quote(plain_text(name)) for name in ground["name"]]
        folium.GeoJson(ground[["geometry", "title"]], style_function=_ground, on_each_feature=script).add_to(page)
        boxes.append(ground.total_bounds)
    if drawn.marks:
        frame = _frame(drawn.marks)
        folium.GeoJson(
            frame, style_function=_style, on_each_feature=script, point_to_layer=JsCode(read_asset("place_point.js"))
        ).add_to(page)
        boxes.append(frame.total_bounds)
    if boxes:
        # To the places where there are any: the communes are only the ground.
        fit(page, tuple(boxes[-1]))
    return render_map(page, title=drawn.title, body=_body(drawn, words), styles=("coverage_map.css",), scripts=())


def _frame(marks: Iterable[Mark]) -> gpd.GeoDataFrame:
    rows = list(marks)
    return gpd.GeoDataFrame(
        {
            "colour": [one.colour for one in rows],
            "title": [quote(plain_text(one.title)) for one in rows],
            "sign": [quote(plain_text(one.sign)) for one in rows],
            "lines": [[quote(plain_text(line)) for line in one.lines if line] for one in rows],
        },
        geometry=[one.shape for one in rows], crs="EPSG:4326",
    )  # fmt: skip


def _ground(feature: dict) -> dict[str, object]:
    return {"fillColor": "#f6f8f7", "fillOpacity": 1, "color": "#8aa0a8", "weight": 1.25}


def _style(feature: dict) -> dict[str, object]:
    if feature["geometry"]["type"] == "Point":
        # A number reads best on white: its group shows as the ring.
        colour, sign = feature["properties"]["colour"], feature["properties"]["sign"]
        ring = {"color": colour, "weight": 3, "fillColor": "#ffffff"}
        disc = {"color": "#ffffff", "weight": 1.5, "fillColor": colour}
        return {**(ring if sign else disc), "opacity": 1, "fill": True, "fillOpacity": 0.95}
    return {"color": feature["properties"]["colour"], "weight": 4, "opacity": 0.9, "fill": False}


def _body(drawn: PlaceMap, words: Words) -> str:
    head = f"<h1>{escape(drawn.title)}</h1><p>{escape(drawn.subtitle)}</p>"
    items = "".join(f'<li><i style="background:{colour}"></i>{escape(text)}</li>' for colour, text in drawn.legend)
    title = escape(words.say("place_map.legend"))
    legend = f'<aside class="map-legend"><h2>{title}</h2><ul>{items}</ul></aside>' if items else ""
    sketch = f'<p class="map-sketch">{escape(words.say("coverage_paper.sketch"))}</p>' if drawn.is_schematic else ""
    north = f'<p class="map-north" aria-hidden="true">↑<br>{escape(words.say("coverage_paper.north"))}</p>'
    return f'<header class="map-title">{head}</header>{legend}{north}{sketch}'
