"""Of the points that a cell may mean, the one that falls where its row says; else the planner is asked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import geopandas as gpd

from geo.containing import Units, metres_outside
from geo.written import DEGREE_M, Coordinates, Reading, Refusal

MOST_SHOWN = 8
CLOSE_M = 500
"""Candidates this near each other (the datum shift of VN-2000 is 225 m) place a row better than its hamlet does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Hold the point taken, what to ask the planner, why there is none."""

    point: Coordinates | None = None
    candidates: tuple[Coordinates, ...] = ()
    refusal: Refusal | None = None


def choose(
    readings: Sequence[Reading], expected: Sequence[Units], *, boundaries: gpd.GeoDataFrame, border_m: int
) -> list[Choice]:
    """Choose each row's point, all rows at once.

    A single point is taken as it is. Of several, the only one in the expected
    units wins; the border's own accuracy counts as inside. Where none or more
    than one falls there, the planner is asked; only where those lie close
    together the first is taken until the answer, as exact as they agree.

    Parameters
    ----------
    expected
        For each reading, the units in which its point should lie; empty where
        nothing is known, then the planner is asked.
    border_m
        How exact the border is.
    """
    unsure = [
        (n, point)
        for n, (reading, units) in enumerate(zip(readings, expected, strict=True))
        if reading.sure is None and units
        for point in reading.points
    ]
    away = metres_outside([((point.lon, point.lat), expected[n]) for n, point in unsure], boundaries)
    fitting: dict[int, list[Coordinates]] = {}
    for (n, point), metres in zip(unsure, away, strict=True):
        if metres <= border_m:
            fitting.setdefault(n, []).append(point)
    return [chosen(reading, fitting.get(n, [])) for n, reading in enumerate(readings)]


def chosen(reading: Reading, fitting: Sequence[Coordinates]) -> Choice:
    """Return the choice of one row, given which of its points fall where they should."""
    if reading.sure is not None:
        return Choice(point=reading.sure)
    if len(fitting) == 1:
        return Choice(point=fitting[0])
    spread_m = max((metres_apart(fitting[0], point) for point in fitting), default=math.inf)
    if spread_m <= CLOSE_M:
        first = replace(fitting[0], precision_m=math.ceil(spread_m))
        return Choice(point=first, candidates=tuple(fitting))
    return Choice(candidates=tuple(fitting) or reading.points, refusal=reading.refusal)


def metres_apart(one: Coordinates, other: Coordinates) -> float:
    """Return the metres between two points of one neighbourhood."""
    narrow = math.cos(math.radians(one.lat))
    return DEGREE_M * math.hypot((one.lon - other.lon) * narrow, one.lat - other.lat)


def candidates_text(candidates: Sequence[Coordinates]) -> str:
    """Return candidates as a planner can compare them: latitude, longitude and the system that gives them."""
    return "; ".join(
        f"{point.lat:.6f}, {point.lon:.6f}" + (f" (EPSG:{point.epsg})" if point.notation == "projected" else "")
        for point in candidates[:MOST_SHOWN]
    )
