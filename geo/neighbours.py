"""Establishments so near each other that one may warn the next."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from domain.places import Position
from geo.containing import points_frame
from geo.metres import metric_crs

WARNING_M = 500
"""Neighbours within 300 to 500 m are known to warn each other; the wider figure is the careful one."""
EXACT = frozenset({"A", "B"})
"""Qualities of positions that are an establishment's own; the middle of a hamlet makes no neighbours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Hold two neighbours, the lower id first, and the metres between them in a straight line."""

    one: str
    other: str
    metres: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Hold the pairs within reach and the groups that they chain together.

    A group is a connected component: in it everybody can be warned from door to
    door, though its ends may lie further apart than the reach. Whoever has no
    neighbour is in no group.
    """

    pairs: tuple[Pair, ...]
    groups: tuple[tuple[str, ...], ...]


def find_neighbours(
    positions: Mapping[str, Position], *, within_m: int = WARNING_M, qualities: frozenset[str] = EXACT
) -> Neighbours:
    """Find who may warn whom.

    Parameters
    ----------
    positions
        By id of the establishment; the order does not matter.
    within_m
        Reach in metres, a straight line on the UTM zone of the points.
    qualities
        Positions of other qualities are left out.

    Returns
    -------
    Neighbours
        Pairs sorted by ids, groups by their first id.
    """
    ids = sorted(id_ for id_, position in positions.items() if position.quality in qualities)
    if not ids:
        return Neighbours(pairs=(), groups=())
    places = points_frame([(positions[id_].lon, positions[id_].lat) for id_ in ids])
    points = places.geometry.to_crs(metric_crs(places)).to_numpy()
    lefts, rights = shapely.STRtree(points).query(points, predicate="dwithin", distance=within_m)
    both = np.flatnonzero(lefts < rights)
    ordered = both[np.lexsort((rights[both], lefts[both]))]
    metres = shapely.distance(points[lefts[ordered]], points[rights[ordered]]).tolist()
    links = list(zip(lefts[ordered].tolist(), rights[ordered].tolist(), strict=True))
    return Neighbours(
        pairs=tuple(
            Pair(one=ids[i], other=ids[j], metres=round(far)) for (i, j), far in zip(links, metres, strict=True)
        ),
        groups=tuple(tuple(ids[n] for n in group) for group in components(len(ids), links)),
    )


def components(size: int, links: list[tuple[int, int]]) -> list[list[int]]:
    """Return the connected components of two and more, each sorted, in the order of their first member."""
    root = list(range(size))

    def root_of(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for i, j in links:
        low, high = sorted((root_of(i), root_of(j)))
        root[high] = low
    members: dict[int, list[int]] = {}
    for n in range(size):
        members.setdefault(root_of(n), []).append(n)
    return [group for group in members.values() if len(group) > 1]
