"""The risk list under the floor of the never seen, which lies across communes and types.

A bonus for the never seen, just high enough, bounds every such list (Lagrange);
what the bound leaves open is a small whole-number program.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.rounds import FrameRow
from planner.selection.flow_list import best_flow, by_cell, risk_order
from planner.selection.strata import Cell, cell_of
from planner.selection.ties import node_prices

Bucket = tuple[Cell, bool, int]
"""A cell, whether seen, and points: its members only differ by their tickets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """Hold what is asked: a list of ``places`` rows that keeps every floor."""

    buckets: Mapping[Bucket, tuple[FrameRow, ...]]
    places: int
    commune_least: Mapping[str, int]
    type_least: Mapping[str, int]
    unseen_least: int


Ranges = Mapping[Bucket, tuple[int, int]]
"""The fewest and the most of each bucket."""


def choose_with_unseen(
    rows: Sequence[FrameRow],
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
    task = _Task(
        buckets=_buckets(risk_order(rows, tickets)),
        places=places,
        commune_least=commune_least,
        type_least=type_least,
        unseen_least=unseen_least,
    )
    bonus = _least_bonus(task)
    best = _solve(task, _ranges(task, bonus=bonus, worth=None))
    if best is None:
        raise ValueError("the floors do not fit the places: sizes.refute was not asked")
    points = _points(best)
    counts = _settle(task, _ranges(task, bonus=bonus, worth=points), best, points, tickets)
    chosen = [row for bucket, size in counts.items() for row in task.buckets[bucket][:size]]
    return tuple(sorted(chosen, key=lambda row: row.id))


def _buckets(ordered: Sequence[FrameRow]) -> dict[Bucket, tuple[FrameRow, ...]]:
    buckets: dict[Bucket, list[FrameRow]] = {}
    for row in ordered:
        buckets.setdefault((cell_of(row), row.seen, row.score), []).append(row)
    return {bucket: tuple(buckets[bucket]) for bucket in sorted(buckets)}


def _points(counts: Mapping[Bucket, int]) -> int:
    return sum(points * size for (_, _, points), size in counts.items())


def _least_bonus(task: _Task) -> int:
    """Return the smallest whole bonus with which some best list has enough never seen.

    A circle of exchanges passes each node once, so it cannot give up more
    points than ``most``: beyond it, the never seen come before all points.
    """
    scores = [points for _, _, points in task.buckets]
    most = (max(scores) - min(scores) + 1) * (len(task.commune_least) + len(task.type_least) + 2)
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        enough = _unseen_of(_with_bonus(task, middle)) >= task.unseen_least
        low, high = (low, middle) if enough else (middle + 1, high)
    return high


def _with_bonus(task: _Task, bonus: int) -> dict[Bucket, int]:
    """Return how many of each bucket stand on a best list where the never seen have a bonus."""
    raised: dict[Cell, list[tuple[int, bool, int]]] = {}
    runs: dict[Cell, dict[int, int]] = {}
    for (cell, seen, points), members in task.buckets.items():
        worth = points + (0 if seen else bonus)
        raised.setdefault(cell, []).append((-worth, seen, points))
        own = runs.setdefault(cell, {})
        own[worth] = own.get(worth, 0) + len(members)
    taken = best_flow(runs, places=task.places, commune_least=task.commune_least, type_least=task.type_least)
    if taken is None:
        raise ValueError("the floors do not fit the places: sizes.refute was not asked")
    counts: dict[Bucket, int] = {}
    for cell, left in taken.items():
        for _, seen, points in sorted(raised[cell]):
            counts[cell, seen, points] = min(left, len(task.buckets[cell, seen, points]))
            left -= counts[cell, seen, points]
    return counts


def _unseen_of(counts: Mapping[Bucket, int]) -> int:
    return sum(size for (_, seen, _), size in counts.items() if not seen)


def _prices(task: _Task, counts: Mapping[Bucket, int], bonus: int) -> dict[Cell, int]:
    """Return the price of each cell in the best list with a bonus."""
    raised = [
        row if row.seen else replace(row, score=row.score + bonus) for rows in task.buckets.values() for row in rows
    ]
    cells = by_cell(sorted(raised, key=lambda row: (-row.score, row.seen)))
    taken = dict.fromkeys(cells, 0)
    for (cell, _, _), size in counts.items():
        taken[cell] += size
    return node_prices(cells, taken, task.commune_least, task.type_least)


def _ranges(task: _Task, *, bonus: int, worth: int | None) -> dict[Bucket, tuple[int, int]]:
    """Return how many of each bucket a list of at least ``worth`` points can have.

    Notes
    -----
    No list that keeps the floors has more points than the best one with bonus,
    less the bonus of the never seen that are asked for; each step away from
    what a bucket gives there costs the difference to its cell's price. Without
    ``worth``, the points of that list itself, which has enough never seen.
    """
    counts = _with_bonus(task, bonus)
    own = _points(counts)
    slack = own + bonus * (_unseen_of(counts) - task.unseen_least) - (own if worth is None else worth)
    prices = _prices(task, counts, bonus)
    ranges: dict[Bucket, tuple[int, int]] = {}
    for bucket, members in task.buckets.items():
        cell, seen, points = bucket
        gain = points + (0 if seen else bonus) - prices[cell]
        ranges[bucket] = (len(members) if gain > slack else 0, 0 if gain < -slack else len(members))
    return ranges


def _solve(task: _Task, ranges: Ranges, *, points: int | None = None) -> dict[Bucket, int] | None:
    """Return a list within ranges that keeps every floor, with so many points or else as many as can be."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    counts = {bucket: model.new_int_var(low, high, "") if low < high else low for bucket, (low, high) in ranges.items()}
    model.add(sum(counts.values()) == task.places)
    for place, floors in ((0, task.commune_least), (1, task.type_least)):
        for key, least in floors.items():
            model.add(sum(n for (cell, _, _), n in counts.items() if cell[place] == key) >= least)
    model.add(sum(n for (_, seen, _), n in counts.items() if not seen) >= task.unseen_least)
    total = sum(score * n for (_, _, score), n in counts.items())
    if points is None:
        model.maximize(total)
    else:
        model.add(total == points)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise ValueError("the risk list was not found")
    return {bucket: solver.value(n) for bucket, n in counts.items()}


def _settle(
    task: _Task, ranges: Ranges, best: dict[Bucket, int], points: int, tickets: Mapping[str, str]
) -> dict[Bucket, int]:
    """Ask for each tied row, by ticket, whether a best list that keeps the earlier answers has it."""
    open_ranges = dict(ranges)
    low = {bucket: least for bucket, (least, _) in ranges.items()}
    asked = sorted(
        (tickets[row.id], bucket)
        for bucket, (least, most) in ranges.items()
        if least < most
        for row in task.buckets[bucket]
    )
    for _, bucket in asked:
        if low[bucket] == open_ranges[bucket][1]:
            continue
        if best[bucket] == low[bucket]:
            trial = open_ranges | {bucket: (low[bucket] + 1, open_ranges[bucket][1])}
            found = _solve(task, trial, points=points)
            if found is None:
                # Each answer only narrows what is left: a bucket that cannot give one more now never can.
                open_ranges[bucket] = (low[bucket], low[bucket])
                continue
            best = found
        low[bucket] += 1
        open_ranges[bucket] = (low[bucket], open_ranges[bucket][1])
    return low
