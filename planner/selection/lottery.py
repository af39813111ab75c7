"""The two-way lottery: everybody has the same chance, every commune and type gets its share.

Duels within each cell leave at most one undecided; pushes around circles of
undecided cells then round every commune's and every type's total up or down.
Whole numbers only: a weight w stands for the chance w / (size of the pool).
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import groupby, repeat

from domain.rounds import FrameRow
from planner.selection.coins import Toss
from planner.selection.hilbert import hilbert_index
from planner.selection.strata import Cell, cell_of

Node = tuple[int, str]
"""0 source, 1 commune, 2 type, 3 sink; and its key."""
Arc = tuple[Node, Node]

_SOURCE: Node = (0, "")
_SINK: Node = (3, "")


def two_way_lottery(pool: Iterable[FrameRow], *, places: int, toss: Toss) -> tuple[FrameRow, ...]:
    """Draw exactly ``places`` of the pool, by id; each has the chance places / size of the pool.

    Parameters
    ----------
    pool
        The eligible ones that are neither must-inspect nor on the risk list.
    places
        From 0 to the size of the pool.
    toss
        Gives the coins in turn (coins.seeded_coins).

    Notes
    -----
    The total of every commune and of every type is its expectation rounded
    down or up, in every draw (docs/draw.md, section 7).
    """
    ordered = lottery_order(pool)
    whole = len(ordered)
    if not 0 <= places <= whole:
        raise ValueError("places is outside 0 to the size of the pool")
    if places in (0, whole):
        return tuple(sorted(ordered, key=lambda row: row.id)) if places else ()
    drawn: list[FrameRow] = []
    open_units: dict[Cell, FrameRow] = {}
    weights: dict[Cell, int] = {}
    for cell, units in groupby(ordered, key=cell_of):
        winners, left, weight = duel_cell(tuple(units), weights=repeat(places), whole=whole, toss=toss)
        drawn += winners
        if left is not None:
            open_units[cell], weights[cell] = left, weight
    drawn += [open_units[cell] for cell in round_cells(weights, whole=whole, toss=toss)]
    return tuple(sorted(drawn, key=lambda row: row.id))


def lottery_order(pool: Iterable[FrameRow]) -> tuple[FrameRow, ...]:
    """Return the pool by commune, type, place on the Hilbert curve, and id."""
    return tuple(sorted(pool, key=lambda row: (row.commune, row.type, hilbert_index(row.lon, row.lat), row.id)))


def duel_cell(
    units: Sequence[FrameRow], *, weights: Iterable[int], whole: int, toss: Toss
) -> tuple[list[FrameRow], FrameRow | None, int]:
    """Let the units of a cell duel in order; return the drawn ones, the undecided one and its weight.

    ``weights`` are those of the units, strictly between 0 and ``whole``; the lottery gives all the same.
    """
    drawn: list[FrameRow] = []
    held: FrameRow | None = None
    held_weight = 0
    for unit, weight in zip(units, weights, strict=False):
        if held is None:
            held, held_weight = unit, weight
            continue
        total = held_weight + weight
        if total <= whole:
            # One takes both weights, the other is out.
            held = held if toss(held_weight, total, "duel") else unit
            held_weight = total
        else:
            # One is drawn, the other keeps what is over.
            held_wins = toss(whole - weight, 2 * whole - total, "duel")
            winner, held = (held, unit) if held_wins else (unit, held)
            drawn.append(winner)
            held_weight = total - whole
        if held_weight == whole:
            drawn.append(held)
            held = None
    return drawn, held, held_weight if held is not None else 0


def round_cells(weights: Mapping[Cell, int], *, whole: int, toss: Toss) -> tuple[Cell, ...]:
    """Round the weights of cells to 0 or whole; return the cells that were rounded up.

    ``weights`` lie strictly between 0 and ``whole`` and add up to a multiple of it.
    """
    flow = _network(weights, whole)
    arcs_at = _arcs_at(flow)
    while (circle := _find_circle(flow, arcs_at, whole)) is not None:
        up = min(whole - flow[arc] if ahead else flow[arc] for arc, ahead in circle)
        down = min(flow[arc] if ahead else whole - flow[arc] for arc, ahead in circle)
        push = up if toss(down, up + down, "circle") else -down
        for arc, ahead in circle:
            flow[arc] += push if ahead else -push
    return tuple(cell for cell in weights if flow[(1, cell[0]), (2, cell[1])] == whole)


def _network(weights: Mapping[Cell, int], whole: int) -> dict[Arc, int]:
    """Return the flow source -> commune -> type -> sink; totals less their whole parts."""
    flow: dict[Arc, int] = {}
    for (commune, kind), weight in weights.items():
        for arc in ((_SOURCE, (1, commune)), ((1, commune), (2, kind)), ((2, kind), _SINK)):
            flow[arc] = (flow.get(arc, 0) + weight) % whole
    return dict(sorted(flow.items()))


def _arcs_at(flow: Mapping[Arc, int]) -> dict[Node, list[Arc]]:
    """Return the arcs of each node in canonical order: by tail, then by head."""
    arcs: dict[Node, list[Arc]] = {}
    for arc in flow:
        for node in arc:
            arcs.setdefault(node, []).append(arc)
    return arcs


def _find_circle(
    flow: Mapping[Arc, int], arcs_at: Mapping[Node, Sequence[Arc]], whole: int
) -> tuple[tuple[Arc, bool], ...] | None:
    """Walk along undecided arcs until a node comes again; return that circle, each arc with ahead or back.

    Inflow equals outflow at every node up to multiples of ``whole``, so a node
    with one undecided arc has two and the walk never ends in a corner.
    """
    start = next((arc[0] for arc in flow if 0 < flow[arc] < whole), None)
    if start is None:
        return None
    node, seen = start, {start: 0}
    path: list[tuple[Arc, bool]] = []
    while True:
        arc = next(a for a in arcs_at[node] if 0 < flow[a] < whole and not (path and a == path[-1][0]))
        ahead = arc[0] == node
        path.append((arc, ahead))
        node = arc[1] if ahead else arc[0]
        if node in seen:
            return tuple(path[seen[node] :])
        seen[node] = len(path)


def exact_chance(places: int, pool_size: int) -> Fraction:
    """Return the chance of each establishment of the pool, 0 where the pool is empty."""
    return Fraction(places, pool_size) if pool_size else Fraction(0)
