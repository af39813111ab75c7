"""Whether a size can do: floors as plain bounds, and the fewest that serve all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.rounds import SamplingRule
from planner.verify_draw.flow import most_unseen
from planner.verify_draw.recount import Cell, Group, Recount


def fewest(asked: Mapping[Group, int], cells: Mapping[Cell, int]) -> int:
    """Return the fewest establishments that give every group what it asks for.

    One more is let serve a commune and a type at once, along a shortest chain
    of exchanges, until no chain is left; ``asked`` can be met group by group.
    """
    communes = {key: n for (kind, key), n in asked.items() if kind == "commune"}
    types = {key: n for (kind, key), n in asked.items() if kind == "type"}
    twice = dict.fromkeys(cells, 0)
    cells_at: dict[Group, list[Cell]] = {}
    for cell in cells:
        cells_at.setdefault(("commune", cell[0]), []).append(cell)
        cells_at.setdefault(("type", cell[1]), []).append(cell)
    open_communes, open_types = dict(communes), dict(types)
    while (chain := _chain(open_communes, open_types, twice, cells, cells_at)) is not None:
        room = [open_communes[chain[0][0]], open_types[chain[-1][1]]]
        room += [cells[cell] - twice[cell] for cell in chain[::2]] + [twice[cell] for cell in chain[1::2]]
        for place, cell in enumerate(chain):
            twice[cell] += min(room) if place % 2 == 0 else -min(room)
        open_communes[chain[0][0]] -= min(room)
        open_types[chain[-1][1]] -= min(room)
    return sum(communes.values()) + sum(types.values()) - sum(twice.values())


def _chain(
    open_communes: Mapping[str, int],
    open_types: Mapping[str, int],
    twice: Mapping[Cell, int],
    cells: Mapping[Cell, int],
    cells_at: Mapping[Group, Sequence[Cell]],
) -> list[Cell] | None:
    """Return cells to raise and lower in turn, from a commune that asks to a type that asks."""
    came: dict[Group, list[Cell]] = {("commune", c): [] for c, n in open_communes.items() if n}
    queue = list(came)
    for kind, key in queue:
        path = came[kind, key]
        if kind == "type" and open_types.get(key, 0):
            return path
        for cell in cells_at.get((kind, key), ()):
            is_open = twice[cell] < cells[cell] if kind == "commune" else twice[cell] > 0
            after = ("type", cell[1]) if kind == "commune" else ("commune", cell[0])
            if is_open and after not in came:
                came[after] = [*path, cell]
                queue.append(after)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Hold how the places of a size divide, and what each group and the never seen must get from the risk list."""

    risk: int
    lottery: int
    pool: int
    least: Mapping[Group, int]
    unseen_least: int


def split(count: Recount, rule: SamplingRule, *, size: int) -> Split | None:
    """Return how a size divides, None where the risk list would have less than nothing."""
    places = size - len(count.must)
    lottery = max(rule.min_random, -(-rule.random_share_bp * places // 10_000))
    risk = places - lottery
    if risk < 0:
        return None
    pool = len(count.eligible) - risk
    least = {group: _least(n, count.free[group], lottery, pool) for group, n in count.asked.items()}
    # Of the never seen, a lottery is only sure to draw those for whom it has no way around.
    sure = lottery - (pool - sum(count.unseen_cells.values()))
    unseen_least = count.unseen_asked if count.unseen_asked > max(0, sure) else 0
    return Split(risk=risk, lottery=lottery, pool=pool, least=least, unseen_least=unseen_least)


def bound_beside_unseen(count: Recount) -> int:
    """Return the fewest if all never seen were free: those asked for, and whom floors need besides."""
    rest = dict(count.asked)
    for (commune, kind), number in count.unseen_cells.items():
        rest["commune", commune] -= number
        rest["type", kind] -= number
    seen = {cell: number - count.unseen_cells.get(cell, 0) for cell, number in count.cells.items()}
    return count.unseen_asked + fewest({group: max(0, number) for group, number in rest.items()}, seen)


def _least(asked: int, free: int, lottery: int, pool: int) -> int:
    """Return the fewest on the risk list that, with the lottery's sure part, reach what is asked."""
    low, high = 0, max(0, asked)
    while low < high:
        middle = (low + high) // 2
        sure = lottery * (free - middle) // pool if pool else 0
        low, high = (low, middle) if middle + sure >= asked else (middle + 1, high)
    return low


def can_do(count: Recount, rule: SamplingRule, *, size: int) -> bool:
    """Tell whether some sample of this size keeps every floor."""
    parts = split(count, rule, size=size)
    if parts is None or fewest(parts.least, count.cells) > parts.risk:
        return False
    if not 0 < parts.unseen_least <= parts.risk:
        return parts.unseen_least == 0
    most = most_unseen(parts.least, cells=count.cells, unseen=count.unseen_cells, places=parts.risk)
    return most >= parts.unseen_least
