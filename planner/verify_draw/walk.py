"""The lottery walked again from its seed, and the reserves after it."""

from collections import Counter
from collections.abc import Sequence

from domain.rounds import FrameRow
from planner.verify_draw.recount import degrees, digest


class _Coins:
    """Hand out the coins of a seed, numbered from 0."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._number = 0

    def falls(self, chance: int, of: int, label: str) -> bool:
        """Tell whether the next coin falls, which it does in ``chance`` of ``of`` cases."""
        value = int(digest(f"{self._seed}|{self._number}|{label}"), 16)
        self._number += 1
        return value * of < chance << 256


def walk_lottery(pool: Sequence[FrameRow], *, places: int, seed: str) -> frozenset[str]:
    """Return who the seed draws from the pool."""
    size = len(pool)
    if places in (0, size):
        return frozenset(row.id for row in pool) if places else frozenset()
    coins = _Coins(seed)
    weight = {row.id: places for row in pool}
    last: dict[tuple[str, str], str] = {}
    for row in sorted(pool, key=lambda row: (row.commune, row.type, _curve(row), row.id)):
        cell = (row.commune, row.type)
        if cell in last:
            _duel(weight, last[cell], row.id, size, coins)
        last[cell] = next((i for i in (last.get(cell), row.id) if i and 0 < weight[i] < size), row.id)
        if not 0 < weight[last[cell]] < size:
            del last[cell]
    _round(weight, last, size, coins)
    return frozenset(i for i, w in weight.items() if w == size)


def _duel(weight: dict[str, int], first: str, second: str, size: int, coins: _Coins) -> None:
    total = weight[first] + weight[second]
    if total <= size:
        falls = coins.falls(weight[first], total, "duel")
        weight[first], weight[second] = (total, 0) if falls else (0, total)
    else:
        falls = coins.falls(size - weight[second], 2 * size - total, "duel")
        weight[first], weight[second] = (size, total - size) if falls else (total - size, size)


def _round(weight: dict[str, int], last: dict[tuple[str, str], str], size: int, coins: _Coins) -> None:
    """Push along circles of undecided links until none is left."""
    links: dict[tuple[str, ...], int] = {}
    for (commune, kind), unit in last.items():
        path: tuple[tuple[str, ...], ...] = (("0", commune), ("1", commune, kind), ("2", kind))
        for link in path:
            links[link] = (links.get(link, 0) + weight[unit]) % size
    while undecided := sorted(link for link, w in links.items() if 0 < w < size):
        circle = _circle(undecided)
        up = min(size - links[link] if ahead else links[link] for link, ahead in circle)
        down = min(links[link] if ahead else size - links[link] for link, ahead in circle)
        step = up if coins.falls(down, up + down, "circle") else -down
        for link, ahead in circle:
            links[link] += step if ahead else -step
    for (commune, kind), unit in last.items():
        weight[unit] = links["1", commune, kind]


def _ends(link: tuple[str, ...]) -> tuple[tuple[str, str], tuple[str, str]]:
    if link[0] == "0":
        return ("0", ""), ("1", link[1])
    return (("1", link[1]), ("2", link[2])) if link[0] == "1" else (("2", link[1]), ("3", ""))


def _circle(undecided: Sequence[tuple[str, ...]]) -> list[tuple[tuple[str, ...], bool]]:
    """Walk on by the first link that is not the one just used, until a node comes again."""
    at: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for link in undecided:
        for node in _ends(link):
            at.setdefault(node, []).append(link)
    nodes = [_ends(undecided[0])[0]]
    steps: list[tuple[tuple[str, ...], bool]] = []
    while nodes[-1] not in nodes[:-1]:
        used = steps[-1][0] if steps else None
        link = next(link for link in at[nodes[-1]] if link != used)
        tail, head = _ends(link)
        steps.append((link, tail == nodes[-1]))
        nodes.append(head if tail == nodes[-1] else tail)
    return steps[nodes.index(nodes[-1]) :]


def _curve(row: FrameRow) -> int:
    """Return the place on the Hilbert curve by rotating quadrants from the largest down."""
    side = 1 << 29
    x, y = (int(degrees(value).replace(".", "")) for value in (row.lon, row.lat))
    x, y = x + 180_000_000, y + 90_000_000
    place, half = 0, side // 2
    while half:
        east, north = int(x & half > 0), int(y & half > 0)
        place += half * half * ((3 * east) ^ north)
        if north == 0:
            if east == 1:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        half //= 2
    return place


def list_reserves(rows: Sequence[FrameRow], *, pool: frozenset[str], selected: frozenset[str], seed: str) -> list[str]:
    """Return the reserves by ticket: in every cell as many as are selected there, as far as there are."""
    left = Counter((row.commune, row.type) for row in rows if row.id in selected)
    reserves = []
    for row in sorted(rows, key=lambda row: digest(f"{seed}|{row.id}")):
        if row.id in pool and row.id not in selected and left[row.commune, row.type]:
            left[row.commune, row.type] -= 1
            reserves.append(row.id)
    return reserves
