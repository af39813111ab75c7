"""Travel on real roads: every point is snapped before an engine times it, and what is known is never asked twice."""

from array import array
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np

from domain.errors import ServiceError
from domain.travel import UNREACHABLE, TravelMatrix
from geo.travel.cache import NO_TABLE, TravelTable, keep_table, kept_table, rounded
from geo.travel.source import Point, Rings, RouteLine, Snap, SnapStatus, is_on_earth, unsnapped

Cells: TypeAlias = np.ndarray[Any, np.dtype[np.int32]]
UNKNOWN = -1
"""The row of a point that a table does not hold: its own last one, see ``spread``."""
USABLE = (SnapStatus.OK, SnapStatus.FAR)


class Engine(Protocol):
    """Answer about points that lie on the earth, timed only between places on roads.

    ``max_side`` and ``max_pairs`` bound one table that may be asked for;
    ``is_wide_only`` wants at least as many targets as sources.
    """

    @property
    def max_side(self) -> int: ...

    @property
    def max_pairs(self) -> int: ...

    @property
    def is_wide_only(self) -> bool: ...

    def snap(self, points: Sequence[Point]) -> list[Snap]:
        """Return where the network takes each point up."""
        ...

    def table(self, sources: Sequence[Point], targets: Sequence[Point]) -> tuple[Cells, Cells]:
        """Return whole seconds and metres of shape (sources, targets), -1 where there is no way."""
        ...

    def route(self, places: Sequence[Point], *, with_directions: bool) -> RouteLine | None:
        """Return the way along places on roads, None where there is none."""
        ...

    def isochrones(self, place: Point, minutes: Sequence[int]) -> tuple[Rings, ...] | None:
        """Return the area reached within each number of minutes, None where the engine cannot tell."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadSource:
    """Answer from a road engine; one caller at a time.

    A point at no road or on an island keeps its row and column, all
    unreachable: it never fails the others. ``cache_dir`` None keeps nothing.
    """

    name: str
    digest: str
    engine: Engine
    cache_dir: Path | None

    def snap(self, points: Sequence[Point]) -> tuple[Snap, ...]:
        """Return, for each point, where the network takes it up, from the cache where it knows."""
        places = unique(points)
        kept = self._kept(places)
        known = {point: kept.snaps[k] for point, k in kept.places.items()}
        fresh = [place for place in places if place not in known]
        known |= dict(zip(fresh, self.engine.snap(fresh) if fresh else (), strict=True))
        return tuple(known[rounded(point)] if is_on_earth(point) else unsnapped(point) for point in points)

    def matrix(self, points: Sequence[Point]) -> TravelMatrix:
        """Return times and distances between all points; only rows and columns that no cache has are computed."""
        table = self._table(unique(points))
        rows = [table.places[rounded(point)] if is_on_earth(point) else UNKNOWN for point in points]
        durations, distances = (buffer_of(cells, rows) for cells in (table.durations, table.distances))
        return TravelMatrix(
            size=len(points), durations=durations, distances=distances, source=self.name, digest=self.digest
        )

    def route(self, points: Sequence[Point], *, with_directions: bool = False) -> RouteLine | None:
        """Return the way on roads along the points in their order."""
        if len(points) < 2:
            raise ValueError("a route needs two points")
        # A handful of points costs less at the engine than at the cache.
        if not all(map(is_on_earth, points)):
            return None
        snaps = self.engine.snap(points)
        if any(snap.status not in USABLE for snap in snaps):
            return None
        return self.engine.route([(snap.lon, snap.lat) for snap in snaps], with_directions=with_directions)

    def isochrones(self, point: Point, minutes: Sequence[int]) -> tuple[Rings, ...] | None:
        """Return the area reached from a point within each number of minutes."""
        if not is_on_earth(point):
            return ()
        (snap,) = self.engine.snap([point])
        return self.engine.isochrones((snap.lon, snap.lat), minutes) if snap.status in USABLE else ()

    def _kept(self, places: Sequence[Point]) -> TravelTable:
        return NO_TABLE if self.cache_dir is None else kept_table(self.cache_dir, places, digest=self.digest)

    def _table(self, places: tuple[Point, ...]) -> TravelTable:
        kept = self._kept(places)
        if kept.points == places:
            return kept
        table = grown(kept, places, engine=self.engine)
        if self.cache_dir is not None:
            # What a full disk does not keep is asked again.
            with suppress(ServiceError):
                keep_table(self.cache_dir, table, digest=self.digest)
        return table


def unique(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return the places on earth among points, rounded as the cache names them, sorted, each once."""
    return tuple(sorted({rounded(point) for point in points if is_on_earth(point)}))


