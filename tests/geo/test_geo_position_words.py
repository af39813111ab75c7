"""Every doubt about a position has its sentence and remedy, and the sentence finds all its fields."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import Point, box

from domain.places import Commune, CommuneKey, Position, PositionSource, Succession
from geo.coordinates import Refusal
from geo.flags import far_from_road, near_sensitive
from geo.placing import Ground, ToPlace, place
from workflow.reference import load_words

OLD, WEST, EAST = (CommuneKey(vintage=v, code=c) for v, c in (("old", "A"), ("new", "W"), ("new", "E")))
BOUNDARIES = gpd.GeoDataFrame(
    {"vintage": ["old", "new", "new"], "code": ["A", "W", "E"]},
    geometry=[box(106.0, 11.0, 106.2, 11.1), box(106.0, 11.0, 106.1, 11.1), box(106.1, 11.0, 106.3, 11.1)],
    crs="EPSG:4326",
)
LAKE = gpd.GeoDataFrame(geometry=[box(106.05, 11.04, 106.06, 11.06)], crs="EPSG:4326")
HERE = Position(lon=106.1, lat=11.05, source=PositionSource.GIVEN, quality="A", accuracy_m=15)
SCHOOL = gpd.GeoDataFrame({"name": ["Trường A"], "kind": ["school"]}, geometry=[Point(106.1, 11.051)], crs="EPSG:4326")
TEXTS = (
    "nt", "11,05", "48.85, 2.35", "11°75'1\" 106°2'1\"", "11.0 106.0", "https://maps.app.goo.gl/x", "X7+6W",
    "https://facebook.com/x", "11.05, 106.25", "11.05, 107.00", "11.05, 106.055", "11.0500,106.0400; 11.0500,106.1500",
    "https://www.google.com/maps/@11.05,106.04,17z", "", *["11.06, 106.04"] * 5,
)  # fmt: skip


@pytest.fixture(scope="module")
def issues():
    communes = [
        Commune(key=key, name=key.code, kind="Xã", centre_lon=106.05, centre_lat=11.05, area_km2=None)
        for key in (OLD, WEST, EAST)
    ]
    rows = [ToPlace(key=str(n), coords_raw=text, hamlet="", commune_reported=OLD) for n, text in enumerate(TEXTS)]
    placements = place(
        [*rows, ToPlace(key="unknown", coords_raw="", hamlet="", commune_reported=None)],
        boundaries=BOUNDARIES,
        hamlets=(),
        communes=communes,
        successions=[Succession(old=OLD, new=new, is_whole=False) for new in (WEST, EAST)],
        vintage_now="new",
        ground=Ground(water=LAKE),
    )
    found = [issue for placement in placements for issue in placement.issues]
    return (*found, *far_from_road({"x": 400, "y": None}), *near_sensitive({"x": HERE}, SCHOOL))


def test_the_cases_raise_every_code(issues):
    assert {issue.code for issue in issues} == {
        *Refusal, "coordinates_ambiguous", "coordinates_view_centre", "position_outside_commune", "position_outside_area",
        "position_in_water", "position_unknown", "pin_copied", "commune_split", "far_from_road", "no_road",
        "near_sensitive_place",
    }  # fmt: skip
    assert all(type(issue.code) is str for issue in issues)


def test_every_sentence_finds_its_fields(issues):
    words = load_words(Path(__file__).resolve().parents[2] / "data" / "words" / "vi", language="vi")
    for issue in (replace(issue, sheet="Tân Hà", row=7) for issue in issues):
        said = words.say(f"issue.{issue.code}", sheet=issue.sheet, row=issue.row, value=issue.value, **issue.params)
        assert "Trang «Tân Hà», dòng 7" in said or "Cơ sở " in said, issue.code
        assert words.say(f"remedy.{issue.code}").endswith(".")
