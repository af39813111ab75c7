"""What screens draw: simplified together, small, and only what may be shown."""

import json
import re

import geopandas as gpd
import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Polygon

from geo.layers import lines_layer, neighbours, screen_layer
from geo.travel.source import great_circle_m


def wavy_pair() -> gpd.GeoDataFrame:
    """Two communes that share a border which waves by about 20 m, in two vintages."""
    ys = np.linspace(11.0, 11.1, 201)
    border = [(106.1 + 0.0002 * (k % 2), y) for k, y in enumerate(ys)]
    west = Polygon([(106.0, 11.0), *border, (106.0, 11.1)])
    east = Polygon([(106.2, 11.1), *border[::-1], (106.2, 11.0)])
    columns = {"vintage": ["b", "b", "a", "a"], "code": ["2", "1", "2", "1"], "name": ["Đông", "Tây", "Đông", "Tây"]}
    return gpd.GeoDataFrame(columns | {"secret": [1, 2, 3, 4]}, geometry=[east, west, east, west], crs="EPSG:4326")


def test_neighbours_still_share_their_border_after_simplification():
    layer = json.loads(screen_layer(wavy_pair(), tolerance_m=200))
    shapes = [shapely.geometry.shape(f["geometry"]) for f in layer["features"]]
    assert [(f["properties"]["vintage"], f["properties"]["code"]) for f in layer["features"]] == [
        ("a", "1"),
        ("a", "2"),
        ("b", "1"),
        ("b", "2"),
    ]
    assert shapely.coverage_is_valid(shapes[:2]) and shapely.coverage_is_valid(shapes[2:])
    assert shapely.get_num_coordinates(shapes[0]) < 20


def test_only_the_three_properties_and_five_decimals_leave():
    text = screen_layer(wavy_pair(), tolerance_m=0)
    assert all(set(f["properties"]) == {"code", "name", "vintage"} for f in json.loads(text)["features"])
    assert "secret" not in text and "Đông" in text
    assert max(len(d) for d in re.findall(r"\d+\.(\d+)", text)) <= 5


def test_road_lines_keep_their_tags_only():
    roads = gpd.GeoDataFrame(
        {"name": ["Đường tỉnh 785"], "ref": ["ĐT.785"], "highway": ["secondary"], "surface": ["asphalt"]},
        geometry=[LineString([(106.1234567, 11.0), (106.2, 11.1)])],
        crs="EPSG:4326",
    )
    (line,) = json.loads(lines_layer(roads))["features"]
    assert line["properties"] == {"name": "Đường tỉnh 785", "ref": "ĐT.785", "highway": "secondary"}
    assert line["geometry"]["coordinates"][0] == [106.12346, 11.0]


def test_neighbours_of_three_points_in_a_row():
    # 0.001 degrees of latitude are 111 m.
    points = [(106.1, 11.0), (106.1, 11.001), (106.1, 11.003)]
    assert neighbours(points, within_m=150) == ((0, 1),)
    assert neighbours(points, within_m=250) == ((0, 1), (1, 2))
    assert neighbours(points[:1], within_m=150) == neighbours([], within_m=150) == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(106.1, 106.2), st.floats(11.5, 11.6)), min_size=2, max_size=12))
def test_neighbours_agree_with_the_great_circle(points):
    found = set(neighbours(points, within_m=2000))
    for i in range(len(points)):
        for j in range(i + 1, len(points)):
            distance = great_circle_m(points[i], points[j])
            # A projection and a sphere may differ by half a percent.
            if abs(distance - 2000) > 20:
                assert ((i, j) in found) == (distance < 2000)
