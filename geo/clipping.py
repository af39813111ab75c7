"""The ground of one shift: what lies near its way, small enough for a tablet."""

import json
from collections.abc import Iterator, Sequence
from itertools import count, takewhile

import geopandas as gpd
import shapely

from geo.layers import collection, feature
from geo.metres import metric_crs

ROAD_TOLERANCE_M = 5
COMMUNE_TOLERANCE_M = 30
MINOR = (
    ("footway", "path", "steps", "cycleway", "bridleway", "corridor", "platform", "pedestrian"),
    ("track", "service", "living_street"),
    ("residential", "road"),
    ("unclassified",),
)
"""Kinds of roads that go first where a layer is too large, the least useful ones before the others."""


def roads_near(text: str, way: Sequence[tuple[float, float]], *, within_m: float, most_bytes: int) -> str | None:
    """Return the road lines of a GeoJSON layer near a way, cut at that distance, simplified by about 5 m.

    Parameters
    ----------
    way
        (lon, lat) degrees; one point or more.
    most_bytes
        Minor roads are left out, kind by kind, until the text is no larger.

    Returns
    -------
    str or None
        A FeatureCollection with the properties of the layer, five decimals; None where nothing is near.
    """
    frame = _read(text)
    if frame is None:
        return None
    metres = frame.to_crs(metric_crs(frame))
    area = _round_way(way, metres, within_m)
    metres["geometry"] = metres.geometry.intersection(area).simplify(ROAD_TOLERANCE_M)
    near = metres[~metres.geometry.is_empty].to_crs("EPSG:4326")
    left_out: set[str] = set()
    for kinds in ((), *MINOR):
        left_out.update(kinds)
        made = _written(near[~near["highway"].isin(left_out)] if "highway" in near else near)
        if made is None or len(made.encode()) <= most_bytes:
            return made
    return made


def communes_near(text: str, way: Sequence[tuple[float, float]], *, within_m: float, most_bytes: int) -> str | None:
    """Return the communes of a GeoJSON layer that reach near a way, whole, simplified together until they are small.

    Arguments and result as for roads_near.
    """
    frame = _read(text)
    if frame is None:
        return None
    metres = frame.to_crs(metric_crs(frame))
    near = metres[metres.geometry.intersects(_round_way(way, metres, within_m))].copy()
    whole = near.geometry.values
    tolerances = takewhile(lambda tolerance: tolerance < 2000, (COMMUNE_TOLERANCE_M * 2**step for step in count()))
    for tolerance in tolerances:
        near["geometry"] = shapely.coverage_simplify(list(whole), tolerance)
        made = _written(near.to_crs("EPSG:4326"))
        if made is None or len(made.encode()) <= most_bytes:
            return made
    return made


def _read(text: str) -> gpd.GeoDataFrame | None:
    features = json.loads(text)["features"]
    return gpd.GeoDataFrame.from_features(features, crs="EPSG:4326") if features else None


def _round_way(way: Sequence[tuple[float, float]], metres: gpd.GeoDataFrame, within_m: float) -> shapely.Geometry:
    shape = shapely.LineString(way) if len(way) > 1 else shapely.Point(way[0])
    return gpd.GeoSeries([shape], crs="EPSG:4326").to_crs(metres.crs).buffer(within_m, quad_segs=4).iloc[0]


def _written(frame: gpd.GeoDataFrame) -> str | None:
    return collection(_features(frame)) if len(frame) else None


def _features(frame: gpd.GeoDataFrame) -> Iterator[dict[str, object]]:
    names = [name for name in frame.columns if name != frame.geometry.name]
    for shape, row in zip(frame.geometry, frame[names].to_dict("records"), strict=True):
        yield feature(shape, {name: value for name, value in row.items() if isinstance(value, str) and value})
