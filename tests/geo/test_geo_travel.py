"""Travel sources beyond their contract: the estimate's arithmetic, kept matrices, the road engine's hard cases."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString

from domain.errors import InputError, ServiceError
from geo.roads import write_network
from geo.travel import SnapStatus, TravelServer, has_osrm, has_valhalla, open_travel_source, read_profiles
from geo.travel.estimate import EstimateSource
from geo.travel.server import ServerKind
from geo.travel.source import great_circle_m, snapped

NAN = float("nan")
DATA = Path(__file__).resolve().parents[2] / "data"
engine = pytest.mark.skipif(not has_valhalla(), reason="the embedded road engine is not installed")


def test_the_estimate_is_the_great_circle_with_a_detour_at_one_speed():
    # 0.1 degrees of latitude: 6371.0088 km x 0.1 x pi / 180 = 11,119.5 m; x 1.35 = 15,011 m; at 35 km/h 1,544 s.
    matrix = EstimateSource().matrix([(106.0, 11.5), (106.0, 11.6)])
    assert (matrix.duration_s(0, 1), matrix.distance_m(0, 1)) == (1544, 15011)
    half = EstimateSource(detour=1.0, speed_kmh=70.0).matrix([(106.0, 11.5), (106.0, 11.6)])
    assert (half.duration_s(1, 0), half.distance_m(1, 0)) == (572, 11120)
    assert EstimateSource().digest != EstimateSource(speed_kmh=36.0).digest


def test_the_estimates_route_is_straight_and_adds_up():
    points = [(106.0, 11.5), (106.0, 11.6), (106.1, 11.6)]
    way, matrix = EstimateSource().route(points), EstimateSource().matrix(points)
    assert way.line == tuple(points)
    assert way.duration_s == matrix.duration_s(0, 1) + matrix.duration_s(1, 2)
    assert EstimateSource().route([points[0], (NAN, 11.5)]) is None
    with pytest.raises(ValueError, match="two points"):
        EstimateSource().route(points[:1])


def test_what_is_no_place_on_earth_is_unreachable_and_said_so():
    points = [(106.0, 11.5), (NAN, 11.5), (106.0, 95.0), (106.1, 11.5)]
    matrix = EstimateSource().matrix(points)
    assert [matrix.duration_s(0, j) for j in (1, 2)] == [None, None] and matrix.duration_s(0, 3) > 0
    none, unchecked = SnapStatus.NONE, SnapStatus.UNCHECKED
    assert [s.status for s in EstimateSource().snap(points)] == [unchecked, none, none, unchecked]


@pytest.mark.parametrize(
    ("metres", "status"),
    [(0, SnapStatus.OK), (299, SnapStatus.OK), (301, SnapStatus.FAR), (2999, SnapStatus.FAR), (3001, SnapStatus.NONE)],
)
def test_a_snap_is_trusted_by_its_distance_alone(metres, status):
    """One degree of latitude is 111,195 m on the sphere."""
    found = snapped((106.0, 11.5), (106.0, 11.5 + metres / 111_195))
    assert (found.status, found.distance_m) == (status, metres)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(102, 110), st.floats(8, 24)), max_size=8), st.randoms())
def test_the_estimate_is_symmetric_and_follows_its_points(points, random):
    order = list(range(len(points)))
    random.shuffle(order)
    one, other = EstimateSource().matrix(points), EstimateSource().matrix([points[k] for k in order])
    for i, a in enumerate(order):
        for j, b in enumerate(order):
            assert other.duration_s(i, j) == one.duration_s(a, b) == one.duration_s(b, a)


def test_a_source_that_cannot_be_had_says_why(tmp_path, monkeypatch):
    with pytest.raises(InputError) as caught:
        open_travel_source("teleport", roads=None, cache_dir=tmp_path)
    assert caught.value.params == {"name": "teleport", "known": "estimate, http, osrm, valhalla"}
    with pytest.raises(InputError) as caught:
        open_travel_source("valhalla", roads=None, cache_dir=tmp_path)
    assert caught.value.code == "travel.no_roads"
    with pytest.raises(InputError) as caught:
        open_travel_source("http", roads=None, cache_dir=tmp_path)
    assert caught.value.code == "travel.no_server"
    with pytest.raises(InputError) as caught:
        server = TravelServer(kind=ServerKind.OSRM, url="ftp://somewhere")
        open_travel_source("http", roads=None, cache_dir=tmp_path, server=server)
    assert caught.value.code == "travel.bad_server"
    assert open_travel_source("auto", roads=None, cache_dir=tmp_path).name == "estimate"


def test_a_key_is_never_shown():
    assert "secret" not in repr(TravelServer(kind=ServerKind.OSRM, url="http://x", key="secret"))


def test_vehicles_are_read_from_data_and_missing_ones_refused(tmp_path):
    vehicles = read_profiles(DATA / "travel")
    assert set(vehicles) == {"car", "motorbike"}
    assert vehicles["motorbike"].options["top_speed"] == 45 and "track" in vehicles["motorbike"].lua
    with pytest.raises(InputError) as caught:
        read_profiles(tmp_path)
    assert caught.value.code == "travel.bad_profiles"


def test_without_the_extra_engine_it_is_refused_with_a_reason(tmp_path):
    if has_osrm():
        pytest.skip("the extra road engine is installed")
    with pytest.raises(ServiceError) as caught:
        open_travel_source("osrm", roads=tmp_path / "any.osm.pbf", cache_dir=tmp_path)
    assert caught.value.code == "travel.no_osrm"


@pytest.mark.skipif(has_valhalla(), reason="the embedded road engine is installed")
def test_without_the_engine_auto_estimates_and_valhalla_is_refused(tmp_path):
    assert open_travel_source("auto", roads=tmp_path / "any.osm.pbf", cache_dir=tmp_path).name == "estimate"
    with pytest.raises(ServiceError) as caught:
        open_travel_source("valhalla", roads=tmp_path / "any.osm.pbf", cache_dir=tmp_path)
    assert caught.value.code == "travel.no_engine"


# A road of 2.2 km along lat 11.55 with a one-way lane beside it; an island road of its own 20 km north.
LINES = (
    LineString([(106.10, 11.55), (106.11, 11.55), (106.12, 11.55)]),
    LineString([(106.10, 11.55), (106.10, 11.56), (106.12, 11.56), (106.12, 11.55)]),
    LineString([(106.10, 11.75), (106.11, 11.75), (106.12, 11.75)]),
)
NEAR, FAR_OFF, LOST = (106.105, 11.5505), (106.11, 11.545), (106.11, 11.45)


@pytest.fixture(scope="module")
def roads(tmp_path_factory):
    path = tmp_path_factory.mktemp("roads") / "net.osm.pbf"
    tags = {
        "name": ["A", "B", "C"],
        "ref": [""] * 3,
        "highway": ["secondary", "tertiary", "secondary"],
        "oneway": ["", "yes", ""],
    }
    write_network(gpd.GeoDataFrame(tags, geometry=list(LINES), crs="EPSG:4326"), path)
    return path


@pytest.fixture(scope="module")
def cache_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def valhalla(roads, cache_dir):
    return open_travel_source("auto", roads=roads, cache_dir=cache_dir)


@engine
@pytest.mark.valhalla
def test_each_point_is_snapped_with_its_distance_and_status(valhalla):
    # 0.0005 degrees of latitude are 56 m, 0.005 are 556 m, 0.1 are 11 km.
    near, far, lost, nowhere = valhalla.snap([NEAR, FAR_OFF, LOST, (NAN, NAN)])
    assert (near.status, far.status, lost.status, nowhere.status) == ("ok", "far", "none", "none")
    assert near.distance_m == pytest.approx(56, abs=2) and far.distance_m == pytest.approx(556, abs=3)
    assert (near.lon, near.lat) == pytest.approx((106.105, 11.55), abs=1e-5)
    assert nowhere.distance_m is None


@engine
@pytest.mark.valhalla
def test_unreachable_is_explicit_and_one_bad_point_fails_nothing(valhalla):
    points = [NEAR, (106.115, 11.55), (106.105, 11.75), LOST, FAR_OFF]
    matrix = valhalla.matrix(points)
    # 0.01 degrees of longitude at this latitude are 1,089 m.
    assert matrix.distance_m(0, 1) == pytest.approx(1089, rel=0.01) and matrix.duration_s(0, 1) > 0
    assert matrix.duration_s(0, 4) > 0
    for i, j in [(0, 2), (2, 0), (0, 3), (3, 0), (2, 3)]:
        assert matrix.duration_s(i, j) is None and matrix.distance_m(i, j) is None
    assert [matrix.duration_s(k, k) for k in range(5)] == [0] * 5
    assert set(matrix.durations) >= {-1}
    assert valhalla.route([NEAR, (106.105, 11.75)]) is None
    assert valhalla.route([NEAR, LOST]) is None


@engine
@pytest.mark.valhalla
def test_points_with_no_way_between_any_of_them_are_no_failure(valhalla):
    matrix = valhalla.matrix([NEAR, (106.105, 11.75)])
    assert list(matrix.durations) == [0, -1, -1, 0]
    assert list(valhalla.matrix([LOST, (NAN, 1.0)]).durations) == [0, -1, -1, 0]
    assert valhalla.matrix([]).size == 0


@engine
@pytest.mark.valhalla
def test_a_one_way_road_takes_the_long_way_back(valhalla):
    # From west to east of the one-way lane: along it. Back: round by the main road.
    west, east = (106.105, 11.56), (106.115, 11.56)
    matrix = valhalla.matrix([west, east])
    assert matrix.distance_m(0, 1) == pytest.approx(1089, rel=0.02)
    # 0.005 + 0.02 + 0.005 degrees of longitude and twice 0.01 of latitude: 3,267 + 2,212 m.
    assert matrix.distance_m(1, 0) == pytest.approx(5479, rel=0.02)


@engine
@pytest.mark.valhalla
def test_the_route_agrees_with_the_matrix_and_lies_on_the_road(valhalla):
    points = [NEAR, (106.115, 11.55), (106.12, 11.555), NEAR]
    way, matrix = valhalla.route(points), valhalla.matrix(points)
    assert way.duration_s == sum(matrix.duration_s(k, k + 1) for k in range(3))
    assert way.distance_m == pytest.approx(sum(matrix.distance_m(k, k + 1) for k in range(3)), abs=5)
    assert way.line[0] == pytest.approx((106.105, 11.55), abs=1e-5)
    along = sum(great_circle_m(a, b) for a, b in zip(way.line, way.line[1:], strict=False))
    assert along == pytest.approx(way.distance_m, rel=0.01)


@engine
@pytest.mark.valhalla
def test_tiles_are_built_once_in_silence_and_follow_the_file(roads, tmp_path, capfd):
    first = open_travel_source("valhalla", roads=roads, cache_dir=tmp_path)
    (home,) = (tmp_path / "valhalla").iterdir()
    made = {p: p.stat().st_mtime_ns for p in home.rglob("*.gph")}
    again = open_travel_source("valhalla", roads=roads, cache_dir=tmp_path)
    assert made == {p: p.stat().st_mtime_ns for p in home.rglob("*.gph")} and made
    assert first.digest == again.digest
    assert first.route([NEAR, (106.115, 11.55)]) == again.route([NEAR, (106.115, 11.55)])
    other = tmp_path / "other.osm.pbf"
    tags = {"highway": ["secondary", "tertiary", "secondary"]}
    write_network(gpd.GeoDataFrame(tags, geometry=list(LINES), crs="EPSG:4326"), other)
    assert open_travel_source("valhalla", roads=other, cache_dir=tmp_path).digest != first.digest
    assert len(list((tmp_path / "valhalla").iterdir())) == 2
    assert capfd.readouterr() == ("", "")


@engine
@pytest.mark.valhalla
def test_directions_are_vietnamese_sentences(valhalla):
    way = valhalla.route([NEAR, (106.12, 11.555)], with_directions=True)
    (leg,) = way.legs
    assert leg.directions[0].startswith("Lái về phía") and "phải vào B" in " ".join(leg.directions)
    assert valhalla.route([NEAR, (106.12, 11.555)]).legs[0].directions == ()


@engine
@pytest.mark.valhalla
def test_a_motorbike_obeys_its_top_speed_and_is_another_source(roads, cache_dir, valhalla):
    bike = read_profiles(DATA / "travel")["motorbike"]
    slow = open_travel_source("valhalla", roads=roads, cache_dir=cache_dir, profile=bike)
    slower = replace(bike, options={**bike.options, "top_speed": 25})
    slowest = open_travel_source("valhalla", roads=roads, cache_dir=cache_dir, profile=slower)
    pair = [NEAR, (106.115, 11.55)]
    times = [source.matrix(pair).duration_s(0, 1) for source in (valhalla, slow, slowest)]
    assert times[0] < times[1] < times[2]
    # 1,089 m at no more than 45 and 25 km/h.
    assert times[1] >= 1089 / 45 * 3.6 - 1 and times[2] >= 1089 / 25 * 3.6 - 1
    assert len({source.digest for source in (valhalla, slow, slowest)}) == 3


@engine
@pytest.mark.valhalla
def test_isochrones_grow_and_hold_what_the_matrix_reaches(valhalla):
    small, large = valhalla.isochrones((106.11, 11.55), [1, 3])
    inside = [
        shapely.geometry.shape({"type": "MultiPolygon", "coordinates": rings}).buffer(0) for rings in (small, large)
    ]
    assert inside[0].area < inside[1].area
    seconds = valhalla.matrix([(106.11, 11.55), (106.12, 11.55)]).duration_s(0, 1)
    assert 60 < seconds < 150 and not inside[0].covers(shapely.Point(106.12, 11.55))
    assert inside[1].buffer(0.0005).covers(shapely.Point(106.12, 11.55))
    assert valhalla.isochrones(LOST, [1]) == ()


@engine
@pytest.mark.valhalla
def test_a_road_file_that_is_none_is_refused_before_the_builder(tmp_path):
    broken = tmp_path / "broken.osm.pbf"
    broken.write_bytes(b"no network")
    with pytest.raises(InputError) as caught:
        open_travel_source("auto", roads=broken, cache_dir=tmp_path)
    assert caught.value.code == "roads.unreadable"
    assert not (tmp_path / "valhalla").exists()


@engine
@pytest.mark.valhalla
def test_columns_that_were_added_agree_with_the_routes(roads, tmp_path):
    # The engine's backward search does not: it is never asked for more sources than targets.
    source = open_travel_source("valhalla", roads=roads, cache_dir=tmp_path)
    known = [(106.101 + k / 500, 11.5503) for k in range(9)]
    source.matrix(known)
    added = [(106.1035, 11.5601), (106.1195, 11.5552)]
    matrix = source.matrix([*known, *added])
    for i, start in enumerate(known):
        for j, end in enumerate(added, len(known)):
            assert matrix.duration_s(i, j) == pytest.approx(source.route([start, end]).duration_s, abs=1)
