"""What every travel source keeps, on a small network of the tests' own."""

from pathlib import Path

import pytest
from travel_network import (
    CLOSED,
    FAR,
    IN_TOWN,
    ISLAND,
    LANE_EAST,
    LANE_WEST,
    LOST,
    OVER_FERRY,
    TRACK_END,
    write_network,
)

from geo.travel import TRAVEL_SOURCES, TravelServer, has_osrm, has_valhalla, open_travel_source, read_profiles
from geo.travel.server import ServerKind
from geo.travel.source import great_circle_m

PROFILES = read_profiles(Path(__file__).resolve().parents[2] / "data" / "travel")
SOURCES = [*(name for name in sorted(TRAVEL_SOURCES) if name != "http"), "http-osrm", "http-valhalla", "http-ors"]
ON_ROADS = [name for name in SOURCES if name != "estimate"]
NAN = float("nan")


@pytest.fixture(scope="module")
def roads(tmp_path_factory):
    return write_network(tmp_path_factory.mktemp("roads") / "net.osm.pbf")


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return tmp_path_factory.mktemp("engines")


@pytest.fixture(scope="module")
def open_sources(roads, kept):
    """Open each source once; servers are started where one is asked for, and ended with the module."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        made = {}

        def opened(name):
            if name not in made:
                made[name] = _open(stack, name, roads=roads, kept=kept)
            return made[name]

        yield opened


def _open(stack, name, *, roads, kept):
    if "osrm" in name and not has_osrm():
        pytest.skip("the extra road engine is not installed")
    if name in ("valhalla", "http-valhalla", "http-ors", "http-osrm") and not has_valhalla():
        pytest.skip("the embedded road engine is not installed")
    car = PROFILES["car"]
    if not name.startswith("http-"):
        return open_travel_source(name, roads=roads, cache_dir=kept, profile=car)
    from travel_servers import osrm_server, served, speaks_openrouteservice, valhalla_server

    if name == "http-osrm":
        url, _ = stack.enter_context(osrm_server(roads, kept, car))
        server = TravelServer(kind=ServerKind.OSRM, url=url)
    elif name == "http-valhalla":
        url, _ = stack.enter_context(valhalla_server(roads, kept))
        server = TravelServer(kind=ServerKind.VALHALLA, url=url)
    else:
        behind = open_travel_source("valhalla", roads=roads, cache_dir=kept, profile=car)
        url = stack.enter_context(served(speaks_openrouteservice(behind, key="a key")))
        server = TravelServer(kind=ServerKind.OPENROUTESERVICE, url=url, key="a key")
    return open_travel_source("http", roads=None, cache_dir=kept, profile=car, server=server)


@pytest.fixture(params=SOURCES)
def source(request, open_sources):
    return open_sources(request.param)


@pytest.fixture(params=ON_ROADS)
def road_source(request, open_sources):
    return open_sources(request.param)


def test_a_matrix_is_square_with_no_time_to_itself(source):
    matrix = source.matrix(IN_TOWN)
    assert matrix.size == 4 and matrix.source == source.name and matrix.digest == source.digest
    assert [matrix.duration_s(i, i) for i in range(4)] == [0] * 4
    assert all(matrix.duration_s(i, j) > 0 for i in range(4) for j in range(4) if i != j)
    assert source.matrix([]).size == 0


def test_the_same_points_give_the_same_matrix_and_their_order_does_not_matter(source):
    one, other = source.matrix(IN_TOWN), source.matrix(IN_TOWN[::-1])
    assert one.durations == source.matrix(IN_TOWN).durations
    assert all(one.duration_s(i, j) == other.duration_s(3 - i, 3 - j) for i in range(4) for j in range(4))


def test_a_point_that_stands_twice_is_one_place(source):
    matrix = source.matrix([IN_TOWN[0], IN_TOWN[1], IN_TOWN[0]])
    assert matrix.duration_s(0, 2) == matrix.duration_s(2, 0) == 0
    assert matrix.duration_s(0, 1) == matrix.duration_s(2, 1)


def test_times_and_distances_are_believable(source):
    # At least the straight line, at most three times the two sides of its right angle; 8 to 90 km/h.
    matrix = source.matrix(IN_TOWN)
    for i in range(4):
        for j in range(4):
            straight, metres = great_circle_m(IN_TOWN[i], IN_TOWN[j]), matrix.distance_m(i, j)
            assert 0.9 * straight - 80 <= metres <= 3 * 1.42 * straight + 80
            assert metres / 25 <= matrix.duration_s(i, j) <= metres / 2.2


def test_a_route_starts_and_ends_where_it_should_and_adds_up(source):
    way, matrix = source.route(IN_TOWN[:3]), source.matrix(IN_TOWN[:3])
    assert way.line[0] == pytest.approx(IN_TOWN[0], abs=0.001)
    assert way.line[-1] == pytest.approx(IN_TOWN[2], abs=0.001)
    assert len(way.legs) == 2 and way.duration_s == sum(leg.duration_s for leg in way.legs)
    assert [leg.duration_s for leg in way.legs] == pytest.approx(
        [matrix.duration_s(0, 1), matrix.duration_s(1, 2)], abs=1
    )
    assert way.distance_m == pytest.approx(matrix.distance_m(0, 1) + matrix.distance_m(1, 2), abs=12)
    with pytest.raises(ValueError, match="two points"):
        source.route(IN_TOWN[:1])


def test_bad_points_never_fail_the_others(source):
    whole = source.matrix([*IN_TOWN, (NAN, 11.5), (106.1, 95.0), LOST])
    alone = source.matrix(IN_TOWN)
    assert all(whole.duration_s(i, j) == alone.duration_s(i, j) for i in range(4) for j in range(4))
    for k in (4, 5):
        assert whole.duration_s(0, k) is None and whole.duration_s(k, 0) is None and whole.duration_s(k, k) == 0
    assert source.route([IN_TOWN[0], (NAN, 11.5)]) is None
    assert source.isochrones((NAN, 1.0), [5]) in ((), None)


def test_every_point_is_snapped_with_distance_and_status(road_source):
    points = [IN_TOWN[0], FAR, ISLAND, LOST, (NAN, 1.0), CLOSED, TRACK_END, OVER_FERRY]
    snaps = road_source.snap(points)
    # openrouteservice knows no islands: there is no road.
    island = "none" if "openroute" in repr(road_source.engine) else "island"
    assert [s.status for s in snaps] == ["ok", "far", island, "none", "none", "ok", "ok", "ok"]
    assert snaps[0].distance_m <= 40 and snaps[1].distance_m == pytest.approx(654, abs=6)
    # The closed road is no road: the point goes to the open street 0.002 degrees south of it.
    assert snaps[5].distance_m == pytest.approx(222, abs=6)
    assert snaps[4].distance_m is None


def test_islands_and_lost_points_are_unreachable_and_said_so(road_source):
    matrix = road_source.matrix([*IN_TOWN, ISLAND, LOST])
    for bad in (4, 5):
        for k in range(6):
            expected = 0 if k == bad else None
            assert matrix.duration_s(bad, k) == expected and matrix.distance_m(k, bad) == expected
    assert road_source.route([IN_TOWN[0], ISLAND]) is None
    assert road_source.route([IN_TOWN[0], LOST]) is None


def test_a_far_point_is_travelled_to_from_its_nearest_road(road_source):
    matrix = road_source.matrix([IN_TOWN[0], FAR])
    assert matrix.duration_s(0, 1) > 0 and matrix.duration_s(1, 0) > 0


def test_a_ferry_is_taken_and_shown(road_source):
    way = road_source.route([IN_TOWN[0], OVER_FERRY])
    assert way.has_ferry and way.duration_s >= 400
    assert not road_source.route(IN_TOWN[:2]).has_ferry


def test_a_track_is_driven_slowly_and_its_metres_are_told(road_source):
    way = road_source.route([IN_TOWN[0], TRACK_END])
    # 0.02 degrees of longitude at this latitude are 2,180 m.
    on_track = way.distance_m if "openroute" in repr(road_source.engine) else 2180
    assert way.track_m == pytest.approx(on_track, rel=0.03)
    # An OSRM server without the class of ours cannot say that there is none.
    assert road_source.route(IN_TOWN[:2]).track_m in (0, None)


def test_a_one_way_lane_is_obeyed(road_source):
    matrix = road_source.matrix([LANE_WEST, LANE_EAST])
    # Along the lane 0.002 degrees, 218 m; back round the block: 109 + 166 + 436 + 166 + 109 m at least.
    assert matrix.distance_m(0, 1) == pytest.approx(218, abs=12)
    assert matrix.distance_m(1, 0) >= 970


def test_adding_points_keeps_what_was_known(road_source):
    few, many = road_source.matrix(IN_TOWN[:3]), road_source.matrix([*IN_TOWN, FAR, OVER_FERRY])
    assert all(few.duration_s(i, j) == many.duration_s(i, j) for i in range(3) for j in range(3))
    for i in range(6):
        assert many.duration_s(i, 5) is not None
