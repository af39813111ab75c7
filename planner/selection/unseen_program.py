"""The whole-number program of the floor of the never seen: over ranges of each bucket, and over ties by ticket."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.rounds import FrameRow
from planner.selection.strata import Cell

Bucket = tuple[Cell, bool, int]
"""A cell, whether seen, and points: its members only differ by their tickets."""
Ranges = Mapping[Bucket, tuple[int, int]]
"""The fewest and the most of each bucket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Hold what is asked: a list of ``places`` rows that keeps every floor."""

    buckets: Mapping[Bucket, tuple[FrameRow, ...]]
    places: int
    commune_least: Mapping[str, int]
    type_least: Mapping[str, int]
    unseen_least: int


def points_of(counts: Mapping[Bucket, int]) -> int:
    """Return the points of a list, given as how many of each bucket stand on it."""
    return sum(points * size for (_, _, points), size in counts.items())


def solve(task: Task, ranges: Ranges, *, points: int | None = None) -> dict[Bucket, int] | None:
    """Return a list within ranges that keeps every floor, None where there is none.

    Parameters
    ----------
    points
        What the list must have; None: as many as can be.
    """
    from ortools.sat.python import cp_model

    known = {bucket: low for bucket, (low, high) in ranges.items() if low == high}
    model = cp_model.CpModel()
    free = {bucket: model.new_int_var(low, high, "") for bucket, (low, high) in ranges.items() if low < high}
    model.add(cp_model.LinearExpr.sum(list(free.values())) == task.places - sum(known.values()))
    for place, floors in ((0, task.commune_least), (1, task.type_least)):
        given = Counter[str]()
        for bucket, size in known.items():
            given[bucket[0][place]] += size
        members: dict[str, list[cp_model.IntVar]] = {key: [] for key in floors}
        for bucket, number in free.items():
            members[bucket[0][place]].append(number)
        for key, least in floors.items():
            if least > given[key]:
                model.add(cp_model.LinearExpr.sum(members[key]) >= least - given[key])
    unseen = [number for (_, seen, _), number in free.items() if not seen]
    given_unseen = sum(size for (_, seen, _), size in known.items() if not seen)
    model.add(cp_model.LinearExpr.sum(unseen) >= task.unseen_least - given_unseen)
    total = cp_model.LinearExpr.weighted_sum(list(free.values()), [score for _, _, score in free])
    if points is None:
        model.maximize(total)
    else:
        model.add(total == points - points_of(known))
    found = _answer(model, free)
    return None if found is None else known | found


def _answer(model: Any, free: Mapping[Bucket, Any]) -> dict[Bucket, int] | None:
    from ortools.sat.python import cp_model

    from planner.cp_sat import FOUND, deterministic_solver

    solver = deterministic_solver()
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in FOUND:
        raise ValueError("the risk list was not found")
    return {bucket: solver.value(number) for bucket, number in free.items()}


def settle(
    task: Task, ranges: Ranges, best: Mapping[Bucket, int], points: int, tickets: Mapping[str, str]
) -> dict[Bucket, int]:
    """Ask for each tied row, by ticket, whether a best list that keeps the earlier answers has it.

    Notes
    -----
    Several rows are asked for at once while the answers are yes: whoever takes
    them all takes each of them in its turn.
    """
    open_ranges = dict(ranges)
    asked = [bucket for _, bucket in sorted(
        (tickets[row.id], bucket)
        for bucket, (least, most) in ranges.items()
        if least < most
        for row in task.buckets[bucket][least:most]
    )]  # fmt: skip
    place, width = 0, 1
    while place < len(asked):
        bucket = asked[place]
        low, high = open_ranges[bucket]
        if low < high and best[bucket] == low:
            wanted = _raised(open_ranges, asked[place:], width)
            found = solve(task, wanted, points=points)
            if found is not None:
                best, width = found, 2 * width
                continue
            if width > 1:
                width = 1
                continue
            # Each answer only narrows what is left: a bucket that cannot give one more now never can.
            open_ranges[bucket] = (low, low)
        elif low < high:
            open_ranges[bucket] = (low + 1, high)
        place += 1
    return {bucket: low for bucket, (low, _) in open_ranges.items()}


def _raised(ranges: Ranges, asked: Sequence[Bucket], width: int) -> dict[Bucket, tuple[int, int]]:
    """Return ranges in which the next rows that may still be taken, so many of them, all are."""
    raised = dict(ranges)
    for bucket in asked:
        low, high = raised[bucket]
        if low < high:
            raised[bucket] = (low + 1, high)
            width -= 1
            if not width:
                break
    return raised
