"""Best lists by exchange: a list is the best exactly if no circle along communes and types betters it.

Lists are compared by points, then by tickets. With weights
points x 2**m + 2**(m - rank of the ticket) that is one whole number, and a list
is the best flow exactly if no circle of exchanges gains (Klein). Only each
cell's next and last one can be exchanged first, so they are all that is weighed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from domain.rounds import FrameRow
from planner.verify_draw.recount import Group, digest, groups_of

Weigh = Callable[[Sequence[FrameRow]], Mapping[str, int]]
"""Weights of the rows at the ends of their cells, larger is better."""


@dataclass(frozen=True, slots=True)
class _Step:
    """Hold one step of a circle: a row that joins or leaves on the way, or nobody."""

    tail: Group
    head: Group
    gain: int
    joins: str = ""
    leaves: str = ""


def is_best_list(
    eligible: Sequence[FrameRow], listed: frozenset[str], *, least: Mapping[Group, int], frame_hash: str
) -> bool:
    """Tell whether no list of this length keeps the floors of communes and types and stands before this one."""
    ordered = sorted(eligible, key=lambda row: (-row.score, digest(f"{frame_hash}|{row.id}")))

    def weigh(rows: Sequence[FrameRow]) -> dict[str, int]:
        by_ticket = sorted(rows, key=lambda row: digest(f"{frame_hash}|{row.id}"))
        top = len(by_ticket)
        return {row.id: (row.score << (top + 1)) + (1 << (top - rank)) for rank, row in enumerate(by_ticket)}

    return _find_circle(_cells(ordered), listed, least=least, weigh=weigh) is None


def climb(
    eligible: Sequence[FrameRow], start: frozenset[str], *, least: Mapping[Group, int], weights: Mapping[str, int]
) -> frozenset[str]:
    """Return the list of the largest weight, from any list of its length that keeps the floors."""
    cells = _cells(sorted(eligible, key=lambda row: (-weights[row.id], row.id)))
    listed = start
    while (circle := _find_circle(cells, listed, least=least, weigh=lambda _: weights)) is not None:
        listed = (listed | {step.joins for step in circle}) - {step.leaves for step in circle} - {""}
    return listed


def _cells(ordered: Sequence[FrameRow]) -> list[list[FrameRow]]:
    cells: dict[tuple[Group, Group], list[FrameRow]] = {}
    for row in ordered:
        cells.setdefault(groups_of(row), []).append(row)
    return list(cells.values())


def _find_circle(
    cells: Sequence[Sequence[FrameRow]], listed: frozenset[str], *, least: Mapping[Group, int], weigh: Weigh
) -> list[_Step] | None:
    """Return a circle of exchanges that gains, None if there is none."""
    leaving = [next((row for row in reversed(rows) if row.id in listed), None) for rows in cells]
    joining = [next((row for row in rows if row.id not in listed), None) for rows in cells]
    weights = weigh([row for row in (*leaving, *joining) if row])
    steps = [_Step(*groups_of(row), weights[row.id], joins=row.id) for row in joining if row]
    steps += [_Step(*groups_of(row)[::-1], -weights[row.id], leaves=row.id) for row in leaving if row]
    taken: dict[Group, int] = dict.fromkeys(least, 0)
    for rows in cells:
        size = sum(row.id in listed for row in rows)
        for group in groups_of(rows[0]):
            taken[group] += size
    return _gaining_circle(steps + _margins(taken, least))


def _margins(taken: Mapping[Group, int], least: Mapping[Group, int]) -> list[_Step]:
    """Return free steps: any group may get more, and less while it has more than its floor."""
    steps: list[_Step] = []
    for group, number in taken.items():
        end = (group[0] + " outside", "")
        more, less = ((end, group), (group, end)) if group[0] == "commune" else ((group, end), (end, group))
        steps.append(_Step(*more, 0))
        if number > least[group]:
            steps.append(_Step(*less, 0))
    return steps


def _gaining_circle(steps: Sequence[_Step]) -> list[_Step] | None:
    """Return a circle whose steps gain together: longest walks that still grow after every node was passed."""
    best = dict.fromkeys((node for step in steps for node in (step.tail, step.head)), 0)
    came: dict[Group, _Step] = {}
    grown: Group | None = None
    for _ in range(len(best) + 1):
        grown = None
        for step in steps:
            if best[step.tail] + step.gain > best[step.head]:
                best[step.head] = best[step.tail] + step.gain
                came[step.head] = step
                grown = step.head
        if grown is None:
            return None
    return _circle_behind(grown, came) if grown else None


def _circle_behind(node: Group, came: Mapping[Group, _Step]) -> list[_Step]:
    """Walk back until a node comes again; what lies between is the circle."""
    for _ in range(len(came)):
        node = came[node].tail
    circle = [came[node]]
    while circle[-1].tail != node:
        circle.append(came[circle[-1].tail])
    return circle
