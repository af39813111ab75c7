"""The list of the highest total of points over communes and types, by a minimum-cost flow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.rounds import FrameRow
from planner.selection.coins import ticket
from planner.selection.strata import Cell, cell_of
from planner.selection.ties import settle_ties

Runs = Mapping[Cell, Mapping[int, int]]
"""Of each cell, how many have so many points."""


def risk_order(rows: Iterable[FrameRow], tickets: Mapping[str, str]) -> tuple[FrameRow, ...]:
    """Return rows by points, highest first, then by ticket."""
    return tuple(sorted(rows, key=lambda row: (-row.score, tickets[row.id])))


def frame_tickets(rows: Iterable[FrameRow], frame_digest: str) -> dict[str, str]:
    """Return each row's ticket under the hash of the frame, which is known before the seed."""
    return {row.id: ticket(frame_digest, row.id) for row in rows}


def flow_list(
    rows: Iterable[FrameRow],
    *,
    places: int,
    commune_least: Mapping[str, int],
    type_least: Mapping[str, int],
    tickets: Mapping[str, str],
) -> tuple[FrameRow, ...]:
    """Return the best list under the floors of communes and types, by id.

    Raises
    ------
    ValueError
        If the floors do not fit the places (sizes.refute says so before).

    Notes
    -----
    Cells only differ by their points, so a minimum-cost flow over
    (cell, points) finds a best list; ties.settle_ties then finds the one.
    """
    if places == 0:
        return ()
    cells = by_cell(risk_order(rows, tickets))
    taken = best_flow(runs_of(cells), places=places, commune_least=commune_least, type_least=type_least)
    if taken is None:
        raise ValueError("the floors do not fit the places: sizes.refute was not asked")
    chosen = settle_ties(cells, taken, commune_least=commune_least, type_least=type_least, tickets=tickets)
    return tuple(sorted(chosen, key=lambda row: row.id))


def by_cell(rows: Iterable[FrameRow]) -> dict[Cell, tuple[FrameRow, ...]]:
    """Return rows by cell, in the order given; cells in order."""
    cells: dict[Cell, list[FrameRow]] = {}
    for row in rows:
        cells.setdefault(cell_of(row), []).append(row)
    return {cell: tuple(cells[cell]) for cell in sorted(cells)}


def runs_of(cells: Mapping[Cell, Sequence[FrameRow]]) -> dict[Cell, dict[int, int]]:
    """Return how many of each cell have so many points."""
    runs: dict[Cell, dict[int, int]] = {}
    for cell, rows in cells.items():
        own = runs.setdefault(cell, {})
        for row in rows:
            own[row.score] = own.get(row.score, 0) + 1
    return runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Arcs:
    """Hold arcs commune -> type, those of a cell one after the other, and what goes through them together.

    ``cells`` has a cell for each arc, ``sizes`` how much the arc carries at most.
    """

    cells: Sequence[Cell]
    sizes: Sequence[int]
    places: int
    commune_least: Mapping[str, int]
    type_least: Mapping[str, int]


def best_flow(
    runs: Runs, *, places: int, commune_least: Mapping[str, int], type_least: Mapping[str, int]
) -> dict[Cell, int] | None:
    """Return how many each cell gives to one list with the highest total of points, None if floors do not fit."""
    arcs = Arcs(
        cells=[cell for cell, own in runs.items() for _ in own],
        sizes=[size for own in runs.values() for size in own.values()],
        places=places, commune_least=commune_least, type_least=type_least,
    )  # fmt: skip
    flows = arc_flows(arcs, [-points for own in runs.values() for points in own])
    if flows is None:
        return None
    taken = dict.fromkeys(runs, 0)
    for cell, flow in zip(arcs.cells, flows, strict=True):
        taken[cell] += flow
    return taken


def arc_flows(arcs: Arcs, costs: Sequence[int]) -> list[int] | None:
    """Return how much goes through each arc at the least cost, None if floors do not fit."""
    import numpy
    from ortools.graph.python import min_cost_flow

    network = min_cost_flow.SimpleMinCostFlow()
    commune_node = {key: 2 + k for k, key in enumerate(arcs.commune_least)}
    type_node = {key: 2 + len(commune_node) + k for k, key in enumerate(arcs.type_least)}
    # A floor is a supply of its own; what is above all floors comes from node 0 and goes to node 1.
    for key, least in arcs.commune_least.items():
        network.set_node_supply(commune_node[key], least)
        network.add_arc_with_capacity_and_unit_cost(0, commune_node[key], arcs.places, 0)
    for key, least in arcs.type_least.items():
        network.set_node_supply(type_node[key], -least)
        network.add_arc_with_capacity_and_unit_cost(type_node[key], 1, arcs.places, 0)
    network.set_node_supply(0, arcs.places - sum(arcs.commune_least.values()))
    network.set_node_supply(1, sum(arcs.type_least.values()) - arcs.places)
    added = network.add_arcs_with_capacity_and_unit_cost(
        numpy.array([commune_node[commune] for commune, _ in arcs.cells], dtype=numpy.int32),
        numpy.array([type_node[kind] for _, kind in arcs.cells], dtype=numpy.int32),
        numpy.array(arcs.sizes, dtype=numpy.int64),
        numpy.array(costs, dtype=numpy.int64),
    )
    if network.solve() != network.OPTIMAL:
        return None
    flows: list[int] = network.flows(added).tolist()
    return flows
