"""A list of so many rows that keeps the floors of communes and types and is worth most."""

from collections import Counter
from collections.abc import Mapping

from oracle.reading import Row

Node = tuple[str, str]
SOURCE, SINK = ("", "source"), ("", "sink")


class Link:
    """A link of the network, of a capacity, each unit of it worth so much."""

    def __init__(self, ends: tuple[Node, Node], capacity: int, worth: int, row: Row | None = None) -> None:
        self.tail, self.head = ends
        self.capacity, self.worth, self.row, self.flow = capacity, worth, row, 0


def best_list(rows: list[Row], worth: Mapping[str, int], *, k: int, lowest: Mapping[Node, int]) -> list[Row]:
    """Return k rows: k times the best way from source to sink, where a floor is worth more than all rows."""
    links = _network(rows, worth, lowest)
    for _ in range(k):
        _push(links)
    return [link.row for link in links if link.row and link.flow]


def _network(rows: list[Row], worth: Mapping[str, int], lowest: Mapping[Node, int]) -> list[Link]:
    floor_worth = 2 * sum(abs(worth[row.id]) for row in rows) + 1
    links = []
    free = Counter(("commune", row.commune) for row in rows) + Counter(("type", row.type) for row in rows)
    for group, count in free.items():
        ends = (SOURCE, group) if group[0] == "commune" else (group, SINK)
        links += [Link(ends, lowest[group], floor_worth), Link(ends, count - lowest[group], 0)]
    return links + [Link((("commune", row.commune), ("type", row.type)), 1, worth[row.id], row) for row in rows]


def _push(links: list[Link]) -> None:
    """Send one more unit along the way that is worth most, taking back where it helps (Bellman and Ford)."""
    worth: dict[Node, int] = {SOURCE: 0}
    came: dict[Node, tuple[Link, int]] = {}
    changed = True
    while changed:
        changed = False
        for link in links:
            for way, start, end in ((1, link.tail, link.head), (-1, link.head, link.tail)):
                room = link.capacity - link.flow if way == 1 else link.flow
                if not room or start not in worth:
                    continue
                total = worth[start] + way * link.worth
                if end not in worth or worth[end] < total:
                    worth[end], came[end], changed = total, (link, way), True
    node = SINK
    while node != SOURCE:
        link, way = came[node]
        link.flow += way
        node = link.tail if way == 1 else link.head
