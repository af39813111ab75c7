"""Readers of maps: boundaries of any format, and road files."""

import gzip
import io
import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
from fuzz_damage import as_bytes, damaged_bytes, damaged_json, damaged_text, damaged_zip
from fuzz_rule import Target, content_of, held, is_refusal
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Polygon, box

from geo.boundaries import read_boundaries, write_boundaries
from geo.road_taking import take_network
from geo.roads import read_lines, write_network

Named = tuple[str, bytes]
HOLED = Polygon(box(106.1, 11.5, 106.2, 11.6).exterior, [box(106.13, 11.53, 106.16, 11.56).exterior.coords])
UNITS = gpd.GeoDataFrame(
    {"ma_xa": ["25516", "25519", "25522"], "ten_xa": ["Tân Châu", "Tân Hà", "Tân Đông"]},
    geometry=[
        HOLED,
        box(106.2, 11.5, 106.3, 11.6),
        MultiPolygon([box(106.1, 11.6, 106.3, 11.7), box(106.4, 11.6, 106.45, 11.65)]),
    ],
    crs="EPSG:4326",
)
GEOJSON = json.loads(UNITS.to_json()) | {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4326"}}}
WORDS = (
    "Point", "Polygon", "MultiPolygon", "GeometryCollection", "LineString", "EPSG:0", "EPSG:3857", "EPSG:32648", "Feature",
    "Topology", "urn:ogc:def:crs:OGC:1.3:CRS84", "181", "91", "1e10", "106.2", "11.5", "code", "ma_xa", "25519", "coordinates",
)  # fmt: skip
GRAPHML = """<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d0" for="node" attr.name="x" attr.type="double"/><key id="d1" for="node" attr.name="y" attr.type="double"/>
<key id="d2" for="edge" attr.name="highway"/><key id="d3" for="edge" attr.name="geometry"/><key id="d4" for="edge" attr.name="oneway"/>
<graph edgedefault="directed"><node id="1"><data key="d0">106.1</data><data key="d1">11.5</data></node>
<node id="2"><data key="d0">106.11</data><data key="d1">11.5</data></node><node id="3"><data key="d0">106.11</data><data key="d1">11.51</data></node>
<edge source="1" target="2"><data key="d2">['residential', 'tertiary']</data><data key="d4">False</data></edge>
<edge source="2" target="1"><data key="d2">residential</data><data key="d4">False</data></edge>
<edge source="2" target="3"><data key="d2">primary</data><data key="d4">True</data><data key="d3">LINESTRING (106.11 11.5, 106.112 11.505, 106.11 11.51)</data></edge>
</graph></graphml>"""
OSM_XML = """<?xml version="1.0"?><osm version="0.6"><node id="1" version="1" lat="11.5" lon="106.1"/><node id="2" version="1" lat="11.5" lon="106.11"/>
<node id="3" version="1" lat="11.51" lon="106.11"/><way id="1" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/></way>
<way id="2" version="1"><nd ref="3"/><nd ref="1"/><tag k="route" v="ferry"/></way></osm>"""
ROAD_WORDS = (
    "primary", "ferry", "highway", "POLYGON ((0 0, 1 1, 1 0, 0 0))", "LINESTRING EMPTY", "LINESTRING (0 0, 0 0)", "POINT (1 1)", "MULTILINESTRING ((0 0, 1 1))",
    "LINESTRING Z (1 1 1, 2 2 2)", "LINESTRING (NaN 1, 2 2)", "LINESTRING (1e300 1, 2 2)", "200", "-91", "[]", "['a'", "[1]", "{'a': 1}",
)  # fmt: skip
AREA = (106.0, 11.4, 106.3, 11.7)


def _written(suffix: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"units{suffix}"
        UNITS.to_file(path)
        return path.read_bytes()


def _shapefile() -> bytes:
    """Return a shapefile and what belongs to it in a zip, as the administration sends it."""
    made = io.BytesIO()
    with TemporaryDirectory() as folder, zipfile.ZipFile(made, "w") as archive:
        UNITS.to_file(Path(folder) / "units.shp")
        for path in sorted(Path(folder).iterdir()):
            archive.writestr(path.name, path.read_bytes())
    return made.getvalue()


def _roads() -> bytes:
    lines = [
        LineString([(106.1, 11.5), (106.11, 11.5), (106.12, 11.5)]),
        LineString([(106.11, 11.49), (106.11, 11.51)]),
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "net.osm.pbf"
        write_network(gpd.GeoDataFrame({"highway": ["primary", "track"]}, geometry=lines, crs="EPSG:4326"), path)
        return path.read_bytes()


def bounded(drawn: Named, folder: Path) -> None:
    """Read boundaries and, where they were read, write and read them again in the product's own form."""
    name, content = drawn
    path, kept = folder / name, folder / "kept.geojson"
    path.write_bytes(content)
    kept.write_bytes(b"what was there")
    before = content_of(folder)
    found = held(lambda: read_boundaries(path, vintage="v"))
    after = {
        name: digest for name, digest in content_of(folder).items() if not name.endswith(("-wal", "-shm", "-journal"))
    }
    assert after == before
    if not is_refusal(found):
        frame, report = found
        assert len(frame) == report.units > 0 and frame["code"].is_unique
        held(lambda: write_boundaries(frame, kept))
        assert list(read_boundaries(kept, vintage="v")[0]["code"]) == list(frame["code"])


def taken(drawn: Named, folder: Path) -> None:
    """Take a road file over: it is kept whole and readable, or what was kept stays and nothing else is left."""
    (name, content), home = drawn, folder / "kept" / "network.osm.pbf"
    path = folder / name
    path.write_bytes(content)
    home.parent.mkdir()
    home.write_bytes(b"what was there")
    before = content_of(folder)
    found = held(lambda: take_network(path, home, area=AREA, is_clipped=len(content) % 2 == 0))
    if is_refusal(found):
        assert content_of(folder) == before
    else:
        assert len(held(lambda: read_lines(home))) > 0
        assert {*content_of(folder)} == {*before}


def map_targets() -> list[Target]:
    """Return the readers of maps."""
    gpkg, fgb, shp, pbf = _written(".gpkg"), _written(".fgb"), _shapefile(), _roads()
    texts = damaged_text([json.dumps(GEOJSON)], WORDS)
    geojson = st.one_of(damaged_json([GEOJSON]), damaged_json([GEOJSON]), texts).map(as_bytes)
    boundaries = {
        "GeoJSON": geojson.map(lambda content: ("a.geojson", content)),
        "GeoPackage, FlatGeobuf": st.one_of(
            damaged_bytes([gpkg]).map(lambda content: ("a.gpkg", content)),
            damaged_bytes([fgb]).map(lambda content: ("a.fgb", content)),
        ),
        "shapefiles": damaged_zip([shp], WORDS).map(lambda content: ("a.zip", content)),
    }
    roads = st.one_of(
        damaged_bytes([pbf]).map(lambda content: ("a.osm.pbf", content)),
        damaged_text([OSM_XML], ROAD_WORDS).map(lambda text: ("a.osm", as_bytes(text))),
        damaged_text([GRAPHML], ROAD_WORDS).map(lambda text: ("a.graphml", as_bytes(text))),
        damaged_bytes([gzip.compress(GRAPHML.encode(), mtime=0)]).map(lambda content: ("a.graphml.gz", content)),
        damaged_bytes([gzip.compress(OSM_XML.encode(), mtime=0)]).map(lambda content: ("a.osm.gz", content)),
    )
    made = [
        Target(name=f"boundaries: {kind}", content=content, read=bounded, cases=25)
        for kind, content in boundaries.items()
    ]
    return [*made, Target(name="road files", content=roads, read=taken, cases=60)]
