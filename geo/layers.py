"""What a screen draws: simplified communes and road lines as GeoJSON text, and which points are neighbours."""

import json
from collections.abc import Iterable, Sequence

import geopandas as gpd
import numpy as np
import shapely

from geo.metres import metric_crs

DECIMALS = 5
"""Of a screen's degrees: about 1 m."""


def screen_layer(frame: gpd.GeoDataFrame, *, tolerance_m: float) -> str:
    """Return communes as GeoJSON text, simplified together so that neighbours still share their border.

    Parameters
    ----------
    frame
        Boundaries as ``geo.boundaries`` gives them; each vintage is simplified
        as a coverage of its own.
    tolerance_m
        Roughly the square root, in metres, of the area of the triangles that
        go; 0 keeps every vertex.

    Returns
    -------
    str
        A FeatureCollection whose features have properties code, name and
        vintage only, degrees with five decimals.
    """
    features = []
    for vintage, group in frame.groupby("vintage", sort=True):
        units = group.sort_values("code")
        metres = units.to_crs(metric_crs(units))
        simple = shapely.coverage_simplify(np.asarray(metres.geometry.values, dtype=object), tolerance_m)
        degrees = gpd.GeoSeries(list(simple), crs=metres.crs).to_crs("EPSG:4326").values
        for code, name, shape in zip(units["code"], units["name"], degrees, strict=True):
            features.append(feature(shape, {"code": code, "name": name, "vintage": vintage}))
    return collection(features)


def lines_layer(frame: gpd.GeoDataFrame) -> str:
    """Return road lines as GeoJSON text with properties name, ref and highway, degrees with five decimals."""
    lines = frame.to_crs("EPSG:4326")
    tags = lines[["name", "ref", "highway"]].to_dict("records")
    return collection(feature(shape, dict(row)) for shape, row in zip(lines.geometry, tags, strict=True))


def feature(shape: shapely.Geometry, properties: dict[str, str]) -> dict[str, object]:
    """Return one GeoJSON feature with rounded degrees."""
    rounded = shapely.transform(shape, lambda xy: np.round(xy, DECIMALS))
    return {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(rounded)}


def collection(features: Iterable[dict[str, object]]) -> str:
    """Return features as compact GeoJSON text."""
    whole = {"type": "FeatureCollection", "features": list(features)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def neighbours(points: Sequence[tuple[float, float]], *, within_m: float) -> tuple[tuple[int, int], ...]:
    """Return the pairs (i, j), i < j, of points (lon, lat) that lie at most within_m metres apart."""
    if len(points) < 2:
        return ()
    places = gpd.GeoSeries.from_xy([p[0] for p in points], [p[1] for p in points], crs="EPSG:4326")
    metres = np.asarray(places.to_crs(metric_crs(places)).values, dtype=object)
    lefts, rights = shapely.STRtree(metres).query(metres, predicate="dwithin", distance=within_m)
    return tuple(sorted((int(i), int(j)) for i, j in zip(lefts, rights, strict=True) if i < j))
