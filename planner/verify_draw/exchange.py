"""Whether a risk list is the only best one: no exchange along communes and types betters it."""

from collections.abc import Mapping, Sequence

from domain.rounds import FrameRow
from planner.verify_draw.recount import Group, digest, groups_of

Step = tuple[Group, Group, int]


def is_best_list(
    eligible: Sequence[FrameRow], listed: frozenset[str], *, least: Mapping[Group, int], frame_hash: str
) -> bool:
    """Tell whether no list of this length keeps the floors and stands before this one.

    Notes
    -----
    Lists are compared by points, then by tickets. With weights
    points x 2**m + 2**(m - rank of the ticket), that is one whole number, and
    a list is the best flow exactly if no circle of exchanges gains (Klein).
    Only each cell's next and last one can be exchanged first, so they are all
    that is weighed.
    """
    ends = _cell_ends(eligible, listed, frame_hash)
    weights = _weights([row for pair in ends for row in pair if row], frame_hash)
    steps: list[Step] = []
    for leaves, joins in ends:
        if joins:
            commune, kind = groups_of(joins)
            steps.append((commune, kind, weights[joins.id]))
        if leaves:
            commune, kind = groups_of(leaves)
            steps.append((kind, commune, -weights[leaves.id]))
    return not _gains(steps + _margins(eligible, listed, least))


def _cell_ends(
    eligible: Sequence[FrameRow], listed: frozenset[str], frame_hash: str
) -> list[tuple[FrameRow | None, FrameRow | None]]:
    """Return, per cell, the weakest on the list and the strongest beside it."""
    cells: dict[tuple[Group, Group], list[FrameRow]] = {}
    for row in sorted(eligible, key=lambda row: (-row.score, digest(f"{frame_hash}|{row.id}"))):
        cells.setdefault(groups_of(row), []).append(row)
    ends = []
    for rows in cells.values():
        inside = [row for row in rows if row.id in listed]
        beside = [row for row in rows if row.id not in listed]
        ends.append((inside[-1] if inside else None, beside[0] if beside else None))
    return ends


def _weights(rows: Sequence[FrameRow], frame_hash: str) -> dict[str, int]:
    by_ticket = sorted(rows, key=lambda row: digest(f"{frame_hash}|{row.id}"))
    top = len(by_ticket)
    return {row.id: (row.score << (top + 1)) + (1 << (top - rank)) for rank, row in enumerate(by_ticket)}


def _margins(eligible: Sequence[FrameRow], listed: frozenset[str], least: Mapping[Group, int]) -> list[Step]:
    """Return free steps: any group may get more, and less while it has more than its floor."""
    taken: dict[Group, int] = dict.fromkeys(least, 0)
    for row in eligible:
        if row.id in listed:
            for group in groups_of(row):
                taken[group] += 1
    steps: list[Step] = []
    for group, number in taken.items():
        end = (group[0] + " outside", "")
        more, less = ((end, group), (group, end)) if group[0] == "commune" else ((group, end), (end, group))
        steps.append((*more, 0))
        if number > least[group]:
            steps.append((*less, 0))
    return steps


def _gains(steps: Sequence[Step]) -> bool:
    """Tell whether some circle of steps gains: longest walks still grow after every node was passed."""
    best = dict.fromkeys((node for tail, head, _ in steps for node in (tail, head)), 0)
    for _ in range(len(best) + 1):
        grew = False
        for tail, head, gain in steps:
            if best[tail] + gain > best[head]:
                best[head] = best[tail] + gain
                grew = True
        if not grew:
            return False
    return True
