"""Make the demo's road network: main roads from written facts, a plain lattice of lanes round each centre.

Positions are approximate and illustrative, not surveyed. The lattice has one
rule and no seed: lines every ``LANE_SPACING_DEG`` of longitude and latitude,
kept within ``LANE_RADIUS_DEG`` of a centre and inside the outline, so that
every point near a centre lies within about 270 m of a road.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from shapely import LineString, Point, Polygon

LANE_SPACING_DEG = 0.005
"""About 550 m."""
LANE_RADIUS_DEG = 0.03
"""About 3.3 km."""
DECIMALS = 5
"""The grid on which geo.roads joins lines: about 1 m."""
MAIN_HIGHWAYS = ("primary", "secondary", "tertiary", "unclassified")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadLine:
    """Hold one road as written down; points are (lon, lat)."""

    name: str
    ref: str
    highway: str
    points: tuple[tuple[float, float], ...]


def read_road_lines(text: str) -> tuple[RoadLine, ...]:
    """Read the lines of data/facts/roads.csv (road, ref, highway, order, lon, lat)."""
    points: dict[tuple[str, str, str], list[tuple[int, float, float]]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        road = points.setdefault((row["road"], row["ref"], row["highway"]), [])
        road.append((int(row["order"]), float(row["lon"]), float(row["lat"])))
    return tuple(
        RoadLine(name=name, ref=ref, highway=highway, points=tuple((lon, lat) for _, lon, lat in sorted(road)))
        for (name, ref, highway), road in points.items()
    )


def skeleton_roads(
    main: Sequence[RoadLine], *, centres: Sequence[tuple[float, float]], outline: Sequence[tuple[float, float]]
) -> gpd.GeoDataFrame:
    """Return connected road lines in EPSG:4326 with columns name, ref and highway.

    Lines share a vertex wherever they cross, as a road network needs; lanes
    that do not reach the rest of the network are left out. The order of lines
    and vertices depends on the arguments alone.

    Raises
    ------
    ValueError
        If a main road does not reach the network.
    """
    area = Polygon(outline)
    around = shapely.union_all([Point(c).buffer(LANE_RADIUS_DEG) for c in centres]).intersection(area)
    lines = [LineString(road.points) for road in main] + lanes_within(around)
    tags = [(road.name, road.ref, road.highway) for road in main]
    tags += [("", "", "residential")] * (len(lines) - len(main))
    noded = [LineString(points) for points in with_shared_vertices(lines)]
    joined = in_largest_network(noded)
    if not all(joined[: len(main)]):
        raise ValueError("a main road does not reach the network")
    kept = [k for k, is_joined in enumerate(joined) if is_joined]
    columns = {
        "name": [tags[k][0] for k in kept],
        "ref": [tags[k][1] for k in kept],
        "highway": [tags[k][2] for k in kept],
    }
    return gpd.GeoDataFrame(columns, geometry=[noded[k] for k in kept], crs="EPSG:4326")


def lanes_within(area: shapely.Geometry) -> list[LineString]:
    """Return the pieces of the lattice inside an area: first the rows, then the columns."""
    west, south, east, north = area.bounds
    rows = np.arange(np.ceil(south / LANE_SPACING_DEG), np.floor(north / LANE_SPACING_DEG) + 1) * LANE_SPACING_DEG
    columns = np.arange(np.ceil(west / LANE_SPACING_DEG), np.floor(east / LANE_SPACING_DEG) + 1) * LANE_SPACING_DEG
    lattice = [LineString([(west, y), (east, y)]) for y in rows] + [
        LineString([(x, south), (x, north)]) for x in columns
    ]
    pieces = shapely.get_parts(shapely.intersection(lattice, area))
    return [piece for piece in pieces if piece.length > LANE_SPACING_DEG]


def with_shared_vertices(lines: Sequence[LineString]) -> list[list[tuple[float, float]]]:
    """Return each line's points with a vertex added, on the joining grid, wherever it meets another."""
    tree = shapely.STRtree(lines)
    lefts, rights = tree.query(lines, predicate="intersects")
    meetings: list[list[Point]] = [[] for _ in lines]
    for left, right in zip(lefts.tolist(), rights.tolist(), strict=True):
        if left != right:
            meeting = shapely.get_parts(lines[left].intersection(lines[right]))
            meetings[left] += [part for part in meeting if part.geom_type == "Point"]
    return [vertices_along(line, points) for line, points in zip(lines, meetings, strict=True)]


def vertices_along(line: LineString, extra: Iterable[Point]) -> list[tuple[float, float]]:
    """Return a line's own and extra points in the order along it, rounded to the joining grid."""
    points = [Point(p) for p in line.coords] + list(extra)
    ordered = [
        (round(p.x, DECIMALS), round(p.y, DECIMALS)) for p in sorted(points, key=lambda p: (line.project(p), p.x, p.y))
    ]
    return [p for k, p in enumerate(ordered) if k == 0 or p != ordered[k - 1]]


def in_largest_network(lines: Sequence[LineString]) -> list[bool]:
    """Tell of each line whether it belongs to the largest set of lines joined by shared vertices."""
    network = list(range(len(lines)))

    def root(k: int) -> int:
        while network[k] != k:
            network[k] = network[network[k]]
            k = network[k]
        return k

    first_at: dict[tuple[float, float], int] = {}
    for k, line in enumerate(lines):
        for point in line.coords:
            network[root(k)] = root(first_at.setdefault(point, k))
    roots = [root(k) for k in range(len(lines))]
    largest = Counter(roots).most_common(1)[0][0]
    return [r == largest for r in roots]
