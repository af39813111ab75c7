"""Sections 7 and 9: the two-way lottery, and the curve that puts rows in order."""

from itertools import groupby

from oracle.reading import Row, hashed, in_bytes

Node = tuple[str, str]
SOURCE, SINK = ("", "source"), ("", "sink")


class Coins:
    """Toss coins that anybody can toss again: numbered from 0."""

    def __init__(self, seed: str) -> None:
        self.seed, self.tossed = seed, 0

    def falls(self, a: int, b: int, label: str) -> bool:
        """Tell whether the next coin, of chance a/b, falls."""
        number = int(hashed(f"{self.seed}|{self.tossed}|{label}"), 16)
        self.tossed += 1
        return number * b < a * 2**256


class Link:
    """A link of the network with the weight on it."""

    def __init__(self, tail: Node, head: Node, weight: int, row: Row | None = None) -> None:
        self.tail, self.head, self.weight, self.row = tail, head, weight, row


def hilbert(x: int, y: int) -> int:
    """Return the place on the curve of a point in millionths of a degree."""
    x, y, index = x + 180_000_000, y + 90_000_000, 0
    s = 2**28
    while s:
        rx, ry = int(x & s > 0), int(y & s > 0)
        index += s * s * ((3 * rx) ^ ry)
        x, y = x % s, y % s
        if not ry:
            if rx:
                x, y = s - 1 - x, s - 1 - y
            x, y = y, x
        s //= 2
    return index


def lottery(pool: list[Row], r: int, seed: str) -> list[Row]:
    """Return the rows that are drawn."""
    full = len(pool)
    if r in (0, full):
        return pool if r else []
    coins, drawn, left = Coins(seed), list[Row](), list[tuple[Row, int]]()
    rows = sorted(pool, key=_place)
    for _, cell in groupby(rows, key=lambda row: row.cell):
        _duels(list(cell), (r, full), coins, drawn, left)
    links = _network(left, full)
    while any(0 < link.weight < full for link in links):
        _turn(links, full, coins)
    return drawn + [link.row for link in links if link.row and link.weight == full]


def _place(row: Row) -> tuple[bytes, bytes, int, bytes]:
    return in_bytes(row.commune), in_bytes(row.type), hilbert(row.x, row.y), in_bytes(row.id)


def _duels(
    cell: list[Row], weights: tuple[int, int], coins: Coins, drawn: list[Row], left: list[tuple[Row, int]]
) -> None:
    r, full = weights
    held: Row | None = None
    a = 0
    for row in cell:
        if held is None:
            held, a = row, r
            continue
        s = a + r
        if s <= full:
            held = held if coins.falls(a, s, "duel") else row
            a = s
        elif coins.falls(full - r, 2 * full - s, "duel"):
            drawn.append(held)
            held, a = row, s - full
        else:
            drawn.append(row)
            a = s - full
        if a == full:
            drawn.append(held)
            held = None
    if held is not None:
        left.append((held, a))


def _network(left: list[tuple[Row, int]], full: int) -> list[Link]:
    communes, types = dict[str, int](), dict[str, int]()
    for row, weight in left:
        communes[row.commune] = communes.get(row.commune, 0) + weight
        types[row.type] = types.get(row.type, 0) + weight
    first = [Link(SOURCE, ("commune", c), communes[c] % full) for c in sorted(communes, key=in_bytes)]
    last = [Link(("type", t), SINK, types[t] % full) for t in sorted(types, key=in_bytes)]
    return first + [Link(("commune", row.commune), ("type", row.type), w, row) for row, w in left] + last


def _turn(links: list[Link], full: int, coins: Coins) -> None:
    """Walk until a node comes twice, and push around that circle."""
    undecided = [link for link in links if 0 < link.weight < full]
    node, used = undecided[0].tail, None
    nodes, walk = [node], list[tuple[Link, bool]]()
    while True:
        used = next(link for link in undecided if link is not used and node in (link.tail, link.head))
        forwards = used.tail == node
        walk.append((used, forwards))
        node = used.head if forwards else used.tail
        if node in nodes:
            break
        nodes.append(node)
    circle = walk[nodes.index(node) :]
    up = min(full - link.weight if forwards else link.weight for link, forwards in circle)
    down = min(link.weight if forwards else full - link.weight for link, forwards in circle)
    change = up if coins.falls(down, up + down, "circle") else -down
    for link, forwards in circle:
        link.weight += change if forwards else -change
