"""Road files that an office brings: checked before an engine's builder sees them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import osmium

from domain.errors import InputError

LINKED = ("motorway", "trunk", "primary", "secondary", "tertiary")
DRIVABLE = frozenset(
    (
        *LINKED,
        *(f"{kind}_link" for kind in LINKED),
        "unclassified",
        "residential",
        "living_street",
        "service",
        "road",
        "track",
    )
)
"""Values of ``highway`` that a car or a motorbike drives on."""
MAX_BYTES = 2 * 2**30
"""All of Vietnam took 0.3 GB in 2025."""
ANCHORS = 3

Point = tuple[float, float]
"""A point as (lon, lat) in degrees."""
Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkReport:
    """Count what a road file holds: ways on land and by ferry, how many cars drive on, and nodes that are missing."""

    roads: int
    drivable: int
    ferries: int
    lost_nodes: int
    bounds: Bounds


def check_network(path: Path, *, area: Bounds | None = None, max_bytes: int = MAX_BYTES) -> NetworkReport:
    """Refuse a file that a builder would die of, or that holds other roads than wanted.

    Raises
    ------
    InputError
        ``roads.no_file``, ``roads.too_big``, ``roads.unreadable``, ``roads.none``
        (no way with a highway tag), ``roads.no_nodes`` (ways whose nodes are not
        in the file), ``roads.not_drivable``, ``roads.out_of_area``.
    """
    if not path.is_file():
        raise InputError("roads.no_file", path=path.name)
    size = path.stat().st_size
    if size > max_bytes:
        raise InputError("roads.too_big", path=path.name, megabytes=size >> 20, limit_megabytes=max_bytes >> 20)
    try:
        report = _counted(path)
    except (osmium.InvalidLocationError, RuntimeError, OSError) as error:
        raise InputError("roads.unreadable", path=path.name) from error
    if not report.roads:
        raise InputError("roads.none", path=path.name)
    if report.bounds[0] > report.bounds[2]:
        raise InputError("roads.no_nodes", path=path.name, roads=report.roads)
    if not report.drivable:
        raise InputError("roads.not_drivable", path=path.name, roads=report.roads)
    if area is not None and not overlap(report.bounds, area):
        raise InputError("roads.out_of_area", path=path.name, **_middle(report.bounds))
    return report


def overlap(one: Bounds, other: Bounds) -> bool:
    """Tell whether two boxes share a point."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _middle(bounds: Bounds) -> dict[str, str]:
    west, south, east, north = bounds
    return {"lon": f"{(west + east) / 2:.2f}", "lat": f"{(south + north) / 2:.2f}"}


def _counted(path: Path) -> NetworkReport:
    roads = drivable = ferries = lost = 0
    west, south, east, north = 180.0, 90.0, -180.0, -90.0
    for way in ways_with_places(path):
        if "highway" not in way.tags:
            ferries += 1
            continue
        known = [(node.lon, node.lat) for node in way.nodes if node.location.valid()]
        roads += len(way.nodes) > 1
        lost += len(way.nodes) - len(known)
        if len(known) > 1:
            drivable += way.tags["highway"] in DRIVABLE
            lons, lats = zip(*known, strict=True)
            west, east = min(west, *lons), max(east, *lons)
            south, north = min(south, *lats), max(north, *lats)
    return NetworkReport(
        roads=roads, drivable=drivable, ferries=ferries, lost_nodes=lost, bounds=(west, south, east, north)
    )


def ways_with_places(path: Path) -> Iterator[Any]:
    """Yield the roads and ferries of a file with the places of their nodes; each way lives until the next."""
    entities = osmium.osm.NODE | osmium.osm.WAY
    ways = osmium.FileProcessor(str(path), entities).with_locations()
    ways = ways.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
    for way in ways.with_filter(osmium.filter.KeyFilter("highway", "route")):
        if "highway" in way.tags or way.tags.get("route") == "ferry":
            yield way


def main_places(path: Path, *, count: int = ANCHORS) -> tuple[Point, ...]:
    """Return places spread over the largest connected piece of the drivable network.

    Connected without regard to direction; ferries connect.
    """
    parents: dict[int, int] = {}

    def root(node: int) -> int:
        while parents[node] != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node

    places: dict[int, Point] = {}
    for way in ways_with_places(path):
        if way.tags.get("highway", "") not in DRIVABLE and way.tags.get("route") != "ferry":
            continue
        refs = [node.ref for node in way.nodes if node.location.valid()]
        for ref in refs:
            parents.setdefault(ref, ref)
        for ref in refs[1:]:
            parents[root(ref)] = root(refs[0])
        if refs and "highway" in way.tags and way.tags["highway"] != "track":
            first = next(node for node in way.nodes if node.location.valid())
            places[first.ref] = (first.lon, first.lat)
    sizes = Counter(root(ref) for ref in parents)
    if not places:
        return ()
    largest = max(sizes, key=lambda node: (sizes[node], -node))
    inside = [places[ref] for ref in sorted(places) if root(ref) == largest]
    return tuple(inside[k * len(inside) // count] for k in range(count)) if inside else ()
