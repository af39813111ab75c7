"""Road networks: same lines, same bytes; read back as written; refused before an engine dies of them."""

from pathlib import Path

import geopandas as gpd
import osmium
import pytest
from shapely import LineString, MultiLineString

from domain.errors import InputError
from geo.roads import check_network, read_lines, write_network

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "geodata"


def roads(*lines: object, **tags: list[object]) -> gpd.GeoDataFrame:
    columns = {"name": ["Đường tỉnh 785"] * len(lines), "ref": [""] * len(lines), "highway": ["secondary"] * len(lines)}
    return gpd.GeoDataFrame(columns | tags, geometry=list(lines), crs="EPSG:4326")


CROSS = (
    LineString([(106.1, 11.5), (106.11, 11.5), (106.12, 11.5)]),
    LineString([(106.11, 11.49), (106.11, 11.5), (106.11, 11.51)]),
)


def test_the_same_lines_give_the_same_bytes_and_replace_a_file_whole(tmp_path):
    one, other = tmp_path / "one.osm.pbf", tmp_path / "other.osm.pbf"
    other.write_bytes(b"old")
    write_network(roads(*CROSS), one)
    write_network(roads(*CROSS), other)
    assert one.read_bytes() == other.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["one.osm.pbf", "other.osm.pbf"]


def test_lines_read_back_with_their_tags(tmp_path):
    path = tmp_path / "net.osm.pbf"
    write_network(roads(*CROSS, ref=["ĐT.785", None], oneway=["yes", float("nan")]), path)
    lines = read_lines(path)
    assert list(lines["ref"]) == ["ĐT.785", ""] and list(lines["oneway"]) == ["yes", ""]
    assert list(lines["name"]) == ["Đường tỉnh 785"] * 2
    assert all(read.equals_exact(line, 1e-7) for read, line in zip(lines.geometry, CROSS, strict=True))


def test_lines_meet_in_one_node_and_parts_become_ways_of_their_own(tmp_path):
    path = tmp_path / "net.osm.pbf"
    apart = MultiLineString([[(106.2, 11.5), (106.21, 11.5)], [(106.3, 11.5), (106.31, 11.5)]])
    # The second line's middle lies 0.3 of the joining grid beside the first's.
    beside = LineString([(106.11, 11.49), (106.110003, 11.5), (106.11, 11.51)])
    write_network(roads(CROSS[0], beside, apart), path)
    ways = [[node.ref for node in way.nodes] for way in osmium.FileProcessor(str(path), osmium.osm.WAY)]
    assert ways == [[1, 2, 3], [4, 2, 5], [6, 7], [8, 9]]


def test_a_network_without_a_road_is_refused_before_a_builder_sees_it(tmp_path):
    path = tmp_path / "none.osm.pbf"
    for lines in (
        roads(*CROSS, highway=["", None]),
        roads(*CROSS).drop(columns="highway"),
        roads(LineString([(1, 1), (1, 1)])),
    ):
        with pytest.raises(InputError) as caught:
            write_network(lines, path)
        assert caught.value.code == "roads.none" and not path.exists()
    with osmium.SimpleWriter(str(path)) as writer:
        writer.add_node(osmium.osm.mutable.Node(id=1, version=1, location=(106.1, 11.5)))
    for ask in (check_network, read_lines):
        with pytest.raises(InputError) as caught:
            ask(path)
        assert caught.value.code == "roads.none"


def test_files_that_are_no_network_are_refused(tmp_path):
    with pytest.raises(InputError) as caught:
        check_network(tmp_path / "absent.osm.pbf")
    assert caught.value.code == "roads.no_file"
    broken = tmp_path / "broken.osm.pbf"
    broken.write_bytes(b"no network" * 100)
    with pytest.raises(InputError) as caught:
        check_network(broken)
    assert caught.value.code == "roads.unreadable"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared geodata is not beside this checkout")
def test_a_real_extract_reads_as_lines():
    lines = read_lines(SHARED / "osm" / "legazpi.osm.pbf")
    assert len(lines) > 2_000 and (lines["highway"] != "").all()
    assert lines.total_bounds[0] > 120 and lines.total_bounds[3] < 15
