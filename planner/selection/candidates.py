"""Who may come on the risk list, cell by cell, with the points that decide: arrays, so that trials are quick.

It is imported where lists are made, not with the package: a page that shows a draw needs no numpy.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from domain.rounds import FrameRow
from planner.selection.strata import Cell, cell_of

Points = Mapping[Cell, np.ndarray]
"""Whole numbers of 64 bits for the rows of each cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Hold the rows of each cell by ticket, cells in order, and the points of each row."""

    cells: Mapping[Cell, tuple[FrameRow, ...]]
    points: Points

    def with_points(self, points: Points) -> "Candidates":
        """Return the same rows under other points."""
        return replace(self, points=points)

    def ranked(self) -> "dict[Cell, Ranked]":
        """Return each cell with most points first, then by ticket."""
        return {cell: _ranked(rows, self.points[cell]) for cell, rows in self.cells.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """Hold a cell's rows by ticket, their ``order`` by falling points, and the points in that order."""

    rows: tuple[FrameRow, ...]
    order: np.ndarray
    points: np.ndarray

    def taken(self, start: int, end: int) -> tuple[FrameRow, ...]:
        """Return the rows from one place to before another in the order by points."""
        return tuple(self.rows[place] for place in self.order[start:end].tolist())

    def count_above(self, price: int) -> int:
        """Return how many have more points than a price."""
        return int(np.searchsorted(-self.points, -price, side="left"))

    def count_from(self, price: int) -> int:
        """Return how many have a price's points or more."""
        return int(np.searchsorted(-self.points, -price, side="right"))

    def runs(self) -> dict[int, int]:
        """Return how many have so many points, most points first."""
        starts = np.flatnonzero(np.diff(self.points, prepend=self.points[0] + 1))
        sizes = np.diff(starts, append=len(self.points))
        return dict(zip(self.points[starts].tolist(), sizes.tolist(), strict=True))


def gather(rows: Iterable[FrameRow], tickets: Mapping[str, str]) -> Candidates:
    """Return rows as candidates under their own scores."""
    members: dict[Cell, list[FrameRow]] = {}
    for row in sorted(rows, key=lambda row: tickets[row.id]):
        members.setdefault(cell_of(row), []).append(row)
    cells = {cell: tuple(members[cell]) for cell in sorted(members)}
    scores = {cell: np.array([row.score for row in own], dtype=np.int64) for cell, own in cells.items()}
    return Candidates(cells=cells, points=scores)


def _ranked(rows: tuple[FrameRow, ...], points: np.ndarray) -> Ranked:
    order = np.argsort(-points, kind="stable")
    return Ranked(rows=rows, order=order, points=points[order])