def grown(kept: TravelTable, places: tuple[Point, ...], *, engine: Engine) -> TravelTable:
    """Return the table of these places; what the kept one knows of them is taken over."""
    size = len(places)
    old = [k for k, place in enumerate(places) if place in kept.places]
    new = [k for k, place in enumerate(places) if place not in kept.places]
    fresh = iter(engine.snap([places[k] for k in new]) if new else ())
    snaps = [kept.snaps[kept.places[place]] if place in kept.places else next(fresh) for place in places]
    rows = [kept.places.get(place, UNKNOWN) for place in places]
    durations, distances = spread(kept.durations, rows), spread(kept.distances, rows)
    usable = [k for k in range(size) if snaps[k].status in USABLE]
    at = [(snap.lon, snap.lat) for snap in snaps]
    for sources, targets in (
        (sorted({*new} & {*usable}), usable),
        (sorted({*old} & {*usable}), sorted({*new} & {*usable})),
    ):
        for some, others in blocks(
            sources, targets, max_side=engine.max_side, max_pairs=engine.max_pairs, is_wide_only=engine.is_wide_only
        ):
            seconds, metres = engine.table([at[k] for k in some], [at[k] for k in others])
            no_way = (seconds < 0) | (metres < 0)
            durations[np.ix_(some, others)] = np.where(no_way, UNREACHABLE, seconds)
            distances[np.ix_(some, others)] = np.where(no_way, UNREACHABLE, metres)
    np.fill_diagonal(durations, 0)
    np.fill_diagonal(distances, 0)
    return TravelTable(points=places, snaps=tuple(snaps), durations=durations, distances=distances)


def blocks(
    sources: Sequence[int], targets: Sequence[int], *, max_side: int, max_pairs: int, is_wide_only: bool = False
) -> list[tuple[Sequence[int], Sequence[int]]]:
    """Cut a table into blocks that an engine may be asked for.

    Examples
    --------
    >>> blocks([0, 1, 2], [7, 8], max_side=2, max_pairs=100)
    [([0, 1], [7, 8]), ([2], [7, 8])]
    """
    found: list[tuple[Sequence[int], Sequence[int]]] = []
    for others in cut(targets, min(max_side, max_pairs)):
        high = min(max_side, max(1, max_pairs // len(others)))
        found += [(some, others) for some in cut(sources, min(high, len(others)) if is_wide_only else high)]
    return found


def cut(items: Sequence[int], most: int) -> list[Sequence[int]]:
    """Cut a sequence into the fewest pieces of at most so many items, as even as they can be.

    Examples
    --------
    >>> cut([1, 2, 3, 4, 5, 6], 5)
    [[1, 2, 3], [4, 5, 6]]
    """
    count = -(-len(items) // most)
    ends = [k * len(items) // count for k in range(count + 1)] if count else [0]
    return [items[start:end] for start, end in pairwise(ends)]


def spread(cells: Cells, rows: Sequence[int]) -> Cells:
    """Return the cells of the rows named and the same columns; what is unknown is unreachable.

    Examples
    --------
    >>> spread(np.array([[0, 7], [8, 0]], np.int32), [1, UNKNOWN]).tolist()
    [[0, -1], [-1, -1]]
    """
    size = len(cells)
    padded = np.full((size + 1, size + 1), UNREACHABLE, np.int32)
    padded[:size, :size] = cells
    return padded.take(rows, 0).take(rows, 1)


def buffer_of(cells: Cells, rows: Sequence[int]) -> "array[int]":
    """Return the cells of the rows named as one flat buffer; each point reaches itself at once."""
    grid = spread(cells, rows) if rows else cells
    np.fill_diagonal(grid, 0)
    buffer = array("i")
    buffer.frombytes(grid.tobytes())
    return buffer
