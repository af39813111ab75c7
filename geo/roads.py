"""Road networks as OSM PBF files: written from lines, read back as lines, checked before an engine sees them."""

import os
import tempfile
from pathlib import Path

import geopandas as gpd
import osmium
from shapely import LineString

from domain.errors import InputError
from geo.road_files import check_network, ways_with_places

JOIN_DEG = 1e-5
"""Lines join where their vertices fall on the same point of this grid: about 1 m."""
TIMESTAMP = "2026-01-01T00:00:00Z"
"""One fixed time on every object, so that the same lines give the same bytes."""
TAGS = ("name", "ref", "highway", "oneway", "maxspeed", "surface", "access")


def write_network(lines: gpd.GeoDataFrame, path: Path) -> None:
    """Write road lines as an OSM PBF file; the same lines give the same bytes.

    Parameters
    ----------
    lines
        LineStrings in any CRS; a column ``highway`` is required, and each of
        ``TAGS`` that is present and not empty becomes a tag. Lines join only
        where they share a vertex: a crossing without one is no junction.
    path
        Ends in ``.osm.pbf``; replaced as a whole or not at all.

    Raises
    ------
    InputError
        ``roads.none`` if no line with a highway tag has two distinct points.
    """
    roads = lines.to_crs("EPSG:4326")
    roads = roads[[bool(tag_text(value)) for value in roads["highway"]]] if "highway" in roads else roads.iloc[:0]
    nodes, ways = nodes_and_ways(roads)
    if not ways:
        raise InputError("roads.none", path=path.name)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".roads-") as folder:
        made = Path(folder) / "network.osm.pbf"
        with osmium.SimpleWriter(str(made)) as writer:
            for k, location in enumerate(nodes, 1):
                writer.add_node(osmium.osm.mutable.Node(id=k, version=1, location=location, timestamp=TIMESTAMP))
            for k, (refs, tags) in enumerate(ways, 1):
                writer.add_way(osmium.osm.mutable.Way(id=k, version=1, nodes=refs, tags=tags, timestamp=TIMESTAMP))
        os.replace(made, path)


Nodes = list[tuple[float, float]]
Ways = list[tuple[list[int], dict[str, str]]]


def nodes_and_ways(roads: gpd.GeoDataFrame) -> tuple[Nodes, Ways]:
    """Return nodes (lon, lat) numbered from 1 in order of appearance, and ways as (node numbers, tags)."""
    numbers: dict[tuple[int, int], int] = {}
    nodes: Nodes = []
    ways: Ways = []
    parts = roads.explode(index_parts=False)
    columns = [tag for tag in TAGS if tag in parts]
    for line, *values in zip(parts.geometry, *(parts[tag] for tag in columns), strict=True):
        refs: list[int] = []
        for lon, lat in ((point[0], point[1]) for point in line.coords):
            place = (round(lon / JOIN_DEG), round(lat / JOIN_DEG))
            if place not in numbers:
                nodes.append((lon, lat))
                numbers[place] = len(nodes)
            if not refs or refs[-1] != numbers[place]:
                refs.append(numbers[place])
        if len(refs) > 1:
            tags = {tag: tag_text(value) for tag, value in zip(columns, values, strict=True)}
            ways.append((refs, {tag: text for tag, text in tags.items() if text}))
    return nodes, ways


def tag_text(value: object) -> str:
    """Return a tag's text; missing values of a table become the empty text."""
    return value.strip() if isinstance(value, str) else ""


def read_lines(path: Path) -> gpd.GeoDataFrame:
    """Return a network's roads as lines in EPSG:4326 with the columns of ``TAGS`` (empty text where absent).

    Raises
    ------
    InputError
        As ``check_network``.
    """
    check_network(path)
    rows: list[dict[str, str]] = []
    lines: list[LineString] = []
    for way in ways_with_places(path):
        points = [(node.lon, node.lat) for node in way.nodes if node.location.valid()]
        if "highway" in way.tags and len(points) > 1:
            lines.append(LineString(points))
            rows.append({tag: way.tags.get(tag) or "" for tag in TAGS})
    return gpd.GeoDataFrame(rows, columns=list(TAGS), geometry=lines, crs="EPSG:4326")
