"""What every travel source keeps, on a small network of the test's own."""

import geopandas as gpd
import pytest
from shapely.geometry import LineString

from geo.roads import read_lines, write_network
from geo.travel import TRAVEL_SOURCES, has_valhalla, open_travel_source

POINTS = [(106.16, 11.55), (106.18, 11.55), (106.17, 11.57), (106.16, 11.56)]
LINES = [[(106.15, 11.55), (106.17, 11.55), (106.19, 11.55)], [(106.17, 11.55), (106.17, 11.57), (106.17, 11.58)], [(106.16, 11.56), (106.17, 11.56), (106.17, 11.57)]]  # fmt: skip


@pytest.fixture(scope="module")
def roads(tmp_path_factory):
    path = tmp_path_factory.mktemp("roads") / "net.osm.pbf"
    lines = [LineString(points) for points in LINES]
    tags = {"name": ["A", "B", "C"], "ref": ["", "", ""], "highway": ["secondary", "tertiary", "residential"]}
    write_network(gpd.GeoDataFrame(tags, geometry=lines, crs="EPSG:4326"), path)
    return path


@pytest.fixture(params=sorted(TRAVEL_SOURCES))
def source(request, roads, tmp_path):
    if request.param == "valhalla" and not has_valhalla():
        pytest.skip("the embedded road engine is not installed")
    return open_travel_source(request.param, roads=roads, cache_dir=tmp_path)


def test_the_network_reads_back(roads):
    assert sorted(read_lines(roads)["highway"]) == ["residential", "secondary", "tertiary"]


def test_a_matrix_is_square_with_no_time_to_itself(source):
    matrix = source.matrix(POINTS)
    assert matrix.size == 4 and matrix.source == source.name
    assert [matrix.duration_s(i, i) for i in range(4)] == [0] * 4
    assert all(matrix.duration_s(i, j) > 0 for i in range(4) for j in range(4) if i != j)


def test_the_same_points_give_the_same_matrix_and_their_order_does_not_matter(source):
    one, other = source.matrix(POINTS), source.matrix(POINTS[::-1])
    assert one.durations == source.matrix(POINTS).durations
    assert all(one.duration_s(i, j) == other.duration_s(3 - i, 3 - j) for i in range(4) for j in range(4))


def test_the_straight_two_kilometres_take_a_believable_time(source):
    # 0.02 degrees of longitude here are about 2.18 km: at 20 to 90 km/h 87 to 392 s, and more with a detour.
    assert 87 <= source.matrix(POINTS).duration_s(0, 1) <= 392


def test_a_route_ends_where_it_should(source):
    way = source.route(POINTS[:2])
    assert way.line[0] == pytest.approx(POINTS[0], abs=0.002)
    assert way.line[-1] == pytest.approx(POINTS[1], abs=0.002)
    assert way.distance_m > 2000


def test_one_point_far_from_everything_never_fails_the_others(source):
    matrix = source.matrix([*POINTS, (108.5, 14.0)])
    assert matrix.duration_s(0, 1) == source.matrix(POINTS).duration_s(0, 1)
