"""Where the demo's hamlets and establishments stand: near the communes' centres, inside their schematic cells."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import geopandas as gpd
import shapely

from demo.names import CommuneParts
from domain.places import Commune, CommuneKey, Hamlet

LAT_KM = 110.6
"""Kilometres of a degree of latitude near 11.5° north; of longitude 109.1."""
LON_KM = 109.1
DECIMALS = 5
"""About 1 m, as a telephone gives it."""

HAMLET_KM = (0.6, 2.5)
POINT_KM = (0.1, 2.8)
"""Least and greatest distance from the centre of the commune."""
CENTRE_SHARE = 0.35
"""How many establishments stand about the commune's own centre."""
SPREAD_KM = 0.35
"""Mean distance beyond the least one; exponential, so crowded inside and thin outside."""
TRIES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """Hold one former commune as the demo builds on it."""

    commune: Commune
    parts: CommuneParts
    area: shapely.Geometry
    hamlets: tuple[Hamlet, ...]


def make_lands(
    rng: Random, *, communes: Mapping[CommuneKey, Commune], parts: Sequence[CommuneParts], boundaries: gpd.GeoDataFrame
) -> tuple[Land, ...]:
    """Return each former commune with its cell and its hamlets, in the order of parts.

    Parameters
    ----------
    communes
        The former communes by key.
    boundaries
        Columns vintage, code and geometry (EPSG:4326); more vintages do no harm.
    """
    by_name = {commune.name: commune for commune in communes.values()}
    areas = dict(
        zip(zip(boundaries["vintage"], boundaries["code"], strict=True), boundaries.geometry.values, strict=True)
    )
    lands = []
    for part in parts:
        commune = by_name[part.name]
        area = areas[commune.key.vintage, commune.key.code]
        shapely.prepare(area)
        hamlets = _hamlets(rng, commune=commune, names=part.hamlets, area=area)
        lands.append(Land(commune=commune, parts=part, area=area, hamlets=hamlets))
    return tuple(lands)


def make_points(rng: Random, land: Land) -> Iterator[tuple[float, float, str]]:
    """Yield, without end, different places (lon, lat) of a commune, each with its nearest hamlet.

    A third stand about the centre, the others about hamlets of uneven weight.
    """
    centre = (land.commune.centre_lon, land.commune.centre_lat)
    weights = [rng.choice((1, 2, 3, 5)) for _ in land.hamlets]
    taken: set[tuple[float, float]] = set()
    while True:
        (hamlet,) = rng.choices(land.hamlets, weights)
        around = centre if rng.random() < CENTRE_SHARE else (hamlet.lon, hamlet.lat)
        distances = ((POINT_KM[0] + rng.expovariate(1 / SPREAD_KM)) for _ in range(TRIES))
        point = next(place for place in _around(rng, around, distances) if place not in taken and _fits(place, land))
        taken.add(point)
        yield *point, nearest_hamlet(point, land.hamlets).name


def nearest_hamlet(point: tuple[float, float], hamlets: Sequence[Hamlet]) -> Hamlet:
    """Return the hamlet whose centre is nearest, the first of equals."""
    return min(hamlets, key=lambda hamlet: distance_km(point, (hamlet.lon, hamlet.lat)))


def distance_km(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Return the kilometres between two points (lon, lat) of the area."""
    return math.hypot((one[0] - two[0]) * LON_KM, (one[1] - two[1]) * LAT_KM)


def _hamlets(rng: Random, *, commune: Commune, names: Sequence[str], area: shapely.Geometry) -> tuple[Hamlet, ...]:
    """Return hamlets in all directions in which the cell is wide enough, as far apart as a few draws allow."""
    centre = (commune.centre_lon, commune.centre_lat)
    placed: list[tuple[float, float]] = []
    for _ in names:
        distances = (rng.uniform(*HAMLET_KM) for _ in range(TRIES))
        inside = (place for place in _around(rng, centre, distances) if area.contains(shapely.Point(place)))
        draws = [next(inside) for _ in range(8)]
        placed.append(max(draws, key=lambda place: min((distance_km(place, other) for other in placed), default=0.0)))
    return tuple(
        Hamlet(commune=commune.key, name=name, lon=lon, lat=lat) for name, (lon, lat) in zip(names, placed, strict=True)
    )


def _around(rng: Random, centre: tuple[float, float], distances: Iterator[float]) -> Iterator[tuple[float, float]]:
    for distance in distances:
        angle = rng.uniform(0, 2 * math.pi)
        lon = centre[0] + distance * math.cos(angle) / LON_KM
        lat = centre[1] + distance * math.sin(angle) / LAT_KM
        yield round(lon, DECIMALS), round(lat, DECIMALS)


def _fits(point: tuple[float, float], land: Land) -> bool:
    centre = (land.commune.centre_lon, land.commune.centre_lat)
    least, most = POINT_KM
    return least <= distance_km(point, centre) <= most and bool(land.area.contains(shapely.Point(point)))
