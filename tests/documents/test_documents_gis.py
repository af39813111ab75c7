"""Files for map programs: cut to their reader, read back, the same bytes, text that stays text."""

import io
import json
import xml.etree.ElementTree as ET
from datetime import date

import pyogrio
import pytest
from coverage_sample import HOSTILE, figures

from documents.gis_layers import Audience, GisFacts, GisPlace, GisResult, GisRoute, gis_layers
from documents.map_registry import GIS_WRITERS
from documents.place_map import Mark, PlaceMap, place_map_html
from documents.register_map import register_map_html
from documents.round_map import RoundShift, RoundStop, round_map_html
from documents.sheet_paper import plain_text

NAMES = ("Xã A", "Xã B", "Xã C", "Xã D")
COUNTS = ((40, 5), (2, 1), (9, 8), (30, 6))
CANARY = "CANARY-CO-SO"


def place(name=CANARY, **more):
    return GisPlace(
        **{"id": "E1", "name": name, "type_label": "Karaoke", "commune": "Xã A", "address": f"{name} 12",
           "quality": "A", "lon": 106.05, "lat": 11.55, **more}
    )  # fmt: skip


def facts(name=CANARY, *, told=None, counts=COUNTS):
    line = ((106.05, 11.55), (106.06, 11.56))
    route = GisRoute(shift="S1", team=f"Đội {name}", date=date(2027, 3, 8), stops=1, distance_m=None, line=line)
    result = GisResult(place=place(name), on=date(2027, 3, 8), is_full=True, findings=1, remedied=0)
    told = {f"{at:02d}": inspected for at, (_, inspected) in enumerate(counts)} if told is None else told
    return GisFacts(
        figures=figures(*NAMES, counts=counts), told=told, places=(place(name),), routes=(route,), results=(result,)
    )


def written(kind, audience, vietnamese, **more):
    layers = gis_layers(facts(**more), audience=Audience(audience), words=vietnamese)
    return GIS_WRITERS[kind].write(layers, "Dữ liệu", vietnamese)


@pytest.mark.parametrize("kind", list(GIS_WRITERS))
@pytest.mark.parametrize("audience", ["public", "leader"])
def test_nobody_but_the_planner_gets_an_establishment_a_route_or_a_day(vietnamese, kind, audience):
    content = written(kind, audience, vietnamese)
    for secret in (CANARY, "E1", "Karaoke", "08/03/2027", "S1", "106.06"):
        assert secret.encode() not in content
    assert CANARY.encode() in written(kind, "planner", vietnamese)


@pytest.mark.parametrize("kind", list(GIS_WRITERS))
def test_same_layers_same_bytes(vietnamese, kind):
    assert written(kind, "planner", vietnamese) == written(kind, "planner", vietnamese)


def test_the_public_sees_no_small_count_and_none_that_a_total_gives_back(vietnamese):
    (layer,) = gis_layers(facts(), audience=Audience.PUBLIC, words=vietnamese)
    rows = {values["code"]: values for _, values in layer.features}
    assert set(layer.fields) == {"code", "name", "registered", "inspected"}
    # 2 registered are hidden, and 9 with them: 81 - 40 - 9 - 30 would tell them.
    assert {code: row["registered"] for code, row in rows.items()} == {"00": 40, "01": None, "02": None, "03": 30}
    # 8 of 9 inspected would leave one; 1 of 2 is small.
    assert {code: row["inspected"] for code, row in rows.items()} == {"00": 5, "01": None, "02": None, "03": 6}


@pytest.mark.parametrize("counts", [((40, 0), (30, 0), (20, 1), (25, 10)), ((5, 5), (6, 3), (7, 4), (8, 4)),
                                    ((1, 0), (1, 1), (50, 9), (3, 0)), ((2, 0), (0, 0), (0, 0), (0, 0))])  # fmt: skip
