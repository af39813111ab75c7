"""What the ground says about one point set by hand: whether it can be one, its units, the metres to a road."""

import math
from pathlib import Path

import geopandas as gpd
import shapely

from domain.errors import InputError
from domain.places import CommuneKey
from geo.containing import Point, points_frame, units_at
from geo.metres import metric_crs
from geo.road_files import DRIVABLE
from geo.travel.source import LOST_M
from geo.written import is_in_vietnam

DEGREE_M = 111_320
"""Metres of one degree of latitude."""


def check_pin(lon: float, lat: float) -> None:
    """Refuse what cannot be a place of an office.

    Raises
    ------
    InputError
        ``pin.not_a_point`` for what is no number, ``pin.swapped`` for latitude
        before longitude, ``pin.outside_country``.
    """
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise InputError("pin.not_a_point")
    if not is_in_vietnam(lon, lat):
        shown = {"lat": f"{lat:.5f}", "lon": f"{lon:.5f}"}
        raise InputError("pin.swapped" if is_in_vietnam(lat, lon) else "pin.outside_country", **shown)


def units_under(point: Point, boundaries: gpd.GeoDataFrame) -> dict[str, CommuneKey]:
    """Return the unit of each vintage that a point lies in."""
    return units_at([point], boundaries)[0]


def metres_to_road(point: Point, layer: Path, *, within_m: int = LOST_M) -> int | None:
    """Return the metres to the nearest road that is driven on, in a straight line; None beyond ``within_m``.

    Parameters
    ----------
    layer
        Road lines as ``geo.layers.lines_layer`` writes them.
    """
    lon, lat = point
    high = within_m / DEGREE_M
    wide = high / math.cos(math.radians(lat))
    lines = gpd.read_file(layer, bbox=(lon - wide, lat - high, lon + wide, lat + high))
    roads = lines[lines["highway"].isin(DRIVABLE)] if "highway" in lines else lines
    if roads.empty:
        return None
    here = points_frame([point])
    crs = metric_crs(here)
    metres = shapely.distance(roads.geometry.to_crs(crs).to_numpy(), here.geometry.to_crs(crs).to_numpy()[0]).min()
    return round(float(metres)) if metres <= within_m else None
