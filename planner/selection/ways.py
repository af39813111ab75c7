"""Shorter ways for a stated loss of points: the risk list with each row's way weighed against its score.

Whole metres and whole prices only, so that anybody finds the same list (docs/draw.md, section 6).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isqrt
from typing import TYPE_CHECKING

from domain.rounds import FrameRow
from domain.units import BASIS_POINTS
from planner.selection.hilbert import micro_degrees

if TYPE_CHECKING:
    from planner.selection.candidates import Candidates

NEIGHBOURS = 3
"""One, two and three were tried on 15 registers of 300 at a loss of 5 %: tours -11, -16 and -17 %."""
POINT = 100_000
"""A point of the score in the unit in which ways are weighed: at price 1 it is worth 100 km."""
MOST_PRICE = 100_000
_QUARTER = 32_400 * 10**12
_ROWS_AT_ONCE = 512
_STRIP_M = 1000

Choose = Callable[["Candidates"], tuple[FrameRow, ...]]
"""The risk list of candidates under the points they come with, by id."""


def shorten_ways(
    first: Sequence[FrameRow], candidates: "Candidates", *, ways: Mapping[str, int], loss_bp: int, choose: Choose
) -> tuple[FrameRow, ...]:
    """Return the risk list at the highest price of ways at which it loses no more points than allowed.

    Parameters
    ----------
    first
        The list at price 0: the best by points.
    candidates
        All from whom the list is chosen, under their own scores.
    ways
        Way of each row, in metres.
    loss_bp
        Share of the points of ``first`` that may be given up, in basis points.

    Notes
    -----
    The higher the price, the fewer the points, so halving finds the highest one.
    """
    import numpy as np

    metres = {cell: np.array([ways[row.id] for row in own], dtype=np.int64) for cell, own in candidates.cells.items()}
    best = sum(row.score for row in first)
    least = best - loss_bp * max(0, best) // BASIS_POINTS

    def at(price: int) -> tuple[FrameRow, ...]:
        # At most 10**11 for the points and 10**13 for the ways.
        points = {cell: POINT * scores - price * metres[cell] for cell, scores in candidates.points.items()}
        return choose(candidates.with_points(points))

    kept, low, high = tuple(first), 0, MOST_PRICE
    while low < high:
        middle = (low + high + 1) // 2
        trial = at(middle)
        if sum(row.score for row in trial) >= least:
            kept, low = trial, middle
        else:
            high = middle - 1
    return kept


def is_placed(row: FrameRow) -> bool:
    """Tell whether a row has a known place."""
    return (micro_degrees(row.lon), micro_degrees(row.lat)) != (0, 0)


def places_m(rows: Iterable[FrameRow]) -> dict[str, tuple[int, int]]:
    """Return the place of each placed row in whole metres, by id.

    Notes
    -----
    One cosine for the whole frame, that of its middle latitude, after
    Bhaskara: (32400 - 4 m^2) / (32400 + m^2) for m in degrees, off by at most 0.0017.
    """
    placed = [(row.id, micro_degrees(row.lon), micro_degrees(row.lat)) for row in rows if is_placed(row)]
    if not placed:
        return {}
    lats = [lat for _, _, lat in placed]
    square = ((min(lats) + max(lats)) // 2) ** 2
    cosine = BASIS_POINTS * (_QUARTER - 4 * square) // (_QUARTER + square)
    return {identity: (lon * cosine * 11_132 // 10**9, lat * 11_132 // 10**5) for identity, lon, lat in placed}


def ways_m(
    rows: Sequence[FrameRow], anchors: Sequence[FrameRow], *, places: Mapping[str, tuple[int, int]]
) -> dict[str, int]:
    """Return the way of each row: metres to its nearest anchors, summed, itself left out.

    A row without a place has the mean way of the others.
    """
    near = [anchor.id for anchor in anchors if anchor.id in places]
    placed = [row.id for row in rows if row.id in places]
    ways = dict(zip(placed, _sums(placed, near, places), strict=True))
    mean = sum(ways.values()) // len(ways) if ways else 0
    return {row.id: ways.get(row.id, mean) for row in rows}


def _sums(ids: Sequence[str], near: Sequence[str], places: Mapping[str, tuple[int, int]]) -> list[int]:
    """Return the sum of whole distances to the nearest anchors, rows in slices to spare memory.

    Notes
    -----
    Rows and anchors are taken from west to east, and a slice of rows only meets
    the anchors of its strip; whoever has one of its nearest beyond the strip's
    edge meets them all again in a strip twice as wide.
    """
    import numpy as np

    anchors = sorted(near, key=lambda identity: places[identity])
    points = np.array([places[i] for i in anchors], dtype=np.int64).reshape(-1, 2)
    anchored = frozenset(near)
    sums: dict[str, int] = {}
    ordered = sorted(ids, key=lambda identity: places[identity])
    for start in range(0, len(ordered), _ROWS_AT_ONCE):
        part, margin = ordered[start : start + _ROWS_AT_ONCE], _STRIP_M
        while part:
            here = np.array([places[i] for i in part], dtype=np.int64)
            west, east = int(here[0, 0]) - margin, int(here[-1, 0]) + margin
            first, last = np.searchsorted(points[:, 0], (west, east + 1))
            squares = _nearest(here, points[first:last])
            is_whole = last - first == len(points)
            reach = np.minimum(here[:, 0] - west, east - here[:, 0]) ** 2
            known = is_whole | ((squares.shape[1] > NEIGHBOURS) & (squares.max(axis=1, initial=0) <= reach))
            for identity, row, is_known in zip(part, squares.tolist(), known.tolist(), strict=True):
                if is_known:
                    row.sort()
                    if identity in anchored:
                        row.remove(0)
                    sums[identity] = sum(map(isqrt, row[:NEIGHBOURS]))
            part, margin = [identity for identity in part if identity not in sums], 2 * margin
    return [sums[identity] for identity in ids]


def _nearest(here, points):  # type: ignore[no-untyped-def]
    """Return the squared distances of each place to its NEIGHBOURS + 1 nearest points, to all where there are fewer."""
    import numpy as np

    # Squares stay below 2**53: a metre grid around the earth is 4 * 10**7 wide.
    squares = (here[:, :1] - points[None, :, 0]) ** 2 + (here[:, 1:] - points[None, :, 1]) ** 2
    if squares.shape[1] <= NEIGHBOURS + 1:
        return squares
    return np.partition(squares, NEIGHBOURS, axis=1)[:, : NEIGHBOURS + 1]
