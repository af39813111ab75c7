"""Metres on the ground: the UTM zone in which places lie."""

import math

import geopandas as gpd
from pyproj import CRS


def metric_crs(places: gpd.GeoDataFrame | gpd.GeoSeries) -> CRS:
    """Return the WGS84 UTM zone at the middle of the bounds of places in degrees.

    Geopandas' own estimate searches pyproj's database, which costs 0.1 s a
    call; the regular zones (all of Vietnam) need only arithmetic.

    Examples
    --------
    >>> metric_crs(gpd.GeoSeries.from_xy([106.16], [11.55], crs="EPSG:4326")).to_epsg()
    32648
    """
    west, south, east, north = places.total_bounds
    zone = min(60, math.floor(((west + east) / 2 + 180) / 6) + 1)
    return CRS.from_epsg((32600 if south + north >= 0 else 32700) + zone)
