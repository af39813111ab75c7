"""The fewest establishments that serve every commune and every type, with the reason why."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.selection.strata import Cell

_SOURCE, _SINK = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Hold the fewest and its certificate: these communes and types need that many together.

    ``communes`` is the smallest set that proves it, ``types`` the smallest for it.
    """

    size: int
    communes: tuple[str, ...]
    types: tuple[str, ...]


def least_cover(communes: Mapping[str, int], types: Mapping[str, int], cells: Mapping[Cell, int]) -> Cover:
    """Return the fewest establishments that give each commune and each type what it asks for.

    Parameters
    ----------
    communes, types
        What each asks for, >= 0 and no more than its cells hold.
    cells
        How many there are in each cell.

    Notes
    -----
    One establishment serves its commune and its type at once, so the fewest is
    everything asked for less the most that can serve twice: a maximum flow
    communes -> cells -> types. Its minimum cut gives the communes A and types B
    with asked(A) + asked(B) - cells(A, B) = fewest; the cut next to the source
    holds the smallest A of all, hence it does not depend on the flow found.
    """
    near = _near_source(communes, types, cells)
    few = tuple(key for key in communes if key in near)
    reach = {t: sum(cells.get((c, t), 0) for c in few) for t in types}
    proving = tuple(t for t in types if types[t] > reach[t])
    size = sum(communes[c] for c in few) + sum(types[t] - reach[t] for t in proving)
    return Cover(size=size, communes=few, types=proving)


def _near_source(communes: Mapping[str, int], types: Mapping[str, int], cells: Mapping[Cell, int]) -> frozenset[str]:
    """Return the communes on the source's side of the minimum cut next to the source."""
    from ortools.graph.python import max_flow

    network = max_flow.SimpleMaxFlow()
    commune_node = {key: 2 + k for k, key in enumerate(communes)}
    type_node = {key: 2 + len(communes) + k for k, key in enumerate(types)}
    for key, asked in communes.items():
        network.add_arc_with_capacity(_SOURCE, commune_node[key], asked)
    for (commune, kind), size in cells.items():
        network.add_arc_with_capacity(commune_node[commune], type_node[kind], size)
    for key, asked in types.items():
        network.add_arc_with_capacity(type_node[key], _SINK, asked)
    if network.solve(_SOURCE, _SINK) != network.OPTIMAL:
        raise ValueError("the maximum flow was not found")
    side = set(network.get_source_side_min_cut())
    return frozenset(key for key, node in commune_node.items() if node in side)
