"""The risk list under the floor of the never seen, which lies across communes and types.

A bonus for the never seen, just high enough, bounds every such list (Lagrange);
what the bound leaves open is a small whole-number program.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.rounds import FrameRow
from planner.selection.flow_list import Arcs, arc_flows, arcs_of
from planner.selection.strata import Cell
from planner.selection.ties import node_prices
from planner.selection.unseen_program import Bucket, Task, points_of, settle, solve

if TYPE_CHECKING:
    import numpy as np

    from planner.selection.candidates import Candidates

PARTS = 2520
"""Parts of a point in which the bonus is counted: exact for a circle of exchanges that trades up to 10 never seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bound:
    """Hold what no list that keeps every floor exceeds, in parts of a point, and what each bucket adds to it.

    ``counts`` is the best list with the bonus; a step away from what it takes
    of a bucket costs the size of the bucket's ``gain``.
    """

    most: int
    counts: Mapping[Bucket, int]
    gains: Mapping[Bucket, int]


def choose_with_unseen(
    candidates: "Candidates",
    *,
    places: int,
    commune_least: Mapping[str, int],
    type_least: Mapping[str, int],
    unseen_least: int,
    tickets: Mapping[str, str],
) -> tuple[FrameRow, ...]:
    """Return the best list with at least ``unseen_least`` never seen, by id.

    As risk_list.choose_risk; for the case that the best list without this
    floor does not keep it.
    """
    task = Task(
        buckets=_buckets(candidates),
        places=places,
        commune_least=commune_least,
        type_least=type_least,
        unseen_least=unseen_least,
    )
    priced = _priced(task)
    bound = _bound(task, priced, _least_bonus(task, priced))
    best = _best(task, bound)
    points = points_of(best)
    ranges = _ranges(task, bound, slack=bound.most - PARTS * points)
    counts = settle(task, ranges, best, points, tickets)
    chosen = [row for bucket, size in counts.items() for row in task.buckets[bucket][:size]]
    return tuple(sorted(chosen, key=lambda row: row.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Priced:
    """Hold a task as arcs, one for each bucket in order: its points in parts of a point, and whether never seen."""

    arcs: Arcs
    points: "np.ndarray"
    is_unseen: "np.ndarray"


def _buckets(candidates: "Candidates") -> dict[Bucket, tuple[FrameRow, ...]]:
    buckets: dict[Bucket, list[FrameRow]] = {}
    for cell, ranked in candidates.ranked().items():
        for row, points in zip(ranked.taken(0, len(ranked.rows)), ranked.points.tolist(), strict=True):
            buckets.setdefault((cell, row.seen, points), []).append(row)
    return {bucket: tuple(buckets[bucket]) for bucket in sorted(buckets)}


def _priced(task: Task) -> _Priced:
    import numpy as np

    arcs = arcs_of(
        [cell for cell, _, _ in task.buckets], [len(members) for members in task.buckets.values()],
        places=task.places, commune_least=task.commune_least, type_least=task.type_least,
    )  # fmt: skip
    return _Priced(
        arcs=arcs,
        points=np.array([PARTS * points for _, _, points in task.buckets], dtype=np.int64),
        is_unseen=np.array([not seen for _, seen, _ in task.buckets]),
    )


def _least_bonus(task: Task, priced: _Priced) -> int:
    """Return the smallest bonus, in parts of a point, with which some best list has enough never seen.

    A circle of exchanges passes each node once, so it cannot give up more
    points than ``most``: beyond it, the never seen come before all points.
    """
    scores = [points for _, _, points in task.buckets]
    most = PARTS * (max(scores) - min(scores) + 1) * (len(task.commune_least) + len(task.type_least) + 2)
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        enough = _with_bonus(priced, middle)[priced.is_unseen].sum() >= task.unseen_least
        low, high = (low, middle) if enough else (middle + 1, high)
    return high


def _with_bonus(priced: _Priced, bonus: int) -> "np.ndarray":
    """Return how many of each bucket stand on a best list where the never seen have a bonus."""
    flows = arc_flows(priced.arcs, -(priced.points + bonus * priced.is_unseen))
    if flows is None:
        raise ValueError("the floors do not fit the places: sizes.refute was not asked")
    return flows


def _worth(bucket: Bucket, bonus: int) -> int:
    _, seen, points = bucket
    return PARTS * points + (0 if seen else bonus)


def _bound(task: Task, priced: _Priced, bonus: int) -> _Bound:
    """Return the bound that a bonus gives.

    Notes
    -----
    A list with enough never seen has at most the worth of the best list with
    bonus, less the bonus of those that are asked for.
    """
    counts = dict(zip(task.buckets, _with_bonus(priced, bonus).tolist(), strict=True))
    prices = _prices(task, counts, bonus)
    return _Bound(
        most=sum(_worth(bucket, bonus) * size for bucket, size in counts.items()) - bonus * task.unseen_least,
        counts=counts,
        gains={bucket: _worth(bucket, bonus) - prices[bucket[0]] for bucket in task.buckets},
    )


def _prices(task: Task, counts: Mapping[Bucket, int], bonus: int) -> dict[Cell, int]:
    """Return the price of each cell in the best list with a bonus."""
    margins: dict[Cell, tuple[int | None, int | None]] = {}
    taken: Counter[Cell] = Counter()
    for bucket, members in task.buckets.items():
        last, following = margins.get(bucket[0], (None, None))
        worth, size = _worth(bucket, bonus), counts[bucket]
        if size > 0:
            last = worth if last is None else min(last, worth)
        if size < len(members):
            following = worth if following is None else max(following, worth)
        margins[bucket[0]] = last, following
        taken[bucket[0]] += size
    return node_prices(margins, taken, task.commune_least, task.type_least)


def _ranges(task: Task, bound: _Bound, *, slack: int) -> dict[Bucket, tuple[int, int]]:
    """Return how many of each bucket a list within ``slack`` of the bound can have, in parts of a point."""
    return {
        bucket: (
            len(members) if bound.gains[bucket] > slack else 0,
            0 if bound.gains[bucket] < -slack else len(members),
        )
        for bucket, members in task.buckets.items()
    }


def _best(task: Task, bound: _Bound) -> dict[Bucket, int]:
    """Return some best list: the best of those near the bound, if nothing farther off can be better."""
    slack = bound.most % PARTS
    while True:
        found = solve(task, _ranges(task, bound, slack=slack))
        if found is not None and bound.most - PARTS * points_of(found) <= slack:
            return found
        widest = max(map(abs, bound.gains.values()))
        if found is None and slack > widest:
            raise ValueError("the floors do not fit the places: sizes.refute was not asked")
        slack = 4 * slack + PARTS if found is None else bound.most - PARTS * points_of(found)
