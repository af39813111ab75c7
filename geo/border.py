"""The national border as lines, and how many metres of a way run near it."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from domain.errors import InputError
from geo.boundaries import WGS84, in_degrees, read_raw
from geo.features import shapes_of, write_features
from geo.metres import metric_crs
from geo.travel.source import Point

LEVEL, NATIONAL = "admin_level", 2
"""OpenStreetMap's tag of national borders: https://wiki.openstreetmap.org/wiki/Tag:boundary=administrative."""


def read_border(path: Path) -> gpd.GeoDataFrame:
    """Return the lines of a border file in EPSG:4326.

    Of a file with OpenStreetMap's ``admin_level`` as a column only national
    borders are taken; any other file is border as a whole.

    Raises
    ------
    InputError
        As ``geo.boundaries.read_raw``; ``border.none`` without a line.
    """
    raw = read_raw(path)
    if LEVEL in raw:
        raw = raw[pd.to_numeric(raw[LEVEL], errors="coerce") == NATIONAL]
    if raw.empty:
        raise InputError("border.none", path=path.name)
    parts = shapely.get_parts(shapes_of(in_degrees(raw, path)))
    lines = [part for part in parts if isinstance(part, shapely.LineString) and part.length > 0]
    if not lines:
        raise InputError("border.none", path=path.name)
    return gpd.GeoDataFrame(geometry=lines, crs=WGS84)


def read_border_points(path: Path) -> gpd.GeoDataFrame:
    """Return the border of a CSV with columns order, lon, lat: one line through its points in their order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["order"]))
    line = shapely.LineString([(float(row["lon"]), float(row["lat"])) for row in rows])
    return gpd.GeoDataFrame(geometry=[line], crs=WGS84)


def write_border(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write border lines as GeoJSON, replaced whole or not at all; the same frame gives the same bytes."""
    write_features(path, frame, ({} for _ in range(len(frame))))


def near_border_m(lines: Mapping[str, Sequence[Point]], border: gpd.GeoDataFrame, *, within_m: int) -> dict[str, int]:
    """Return, for each way by its key, the whole metres that lie within ``within_m`` of the border.

    A road driven there and back counts twice.
    """
    crs = metric_crs(border)
    belt = border.to_crs(crs).buffer(within_m).union_all()
    return {key: _metres_within(line, belt, crs) for key, line in lines.items()}


def _metres_within(line: Sequence[Point], belt: shapely.Geometry, crs: object) -> int:
    if len(line) < 2:
        return 0
    xy = gpd.GeoSeries.from_xy(*zip(*line, strict=True), crs=WGS84).to_crs(crs).get_coordinates().to_numpy()
    # Step by step: the intersection of a whole line would merge what is driven twice.
    steps = shapely.linestrings(np.stack([xy[:-1], xy[1:]], axis=1))
    return round(float(shapely.length(shapely.intersection(steps, belt)).sum()))
