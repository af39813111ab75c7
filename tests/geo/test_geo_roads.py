"""Road networks: same lines, same bytes; read back as written; refused before an engine dies of them."""

import gzip
from pathlib import Path

import geopandas as gpd
import osmium
import pytest
from shapely import LineString, MultiLineString

from domain.errors import InputError
from geo.road_files import check_network, main_places
from geo.road_taking import take_network
from geo.roads import read_lines, write_network

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


OSM = """<?xml version='1.0' encoding='UTF-8'?><osm version="0.6">
 <way id="7" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="{kind}"/></way>
 <node id="2" version="1" lat="11.51" lon="106.11"/><node id="1" version="1" lat="11.5" lon="106.1"/>
</osm>"""


def test_unsorted_xml_becomes_a_sorted_network(tmp_path):
    source, home = tmp_path / "roads.osm", tmp_path / "deep" / "network.osm.pbf"
    source.write_text(OSM.format(kind="residential"))
    report = take_network(source, home)
    assert (report.roads, report.drivable, report.lost_nodes) == (1, 1, 0)
    assert report.bounds == pytest.approx((106.1, 11.5, 106.11, 11.51))
    kinds = [item.type_str() for item in osmium.FileProcessor(str(home))]
    assert kinds == ["n", "n", "w"] and [p.name for p in home.parent.iterdir()] == ["network.osm.pbf"]
    packed = tmp_path / "roads.osm.gz"
    packed.write_bytes(gzip.compress(source.read_bytes()))
    assert take_network(packed, home) == report


GRAPH = """<?xml version='1.0' encoding='utf-8'?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="x" for="node" attr.name="x"/><key id="y" for="node" attr.name="y"/><key id="h" for="edge" attr.name="highway"/>
<key id="o" for="edge" attr.name="oneway"/><key id="g" for="edge" attr.name="geometry"/><key id="n" for="edge" attr.name="name"/>
<graph edgedefault="directed">
<node id="1"><data key="x">106.1</data><data key="y">11.5</data></node>
<node id="2"><data key="x">106.11</data><data key="y">11.5</data></node>
<edge source="1" target="2"><data key="h">['residential', 'tertiary']</data><data key="o">False</data><data key="n">Đường 785</data>
  <data key="g">LINESTRING (106.1 11.5, 106.105 11.501, 106.11 11.5)</data></edge>
<edge source="2" target="1"><data key="h">residential</data><data key="o">False</data>
  <data key="g">LINESTRING (106.11 11.5, 106.105 11.501, 106.1 11.5)</data></edge>
<edge source="2" target="1"><data key="h">service</data><data key="o">True</data></edge>
</graph></graphml>"""


def test_a_graph_gives_each_two_way_road_once_and_keeps_one_ways(tmp_path):
    source, home = tmp_path / "town.graphml", tmp_path / "network.osm.pbf"
    source.write_text(GRAPH, encoding="utf-8")
    take_network(source, home)
    lines = read_lines(home)
    assert list(lines["highway"]) == ["residential", "service"] and list(lines["oneway"]) == ["", "yes"]
    assert list(lines["name"]) == ["Đường 785", ""]
    assert [len(line.coords) for line in lines.geometry] == [3, 2]
    assert lines.geometry[1].coords[0] == pytest.approx((106.11, 11.5))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.osm", OSM.format(kind="footway"), "roads.not_drivable"),
        ("b.osm", OSM.format(kind="residential").replace("<node", "<nothing"), "roads.no_nodes"),
        ("c.osm", "<osm", "roads.unreadable"),
        ("d.graphml", "<graphml", "roads.unreadable"),
        ("e.graphml", GRAPH.replace("106.105 11.501", "here"), "roads.unreadable"),
        ("f.graphml", GRAPH[: GRAPH.index("<edge")] + "</graph></graphml>", "roads.none"),
        ("g.geojson", "{}", "roads.unknown_format"),
        ("h.osm.pbf", "no network", "roads.unreadable"),
        ("i.osm", OSM.format(kind="residential"), "roads.out_of_area"),
        ("j.osm.pbf", "x" * 2000, "roads.too_big"),
        ("k.osm", "<osm>" + " " * 2000, "roads.too_big"),
        ("l.osm", OSM.format(kind="residential").replace("11.51", "2147483647"), "roads.unreadable"),
    ],
)  # fmt: skip
def test_a_file_that_is_refused_leaves_the_network_that_was(tmp_path, name, content, code):
    source, home = tmp_path / name, tmp_path / "kept" / "network.osm.pbf"
    home.parent.mkdir()
    home.write_bytes(b"the one before")
    source.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        take_network(source, home, area=(105.0, 10.0, 106.0, 11.0), max_bytes=1900)
    assert caught.value.code == code
    assert home.read_bytes() == b"the one before" and [p.name for p in home.parent.iterdir()] == ["network.osm.pbf"]


def test_a_clipped_network_keeps_whole_roads_near_the_area(tmp_path):
    source, home = tmp_path / "all.osm.pbf", tmp_path / "part.osm.pbf"
    away = LineString([(106.5, 11.5), (106.6, 11.5)])
    through = LineString([(106.0, 11.5), (106.1, 11.5), (106.4, 11.5)])
    write_network(roads(through, away), source)
    report = take_network(source, home, area=(106.09, 11.4, 106.12, 11.6), is_clipped=True)
    assert report.roads == 1 and report.lost_nodes == 0
    assert read_lines(home).geometry[0].equals_exact(through, 1e-7)


def test_main_places_lie_on_the_largest_piece(tmp_path):
    path = tmp_path / "net.osm.pbf"
    write_network(roads(*CROSS, LineString([(106.9, 11.5), (106.91, 11.5)])), path)
    assert set(main_places(path, count=2)) <= {(106.1, 11.5), (106.11, 11.49)}


@pytest.mark.skipif(not SHARED.exists(), reason="the shared geodata is not beside this checkout")
@pytest.mark.parametrize(
    ("name", "drivable"),
    [("legazpi.osm.pbf", 2501), ("hanoi_badinh.osm.gz", 350), ("hanoi_badinh_osmnx.graphml.gz", 780)],
)
def test_real_files_of_every_kind_are_taken(tmp_path, name, drivable):
    assert take_network(SHARED / "osm" / name, tmp_path / "network.osm.pbf").drivable == drivable
