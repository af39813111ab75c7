"""Closed roads: the engine goes round them, in matrix and route alike; stated delays change their own pair alone."""

from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from travel_network import IN_TOWN, LOST, TRACK_END, cross, write_network

from domain.closed_roads import ClosedRoad
from domain.errors import InputError
from domain.travel import TravelMatrix
from geo.travel import has_valhalla, open_travel_source
from geo.travel.closures import can_close, close_roads, delayed, ring_of
from geo.travel.estimate import EstimateSource
from geo.travel.source import great_circle_m

engine = pytest.mark.skipif(not has_valhalla(), reason="the embedded road engine is not installed")


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """Return the road engine on the tests' own town."""
    folder = tmp_path_factory.mktemp("closures")
    roads = write_network(folder / "town.osm.pbf")
    return open_travel_source("valhalla", roads=roads, cache_dir=folder / "cache")


def half_way(source, one, other) -> ClosedRoad:
    line = source.route([one, other]).line
    (lon, lat), (next_lon, next_lat) = line[len(line) // 2 - 1 : len(line) // 2 + 1]
    return ClosedRoad(lon=(lon + next_lon) / 2, lat=(lat + next_lat) / 2, radius_m=50)


@engine
@pytest.mark.valhalla
def test_ways_lead_round_a_closed_road_and_never_through_it(town):
    place = half_way(town, IN_TOWN[0], IN_TOWN[3])
    shut = close_roads(town, [place])
    before, after = town.route([IN_TOWN[0], IN_TOWN[3]]), shut.route([IN_TOWN[0], IN_TOWN[3]])
    assert min(great_circle_m(point, (place.lon, place.lat)) for point in after.line) > place.radius_m
    assert after.line != before.line and after.duration_s >= before.duration_s
    assert shut.digest != town.digest and shut.name == town.name
    assert town.route([IN_TOWN[0], IN_TOWN[3]]) == before, "the open source stays as it was"


@engine
@pytest.mark.valhalla
def test_matrix_and_route_agree_while_a_road_is_closed(town):
    points = [*IN_TOWN, cross(0, 0), cross(11, 11)]
    shut = close_roads(town, [half_way(town, IN_TOWN[0], IN_TOWN[2])])
    matrix, opened = shut.matrix(points), town.matrix(points)
    for i, one in enumerate(points):
        for j, other in enumerate(points):
            if i != j:
                assert abs(matrix.duration_s(i, j) - shut.route([one, other]).duration_s) <= 2
                assert matrix.duration_s(i, j) >= opened.duration_s(i, j) - 2


@engine
@pytest.mark.valhalla
def test_what_lies_beyond_a_closed_dead_end_is_reached_by_no_way(town):
    east = cross(11, 6)
    shut = close_roads(town, [ClosedRoad(lon=(east[0] + TRACK_END[0]) / 2, lat=east[1], radius_m=50)])
    matrix = shut.matrix([IN_TOWN[0], TRACK_END, IN_TOWN[1]])
    assert matrix.duration_s(0, 1) is None and matrix.duration_s(1, 0) is None
    assert matrix.duration_s(0, 2) == town.matrix([IN_TOWN[0], TRACK_END, IN_TOWN[1]]).duration_s(0, 2)
    assert shut.route([IN_TOWN[0], TRACK_END]) is None


@engine
@pytest.mark.valhalla
def test_a_place_without_a_road_is_refused(town):
    for lon, lat in (LOST, (cross(3, 3)[0] + 0.002, cross(3, 3)[1] + 0.003)):
        with pytest.raises(InputError) as refused:
            close_roads(town, [ClosedRoad(lon=lon, lat=lat, radius_m=50)])
        assert refused.value.code == "travel.no_road_there"
    assert can_close(town)


def test_an_estimate_knows_no_way_round():
    assert not can_close(EstimateSource())
    with pytest.raises(InputError) as refused:
        close_roads(EstimateSource(), [ClosedRoad(lon=106.0, lat=11.5, radius_m=50)])
    assert refused.value.code == "travel.cannot_close"


@given(st.floats(102, 110), st.floats(8, 24), st.sampled_from([50, 100, 200, 300]))
def test_a_ring_lies_round_its_place(lon, lat, radius_m):
    ring = ring_of(ClosedRoad(lon=lon, lat=lat, radius_m=radius_m))
    assert ring[0] == ring[-1]
    for (x, y), (next_x, next_y) in pairwise(ring):
        middle = ((x + next_x) / 2, (y + next_y) / 2)
        assert great_circle_m(middle, (lon, lat)) == pytest.approx(radius_m, rel=0.01)
        assert radius_m <= great_circle_m((x, y), (lon, lat)) <= 1.1 * radius_m


def test_a_delay_changes_its_pair_both_ways_and_no_other():
    plain = TravelMatrix(
        size=3, durations=array("i", [0, 60, -1, 70, 0, 80, -1, 90, 0]), distances=None, source="estimate", digest="d"
    )
    slow = delayed(plain, [(0, 1, 600), (0, 2, 600)])
    assert list(slow.durations) == [0, 660, -1, 670, 0, 80, -1, 90, 0]
    assert list(plain.durations)[1] == 60 and slow.digest != "d"
