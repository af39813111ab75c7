"""The list of the highest total of points over communes and types, by a minimum-cost flow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.rounds import FrameRow
from planner.selection.coins import ticket
from planner.selection.strata import Cell
from planner.selection.ties import settle_ties

if TYPE_CHECKING:
    import numpy as np

    from planner.selection.candidates import Candidates

Runs = Mapping[Cell, Mapping[int, int]]
"""Of each cell, how many have so many points."""


def risk_order(rows: Iterable[FrameRow], tickets: Mapping[str, str]) -> tuple[FrameRow, ...]:
    """Return rows by points, highest first, then by ticket."""
    return tuple(sorted(rows, key=lambda row: (-row.score, tickets[row.id])))


def frame_tickets(rows: Iterable[FrameRow], frame_digest: str) -> dict[str, str]:
    """Return each row's ticket under the hash of the frame, which is known before the seed."""
    return {row.id: ticket(frame_digest, row.id) for row in rows}


def flow_list(
    candidates: "Candidates",
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
    cells = candidates.ranked()
    runs = {cell: ranked.runs() for cell, ranked in cells.items()}
    taken = best_flow(runs, places=places, commune_least=commune_least, type_least=type_least)
    if taken is None:
        raise ValueError("the floors do not fit the places: sizes.refute was not asked")
    chosen = settle_ties(cells, taken, commune_least=commune_least, type_least=type_least, tickets=tickets)
    return tuple(sorted(chosen, key=lambda row: row.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Arcs:
    """Hold arcs commune -> type, those of a cell one after the other, and what goes through them together.

    ``tails`` and ``heads`` number the communes and types of the floors from 0;
    ``sizes`` is how much an arc carries at most.
    """

    tails: "np.ndarray"
    heads: "np.ndarray"
    sizes: "np.ndarray"
    places: int
    commune_least: Mapping[str, int]
    type_least: Mapping[str, int]


def arcs_of(
    cells: Sequence[Cell],
    sizes: Sequence[int],
    *,
    places: int,
    commune_least: Mapping[str, int],
    type_least: Mapping[str, int],
) -> Arcs:
    """Return one arc for each cell and size given."""
    import numpy as np

    commune_at = {key: k for k, key in enumerate(commune_least)}
    type_at = {key: k for k, key in enumerate(type_least)}
    return Arcs(
        tails=np.array([commune_at[commune] for commune, _ in cells], dtype=np.int32),
        heads=np.array([type_at[kind] for _, kind in cells], dtype=np.int32),
        sizes=np.array(sizes, dtype=np.int64),
        places=places,
        commune_least=commune_least,
        type_least=type_least,
    )


def best_flow(
    runs: Runs, *, places: int, commune_least: Mapping[str, int], type_least: Mapping[str, int]
) -> dict[Cell, int] | None:
    """Return how many each cell gives to one list with the highest total of points, None if floors do not fit."""
    import numpy as np

    cells = [cell for cell, own in runs.items() for _ in own]
    sizes = [size for own in runs.values() for size in own.values()]
    arcs = arcs_of(cells, sizes, places=places, commune_least=commune_least, type_least=type_least)
    flows = arc_flows(arcs, np.array([-points for own in runs.values() for points in own], dtype=np.int64))
    if flows is None:
        return None
    taken = dict.fromkeys(runs, 0)
    for cell, flow in zip(cells, flows.tolist(), strict=True):
        taken[cell] += flow
    return taken


def arc_flows(arcs: Arcs, costs: "np.ndarray") -> "np.ndarray | None":
    """Return how much goes through each arc at the least cost, None if floors do not fit."""
    import numpy as np
    from ortools.graph.python import min_cost_flow

    network = min_cost_flow.SimpleMinCostFlow()
    first_commune, first_type = 2, 2 + len(arcs.commune_least)
    # A floor is a supply of its own; what is above all floors comes from node 0 and goes to node 1.
    for node, least in enumerate(arcs.commune_least.values(), start=first_commune):
        network.set_node_supply(node, least)
        network.add_arc_with_capacity_and_unit_cost(0, node, arcs.places, 0)
    for node, least in enumerate(arcs.type_least.values(), start=first_type):
        network.set_node_supply(node, -least)
        network.add_arc_with_capacity_and_unit_cost(node, 1, arcs.places, 0)
    network.set_node_supply(0, arcs.places - sum(arcs.commune_least.values()))
    network.set_node_supply(1, sum(arcs.type_least.values()) - arcs.places)
    added = network.add_arcs_with_capacity_and_unit_cost(
        first_commune + arcs.tails, first_type + arcs.heads, arcs.sizes, costs
    )
    if network.solve() != network.OPTIMAL:
        return None
    return np.asarray(network.flows(added))
