"""Which units points lie in, and how many metres outside them they are."""

import math
from collections.abc import Iterable, Sequence

import geopandas as gpd
import numpy as np
import shapely

from domain.places import CommuneKey
from geo.metres import metric_crs

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Units = tuple[CommuneKey, ...]


def points_frame(points: Sequence[Point | None]) -> gpd.GeoDataFrame:
    """Return points as a table whose column ``n`` is their place in the sequence; None is left out."""
    known = [(n, *point) for n, point in enumerate(points) if point is not None]
    return gpd.GeoDataFrame(
        {"n": [n for n, _, _ in known]},
        geometry=gpd.points_from_xy([lon for _, lon, _ in known], [lat for _, _, lat in known]),
        crs="EPSG:4326",
    )


def units_at(points: Sequence[Point | None], boundaries: gpd.GeoDataFrame) -> list[dict[str, CommuneKey]]:
    """Return, for each point, the unit of each vintage that it lies in; on a border the lower code."""
    joined = gpd.sjoin(
        points_frame(points), boundaries[["vintage", "code", "geometry"]].to_crs("EPSG:4326"), predicate="intersects"
    )
    inside: list[dict[str, CommuneKey]] = [{} for _ in points]
    for n, vintage, code in sorted(zip(joined["n"], joined["vintage"], joined["code"], strict=True)):
        inside[n].setdefault(vintage, CommuneKey(vintage=vintage, code=code))
    return inside


def metres_outside(asked: Sequence[tuple[Point, Units]], boundaries: gpd.GeoDataFrame) -> list[int]:
    """Return how many metres each point lies outside its units, 0 within them.

    Parameters
    ----------
    asked
        Points, each with at least one unit of the boundaries.
    """
    if not asked:
        return []
    crs = metric_crs(boundaries)
    drawn = dict(zip(keys_of(boundaries), boundaries.geometry.to_crs(crs), strict=True))
    places = gpd.GeoSeries(gpd.points_from_xy(*zip(*(point for point, _ in asked), strict=True)), crs="EPSG:4326")
    points = places.to_crs(crs).to_numpy()
    away = np.zeros(len(asked))
    for units in sorted({units for _, units in asked}):
        land = shapely.union_all([drawn[key] for key in units])
        shapely.prepare(land)
        mine = np.array([n for n, (_, of) in enumerate(asked) if of == units])
        away[mine] = shapely.distance(land, points[mine])
    return [math.ceil(metres) for metres in away.tolist()]


def keys_of(boundaries: gpd.GeoDataFrame) -> Iterable[CommuneKey]:
    """Return the key of each unit in the order of the table."""
    pairs = zip(boundaries["vintage"], boundaries["code"], strict=True)
    return [CommuneKey(vintage=vintage, code=code) for vintage, code in pairs]


def points_in(points: Sequence[Point | None], areas: gpd.GeoDataFrame) -> frozenset[int]:
    """Return which points (their places in the sequence) lie in any of the areas."""
    joined = gpd.sjoin(points_frame(points), areas[["geometry"]].to_crs("EPSG:4326"), predicate="intersects")
    return frozenset(int(n) for n in joined["n"])


def middle_of(boundaries: gpd.GeoDataFrame) -> tuple[Point, ...]:
    """Return the middle of the bounds of all units in degrees, nothing where there is none."""
    if boundaries.empty:
        return ()
    west, south, east, north = (float(x) for x in boundaries.to_crs("EPSG:4326").total_bounds)
    return (((west + east) / 2, (south + north) / 2),)
