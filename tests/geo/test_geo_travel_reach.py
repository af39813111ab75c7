"""What bases reach: circles where no engine tells, roads where one does, and who lies outside."""

import json
import math

import pytest
from travel_network import IN_TOWN, ISLAND, LOST, cross, write_network

from domain.places import Base, Position, PositionSource
from geo.reach import outside, reach, reach_layer, read_reach, with_outside
from geo.travel import has_valhalla, open_travel_source
from geo.travel.estimate import EstimateSource

BASES = [
    Base(id="A", name="Trụ sở", lon=cross(5, 5)[0], lat=cross(5, 5)[1]),
    Base(id="B", name="Xa", lon=LOST[0], lat=LOST[1]),
]


def at(point):
    return Position(lon=point[0], lat=point[1], source=PositionSource.GIVEN, quality="A", accuracy_m=10)


def test_the_estimate_reaches_circles_that_are_named_estimates():
    areas = reach(EstimateSource(detour=1.5, speed_kmh=45), BASES[:1], minutes=(10, 20))
    assert list(areas["minutes"]) == [10, 20] and areas["is_estimate"].all()
    # 10 minutes at 45 km/h are 7.5 km of road, 5 km of straight line.
    metres = areas.to_crs("EPSG:32648").geometry
    assert math.sqrt(metres[0].area / math.pi) == pytest.approx(5000, rel=0.01)
    assert math.sqrt(metres[1].area / math.pi) == pytest.approx(10000, rel=0.01)


def test_outside_are_those_whom_nobody_reaches_in_the_longest_time():
    areas = reach(EstimateSource(detour=1.0, speed_kmh=60), BASES, minutes=(1, 2))
    # 2 km from a base in two minutes; 0.01 degrees of latitude are 1.1 km, 0.03 are 3.3 km.
    lon, lat = cross(5, 5)
    places = {"near": at((lon, lat + 0.01)), "far": at((lon, lat + 0.03)), "other": at(LOST)}
    assert outside(areas, places) == ("far",)
    assert outside(areas.iloc[:0], places) == ("far", "near", "other")


def test_a_layer_reads_back_and_the_widest_area_comes_first():
    areas = reach(EstimateSource(), BASES, minutes=(5, 15))
    text = reach_layer(areas)
    features = json.loads(text)["features"]
    assert [f["properties"]["minutes"] for f in features] == [15, 15, 5, 5]
    read = read_reach(text)
    assert sorted(read["base"]) == ["A", "A", "B", "B"] and read.geometry.is_valid.all()
    shown = json.loads(with_outside(text, {"e": ("Quán", at(ISLAND))}))["features"][-1]
    assert shown["properties"] == {"id": "e", "name": "Quán", "is_outside": True}
    assert read_reach(reach_layer(reach(EstimateSource(), []))).empty


@pytest.mark.skipif(not has_valhalla(), reason="the embedded road engine is not installed")
@pytest.mark.valhalla
def test_on_roads_an_island_and_a_base_without_roads_are_reached_by_nobody(tmp_path):
    roads = write_network(tmp_path / "net.osm.pbf")
    source = open_travel_source("valhalla", roads=roads, cache_dir=tmp_path)
    areas = reach(source, BASES, minutes=(2, 15))
    assert not areas["is_estimate"].any() and list(areas.geometry.is_empty) == [False, False, True, True]
    assert areas.geometry[0].area < areas.geometry[1].area
    places = {"town": at(IN_TOWN[1]), "island": at(ISLAND), "lost": at(LOST)}
    assert outside(areas, places) == ("island", "lost")
    assert reach_layer(areas) == reach_layer(reach(source, BASES, minutes=(2, 15)))
