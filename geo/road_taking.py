"""Any road file an office may bring, taken over as one checked OSM PBF."""

import os
import tempfile
from pathlib import Path

import osmium

from domain.errors import InputError
from geo.road_files import MAX_BYTES, Bounds, NetworkReport, check_network, ways_with_places
from geo.road_graphs import read_graph
from geo.roads import write_network

PBF = (".pbf",)
OSM_XML = (".osm", ".osm.gz", ".osm.bz2", ".xml")
GRAPHML = (".graphml", ".graphml.gz")
MARGIN_DEG = 0.05
"""About 5 km round an area: roads to its edge lead round outside."""


def take_network(
    path: Path, home: Path, *, area: Bounds | None = None, max_bytes: int = MAX_BYTES, is_clipped: bool = False
) -> NetworkReport:
    """Check a road file (OSM PBF or XML, OSMnx GraphML) and keep it as an OSM PBF.

    ``home`` is replaced as a whole or not at all. ``is_clipped`` keeps only
    the roads in and near ``area``.

    Raises
    ------
    InputError
        ``roads.unknown_format``, or as ``geo.road_files.check_network``.
    """
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=".roads-") as folder:
        made = _as_pbf(path, Path(folder), max_bytes=max_bytes)
        report = check_network(made, area=area, max_bytes=max_bytes)
        if is_clipped and area is not None:
            made = clip_network(made, Path(folder) / "clipped.osm.pbf", area=area)
            report = check_network(made, area=area, max_bytes=max_bytes)
        if made == path:
            made = Path(folder) / "network.osm.pbf"
            made.write_bytes(path.read_bytes())
        os.replace(made, home)
    return report


def _as_pbf(path: Path, folder: Path, *, max_bytes: int) -> Path:
    name = path.name.lower()
    if name.endswith(GRAPHML):
        _check_size(path, max_bytes)
        write_network(read_graph(path), folder / "graph.osm.pbf")
        return folder / "graph.osm.pbf"
    if name.endswith(OSM_XML):
        _check_size(path, max_bytes)
        return sorted_network(path, folder / "sorted.osm.pbf")
    if not name.endswith(PBF):
        raise InputError("roads.unknown_format", path=path.name)
    return path


def _check_size(path: Path, max_bytes: int) -> None:
    if not path.is_file():
        raise InputError("roads.no_file", path=path.name)
    if path.stat().st_size > max_bytes:
        raise InputError(
            "roads.too_big", path=path.name, megabytes=path.stat().st_size >> 20, limit_megabytes=max_bytes >> 20
        )


def sorted_network(path: Path, made: Path) -> Path:
    """Write an OSM file as PBF in the order that builders rely on: nodes, ways, relations, by number."""
    try:
        merged = osmium.MergeInputReader()
        merged.add_file(str(path))
        with osmium.SimpleWriter(str(made)) as writer:
            merged.apply(writer, simplify=True)
    except (osmium.InvalidLocationError, RuntimeError, OSError, ValueError) as error:
        raise InputError("roads.unreadable", path=path.name) from error
    return made


def clip_network(path: Path, made: Path, *, area: Bounds) -> Path:
    """Write the roads and ferries that touch an area or its margin, each whole with all its nodes."""
    west, south, east, north = area[0] - MARGIN_DEG, area[1] - MARGIN_DEG, area[2] + MARGIN_DEG, area[3] + MARGIN_DEG
    with osmium.BackReferenceWriter(str(made), ref_src=str(path), overwrite=True) as writer:
        for way in ways_with_places(path):
            if any(
                west <= node.lon <= east and south <= node.lat <= north for node in way.nodes if node.location.valid()
            ):
                writer.add(way)
    return made
