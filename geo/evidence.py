"""What the ground says about the given points of all rows at once: units, metres outside them, copies, water."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd

from domain.places import CommuneKey, Position
from geo.choosing import Choice
from geo.containing import Units, metres_outside, points_in, units_at
from geo.coordinates import Coordinates


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Hold what the ground says about one row's point; distances are None where there is nothing to check."""

    choice: Choice
    inside: Mapping[str, CommuneKey] = field(default_factory=dict)
    copies: int = 0
    outside_commune_m: int | None = None
    outside_area_m: int | None = None
    in_water: bool = False


def gather_evidence(
    choices: Sequence[Choice],
    positions: Sequence[Position | None],
    *,
    stated: Sequence[Units],
    area: Units,
    boundaries: gpd.GeoDataFrame,
    water: gpd.GeoDataFrame | None,
) -> list[Evidence]:
    """Look at all points at once: units, metres outside them, copies, water."""
    points = [(position.lon, position.lat) if position else None for position in positions]
    inside = units_at(points, boundaries)
    given = [(choice.point.lon, choice.point.lat) if choice.point else None for choice in choices]
    copies = Counter(pin(choice.point) for choice in choices if choice.point)
    wet = points_in(given, water) if water is not None and not water.empty else frozenset()
    commune_m = outside(given, stated, inside=inside, boundaries=boundaries)
    area_m = outside(given, [area] * len(given), inside=inside, boundaries=boundaries)
    return [
        Evidence(
            choice=choice, inside=inside[n], copies=copies[pin(choice.point)] if choice.point else 0,
            outside_commune_m=commune_m[n], outside_area_m=area_m[n], in_water=n in wet,
        )
        for n, choice in enumerate(choices)
    ]  # fmt: skip


def outside(
    given: Sequence[tuple[float, float] | None],
    units: Sequence[Units],
    *,
    inside: Sequence[Mapping[str, CommuneKey]],
    boundaries: gpd.GeoDataFrame,
) -> list[int | None]:
    """Return the metres of each given point outside its units; None without a point or a unit."""
    metres: list[int | None] = [0 if point and of else None for point, of in zip(given, units, strict=True)]
    strays = [
        (n, (point, of))
        for n, (point, of) in enumerate(zip(given, units, strict=True))
        if point and of and not set(of) & set(inside[n].values())
    ]
    away = metres_outside([asked for _, asked in strays], boundaries)
    for (n, _), far in zip(strays, away, strict=True):
        metres[n] = far
    return metres


def pin(point: Coordinates) -> tuple[float, float]:
    """Return a given point as it is compared with others."""
    return round(point.lon, 6), round(point.lat, 6)