def test_no_hidden_count_follows_from_the_total(vietnamese, counts):
    (layer,) = gis_layers(facts(counts=counts), audience=Audience.PUBLIC, words=vietnamese)
    rows = [values for _, values in layer.features]
    for at, field in enumerate(("registered", "inspected")):
        hidden = [count[at] for count, row in zip(counts, rows, strict=True) if row[field] is None]
        shown = [row[field] for row in rows if row[field] is not None]
        assert all(value == 0 or value >= 3 for value in shown)
        others = [one for one in counts if one[at]]
        assert len(hidden) != 1 or len(others) <= 1
        assert not hidden or sum(hidden) >= 3 or not [one for one in shown if one]


def test_the_package_reads_back_with_styles_for_every_layer(vietnamese, tmp_path):
    path = tmp_path / "a.gpkg"
    path.write_bytes(written("gis_package", "planner", vietnamese))
    names = [str(row[0]) for row in pyogrio.list_layers(path)]
    assert names == ["communes", "establishments", "routes", "results", "layer_styles"]
    for name in names[:-1]:
        frame = pyogrio.read_dataframe(path, layer=name)
        assert frame.crs.to_epsg() == 4326 and len(frame) and frame.is_valid.all()
    styles = pyogrio.read_dataframe(path, layer="layer_styles")
    assert list(styles["f_table_name"]) == names[:-1] and styles["useAsDefault"].all()
    for qml, name in zip(styles["styleQML"], names, strict=False):
        root = ET.fromstring(qml)
        symbols = {one.get("name") for one in root.iter("symbol")}
        used = {one.get("symbol") for one in (*root.iter("range"), *root.iter("category"))}
        assert symbols and used <= symbols, name
    communes = pyogrio.read_dataframe(path, layer="communes")
    assert list(communes["registered"]) == [registered for registered, _ in COUNTS]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text_in_every_format(vietnamese, name, tmp_path):
    path = tmp_path / "a.gpkg"
    path.write_bytes(written("gis_package", "planner", vietnamese, name=name))
    assert list(pyogrio.read_dataframe(path, layer="establishments")["name"]) == [plain_text(name)]
    ET.fromstring(pyogrio.read_dataframe(path, layer="layer_styles")["styleQML"][2])
    found = json.loads(written("gis_geojson", "planner", vietnamese, name=name))
    assert [
        one["properties"]["name"] for one in found["features"] if one["properties"]["layer"] == "establishments"
    ] == [plain_text(name)]
    kml = written("gis_kml", "planner", vietnamese, name=name)
    root = ET.parse(io.BytesIO(kml)).getroot()
    shown = [node.text for node in root.iter("{http://www.opengis.net/kml/2.2}name")]
    assert shown.count(plain_text(name)) == 2, "the place and its result, each as one text"
    assert b"<b>" not in kml and b"<img" not in kml and b"<script" not in kml


def maps(vietnamese, name):
    ground, one = figures(*NAMES).vintages[0].communes, facts(name)
    shift = RoundShift(route=one.routes[0], stops=(RoundStop(place=one.places[0], order=1, start_s=68_400),))
    yield register_map_html(one.places, commune=name, communes=ground, is_schematic=True, words=vietnamese)
    yield round_map_html([shift], title=name, communes=ground, is_schematic=True, words=vietnamese)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_planners_maps_are_offline_and_keep_text_as_text(vietnamese, name):
    for html, plain in zip(maps(vietnamese, name), maps(vietnamese, "Quán A"), strict=True):
        assert html.count("<script") == plain.count("<script")
        assert "<img src=x" not in html
        # As HTML a template literal is text; in the script of the map it would run.
        assert "${alert" not in html.split('class="folium-map"')[-1]
        assert 'src="http' not in html and "<link" not in html
    assert list(maps(vietnamese, name)) == list(maps(vietnamese, name))


def test_the_round_map_says_that_it_is_sealed(vietnamese):
    _, html = maps(vietnamese, "Quán A")
    assert "NIÊM PHONG" in html


def test_a_map_of_nothing_is_a_map(vietnamese):
    empty = PlaceMap(
        title="T", subtitle="", communes='{"type":"FeatureCollection","features":[]}', marks=(), legend=(),
        is_schematic=False,
    )  # fmt: skip
    assert "<h1>T</h1>" in place_map_html(empty, words=vietnamese)
    assert Mark(points=((1.0, 2.0),), colour="#000000", title="x").shape.geom_type == "Point"
