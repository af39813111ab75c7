"""The risk list: the highest total of points that satisfies every floor, and only one such list."""

from collections.abc import Mapping, Sequence

from domain.rounds import FrameRow
from planner.selection.coins import ticket
from planner.selection.strata import Cell, cell_of
from planner.selection.ties import settle_ties


def risk_order(rows: Sequence[FrameRow], tickets: Mapping[str, str]) -> tuple[FrameRow, ...]:
    """Return rows by points, highest first, then by ticket."""
    return tuple(sorted(rows, key=lambda row: (-row.score, tickets[row.id])))


def frame_tickets(rows: Sequence[FrameRow], frame_digest: str) -> dict[str, str]:
    """Return each row's ticket under the hash of the frame, which is known before the seed."""
    return {row.id: ticket(frame_digest, row.id) for row in rows}


def choose_risk(
    rows: Sequence[FrameRow],
    *,
    places: int,
    commune_least: Mapping[str, int],
    type_least: Mapping[str, int],
    tickets: Mapping[str, str],
) -> tuple[FrameRow, ...]:
    """Return the risk list, by id.

    Parameters
    ----------
    rows
        The eligible ones besides the must-inspect ones.
    places
        How many the list takes; the floors are known to fit (sizes.refute).
    commune_least, type_least
        The fewest of each commune and type.

    Notes
    -----
    Of all lists that keep the floors, the highest total of points wins; of
    those with equal totals, the one whose tickets in rising order come first.
    Cells only differ by their points, so a minimum-cost flow over
    (cell, points) finds a best list; ties.settle_ties then finds the one.
    """
    if places == 0:
        return ()
    cells = _by_cell(risk_order(rows, tickets))
    taken = _best_counts(cells, places=places, commune_least=commune_least, type_least=type_least)
    chosen = settle_ties(cells, taken, commune_least=commune_least, type_least=type_least, tickets=tickets)
    return tuple(sorted(chosen, key=lambda row: row.id))


def _by_cell(rows: Sequence[FrameRow]) -> dict[Cell, tuple[FrameRow, ...]]:
    cells: dict[Cell, list[FrameRow]] = {}
    for row in rows:
        cells.setdefault(cell_of(row), []).append(row)
    return {cell: tuple(cells[cell]) for cell in sorted(cells)}


def _best_counts(
    cells: Mapping[Cell, Sequence[FrameRow]],
    *,
    places: int,
    commune_least: Mapping[str, int],
    type_least: Mapping[str, int],
) -> dict[Cell, int]:
    """Return how many each cell gives to one list with the highest total of points."""
    from ortools.graph.python import min_cost_flow

    network = min_cost_flow.SimpleMinCostFlow()
    commune_node = {key: 2 + k for k, key in enumerate(commune_least)}
    type_node = {key: 2 + len(commune_least) + k for k, key in enumerate(type_least)}
    # A floor is a supply of its own; what is above all floors comes from node 0 and goes to node 1.
    for key, least in commune_least.items():
        network.set_node_supply(commune_node[key], least)
        network.add_arc_with_capacity_and_unit_cost(0, commune_node[key], places, 0)
    for key, least in type_least.items():
        network.set_node_supply(type_node[key], -least)
        network.add_arc_with_capacity_and_unit_cost(type_node[key], 1, places, 0)
    network.set_node_supply(0, places - sum(commune_least.values()))
    network.set_node_supply(1, sum(type_least.values()) - places)
    arcs = [
        (cell, network.add_arc_with_capacity_and_unit_cost(commune_node[cell[0]], type_node[cell[1]], size, -score))
        for cell, rows in cells.items()
        for score, size in _runs(rows)
    ]
    if network.solve() != network.OPTIMAL:
        raise ValueError("the floors do not fit the places: sizes.refute was not asked")
    taken = dict.fromkeys(cells, 0)
    for cell, arc in arcs:
        taken[cell] += network.flow(arc)
    return taken


def _runs(rows: Sequence[FrameRow]) -> tuple[tuple[int, int], ...]:
    """Return (points, how many have them) of a cell."""
    runs: dict[int, int] = {}
    for row in rows:
        runs[row.score] = runs.get(row.score, 0) + 1
    return tuple(runs.items())
