"""The most never seen that a list can have: a flow sent path by path, each the best that is left."""

from collections.abc import Mapping

from planner.verify_draw.recount import Cell, Group

Node = tuple[str, str]
Arc = tuple[Node, Node, str]
"""Tail, head, and a name that tells parallel arcs apart."""

_SOURCE, _SINK = ("source", ""), ("sink", "")


def most_unseen(
    least: Mapping[Group, int], *, cells: Mapping[Cell, int], unseen: Mapping[Cell, int], places: int
) -> int:
    """Return the most never seen of a list with this many places that keeps every floor, -1 if none keeps them."""
    floor = places + 1
    room: dict[Arc, int] = {}
    worth: dict[Arc, int] = {}
    for group, number in least.items():
        ends = (_SOURCE, group) if group[0] == "commune" else (group, _SINK)
        room[*ends, "floor"], worth[*ends, "floor"] = number, floor
        room[*ends, "above"], worth[*ends, "above"] = places, 0
    for (commune, kind), size in cells.items():
        ends = ("commune", commune), ("type", kind)
        room[*ends, "unseen"], worth[*ends, "unseen"] = unseen.get((commune, kind), 0), 1
        room[*ends, "seen"], worth[*ends, "seen"] = size - unseen.get((commune, kind), 0), 0
    total = _send(room, worth, places)
    kept = floor * sum(least.values())
    return total - kept if total >= kept else -1


def _send(room: Mapping[Arc, int], worth: Mapping[Arc, int], units: int) -> int:
    """Return the most that ``units`` from the source to the sink can be worth, a negative number if they cannot go."""
    flow = dict.fromkeys(room, 0)
    total = 0
    while units:
        came = _best_path(room, worth, flow)
        if _SINK not in came:
            return -1
        path = []
        node = _SINK
        while node != _SOURCE:
            arc, ahead = came[node]
            path.append((arc, ahead))
            node = arc[0] if ahead else arc[1]
        sent = min(units, *(room[arc] - flow[arc] if ahead else flow[arc] for arc, ahead in path))
        for arc, ahead in path:
            flow[arc] += sent if ahead else -sent
            total += worth[arc] * (sent if ahead else -sent)
        units -= sent
    return total


def _best_path(
    room: Mapping[Arc, int], worth: Mapping[Arc, int], flow: Mapping[Arc, int]
) -> dict[Node, tuple[Arc, bool]]:
    """Return how the best path from the source comes to each node."""
    best: dict[Node, int] = {_SOURCE: 0}
    came: dict[Node, tuple[Arc, bool]] = {}
    grew = True
    while grew:
        grew = False
        for arc, free in room.items():
            for tail, head, ahead in ((arc[0], arc[1], True), (arc[1], arc[0], False)):
                is_open = flow[arc] < free if ahead else flow[arc] > 0
                if not is_open or tail not in best:
                    continue
                value = best[tail] + (worth[arc] if ahead else -worth[arc])
                if value > best.get(head, value - 1):
                    best[head] = value
                    came[head] = (arc, ahead)
                    grew = True
    return came
