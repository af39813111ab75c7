"""Lakes and rivers as polygons: nothing that is inspected stands in them."""

from pathlib import Path

import geopandas as gpd
import numpy as np

from domain.errors import InputError
from geo.boundaries import WGS84, in_degrees, read_raw
from geo.coverage import polygonal
from geo.features import write_features

WATER_TAGS = {"natural": ("water", "bay"), "landuse": ("reservoir", "basin"), "waterway": ("riverbank",)}
"""Tags of OpenStreetMap's water areas: https://wiki.openstreetmap.org/wiki/Tag:natural=water."""


def read_water(path: Path) -> gpd.GeoDataFrame:
    """Return the polygons of a file of water areas in EPSG:4326.

    Of a file with OpenStreetMap's tags as columns only its water is taken;
    any other file is water as a whole.

    Raises
    ------
    InputError
        As ``geo.boundaries.read_boundaries``; ``water.none`` without an area of water.
    """
    raw = read_raw(path)
    tags = {tag: values for tag, values in WATER_TAGS.items() if tag in raw}
    if tags:
        is_wet = np.any([raw[tag].isin(values).to_numpy() for tag, values in tags.items()], axis=0)
        raw = raw[is_wet]
    if raw.empty:
        raise InputError("water.none", path=path.name)
    shapes = [polygonal(shape) for shape in in_degrees(raw, path).geometry]
    wet = [shape for shape in shapes if not shape.is_empty]
    if not wet:
        raise InputError("water.none", path=path.name)
    return gpd.GeoDataFrame(geometry=wet, crs=WGS84)


def write_water(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write water areas as GeoJSON, replaced whole or not at all; the same frame gives the same bytes."""
    write_features(path, frame, ({} for _ in range(len(frame))))
