"""The product's own GeoJSON files, and the guard before anybody else's."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from geo.whole_files import write_whole

DECIMALS = 7
"""Of the degrees in our own files: about 1 cm."""
VIRTUAL = b"<OGRVRT"
"""Mark of a file that points at other files or addresses."""


def is_virtual(path: Path) -> bool:
    """Tell whether a file names other files or addresses: such a one is never read."""
    with path.open("rb") as file:
        return VIRTUAL in file.read(4096)


def shapes_of(frame: gpd.GeoDataFrame) -> np.ndarray:
    """Return a frame's geometries as shapely's functions take them."""
    return np.asarray(frame.geometry.values, dtype=object)


def write_features(path: Path, frame: gpd.GeoDataFrame, properties: Iterable[Mapping[str, str]]) -> None:
    """Write a frame in degrees as GeoJSON, whole or not at all; the same frame gives the same bytes."""
    shapes = shapely.transform(shapes_of(frame), lambda xy: np.round(xy, DECIMALS))
    features = [
        {"type": "Feature", "properties": dict(told), "geometry": shapely.geometry.mapping(shape)}
        for told, shape in zip(properties, shapes, strict=True)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    write_whole(path, json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n")
