"""Ties among risk lists of equal points, settled by tickets so that exactly one list is left.

The lists with the highest total are the flows that only use arcs of reduced
cost zero. In such a list each cell takes everybody above the cell's price,
nobody below it, and some of those at the price: those at the price are asked
one after the other, in the order of their tickets, whether any best list that
keeps the earlier answers has them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.rounds import FrameRow
from planner.selection.strata import Cell

if TYPE_CHECKING:
    from planner.selection.candidates import Ranked

_SOURCE, _SINK = ("", "source"), ("", "sink")
Node = tuple[str, str]
"""A kind and a key."""
Margin = tuple[int | None, int | None]
"""Of a cell: the points of the last one taken, and of the next one; None where there is none."""
Margins = Mapping[Cell, Margin]


@dataclass(slots=True)
class _Arc:
    """Hold one arc while ties are settled: its flow may move between low and high."""

    tail: Node
    head: Node
    flow: int
    low: int
    high: int


def settle_ties(
    cells: "Mapping[Cell, Ranked]",
    taken: Mapping[Cell, int],
    *,
    commune_least: Mapping[str, int],
    type_least: Mapping[str, int],
    tickets: Mapping[str, str],
) -> tuple[FrameRow, ...]:
    """Return the one best list whose tickets in rising order come first.

    Parameters
    ----------
    cells
        Candidates of each cell.
    taken
        How many each cell gives to some best list.
    """
    surplus = _surplus(taken, commune_least, type_least)
    prices = _prices(_margins(cells, taken), surplus)
    level: dict[Cell, tuple[FrameRow, ...]] = {}
    arcs: dict[Cell, _Arc] = {}
    chosen: list[FrameRow] = []
    for cell, ranked in cells.items():
        tail, head = _ends(cell)
        price = prices[tail] - prices[head]
        above = ranked.count_above(price)
        chosen += ranked.taken(0, above)
        level[cell] = ranked.taken(above, ranked.count_from(price))
        arcs[cell] = _Arc(tail=tail, head=head, flow=taken[cell] - above, low=0, high=len(level[cell]))
    places = sum(taken.values())
    margins = [
        _Arc(tail=tail, head=head, flow=flow, low=0, high=places)
        for (tail, head), flow in surplus.items()
        if prices[tail] == prices[head]
    ]
    _ask_in_turn(level, arcs, margins, tickets)
    return (*chosen, *(row for cell, arc in arcs.items() for row in level[cell][: arc.low]))


def node_prices(
    margins: Margins, taken: Mapping[Cell, int], commune_least: Mapping[str, int], type_least: Mapping[str, int]
) -> dict[Cell, int]:
    """Return the price of each cell in a best list: what a row must have to come in or be kept."""
    prices = _prices(margins, _surplus(taken, commune_least, type_least))
    return {cell: prices[_ends(cell)[0]] - prices[_ends(cell)[1]] for cell in margins}


def _margins(cells: "Mapping[Cell, Ranked]", taken: Mapping[Cell, int]) -> dict[Cell, Margin]:
    """Return the points of the last one taken of each cell and of the next one, most points first."""
    margins: dict[Cell, Margin] = {}
    for cell, ranked in cells.items():
        size, points = taken[cell], ranked.points
        margins[cell] = int(points[size - 1]) if size else None, int(points[size]) if size < len(points) else None
    return margins


def _ends(cell: Cell) -> tuple[Node, Node]:
    return ("commune", cell[0]), ("type", cell[1])


def _surplus(
    taken: Mapping[Cell, int], commune_least: Mapping[str, int], type_least: Mapping[str, int]
) -> dict[tuple[Node, Node], int]:
    """Return what each commune and type has above its floor, as flow from the source and to the sink."""
    surplus = {(_SOURCE, ("commune", key)): -least for key, least in commune_least.items()}
    surplus |= {(("type", key), _SINK): -least for key, least in type_least.items()}
    for cell, size in taken.items():
        tail, head = _ends(cell)
        surplus[_SOURCE, tail] += size
        surplus[head, _SINK] += size
    return surplus


def _prices(margins: Margins, surplus: Mapping[tuple[Node, Node], int]) -> dict[Node, int]:
    """Return node prices under which every arc of the residual network costs >= 0 (Bellman and Ford)."""
    steps: list[tuple[Node, Node, int]] = []
    for cell, (last, following) in margins.items():
        tail, head = _ends(cell)
        if following is not None:
            steps.append((tail, head, -following))
        if last is not None:
            steps.append((head, tail, last))
    for (tail, head), flow in surplus.items():
        steps.append((tail, head, 0))
        if flow > 0:
            steps.append((head, tail, 0))
    prices = dict.fromkeys((node for step in steps for node in step[:2]), 0)
    moved = True
    while moved:
        moved = False
        for tail, head, cost in steps:
            if prices[tail] + cost < prices[head]:
                prices[head] = prices[tail] + cost
                moved = True
    return prices


def _ask_in_turn(
    level: Mapping[Cell, Sequence[FrameRow]],
    arcs: Mapping[Cell, _Arc],
    margins: Sequence[_Arc],
    tickets: Mapping[str, str],
) -> None:
    """Raise each cell's ``low`` to the number of its first ones that belong to the list."""
    neighbours = _neighbours((*arcs.values(), *margins))
    for _, cell in sorted((tickets[row.id], cell) for cell, rows in level.items() for row in rows):
        arc = arcs[cell]
        if arc.low == arc.high:
            continue
        if arc.low < arc.flow or _push(arc, neighbours):
            arc.low += 1
        else:
            # Each answer only narrows what is left: a cell that cannot give one more now never can.
            arc.high = arc.low


def _neighbours(arcs: Sequence[_Arc]) -> dict[Node, list[_Arc]]:
    neighbours: dict[Node, list[_Arc]] = {}
    for arc in arcs:
        neighbours.setdefault(arc.tail, []).append(arc)
        neighbours.setdefault(arc.head, []).append(arc)
    return neighbours


def _push(arc: _Arc, neighbours: Mapping[Node, Sequence[_Arc]]) -> bool:
    """Send one more through an arc, taking it away elsewhere; tell whether there was a way."""
    came: dict[Node, tuple[_Arc, int]] = {}
    queue = [arc.head]
    for node in queue:
        for step in neighbours[node]:
            sign, after = (1, step.head) if step.tail == node else (-1, step.tail)
            free = step.flow < step.high if sign > 0 else step.flow > step.low
            if free and step is not arc and after not in came and after != arc.head:
                came[after] = (step, sign)
                queue.append(after)
        if arc.tail in came:
            break
    if arc.tail not in came:
        return False
    arc.flow += 1
    node = arc.tail
    while node != arc.head:
        step, sign = came[node]
        step.flow += sign
        node = step.tail if sign > 0 else step.head
    return True
