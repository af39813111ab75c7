"""Metres on the ground: the UTM zone in which a table of places lies."""

import geopandas as gpd
from pyproj import CRS


def metric_crs(places: gpd.GeoDataFrame | gpd.GeoSeries) -> CRS:
    """Return the WGS84 UTM zone at the middle of the places' bounds."""
    return places.estimate_utm_crs()
