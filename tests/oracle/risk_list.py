"""Section 6: the one list of k open rows that meets the floors and is worth most, and shorter ways."""

from collections.abc import Iterable, Iterator, Mapping
from math import isqrt
from typing import NamedTuple

from oracle.network import best_list
from oracle.reading import Row, hashed
from oracle.sizes import UNSEEN, Parts

HIGHEST_PRICE = 100_000
TURN = 32_400 * 10**12
"""180 degrees squared, in millionths of a degree squared."""


class Ranked(NamedTuple):
    """Hold the open rows by ticket, and by points and then ticket."""

    by_ticket: list[Row]
    by_points: list[Row]


class Listed(NamedTuple):
    """Hold K(0), the risk list, and each open row's way (empty where ways play no part)."""

    first: list[Row]
    risk: list[Row]
    ways: dict[str, int]


def rank(open_rows: list[Row], frame_hash: str) -> Ranked:
    """Return the two orders of the open rows."""
    by_ticket = sorted(open_rows, key=lambda row: hashed(f"{frame_hash}|{row.id}"))
    return Ranked(by_ticket, sorted(by_ticket, key=lambda row: -row.score))


def list_risks(ranked: Ranked, parts: Parts, frame: list[Row], loss_bp: int) -> Listed:
    """Return the risk list: K(0), or K(q) for the largest price whose loss of points is allowed."""
    first = best(ranked, parts, {row.id: row.score for row in ranked.by_ticket})
    if loss_bp == 0:
        return Listed(first, first, {})
    ways = ways_of(ranked.by_ticket, [row for row in frame if row.must] + first, frame)
    loss = loss_bp * max(0, points(first)) // 10_000
    low, chosen, high = 0, first, HIGHEST_PRICE
    while low < high:
        q = (low + high + 1) // 2
        tried = best(ranked, parts, {row.id: 100_000 * row.score - q * ways[row.id] for row in ranked.by_ticket})
        if points(first) - points(tried) <= loss:
            low, chosen = q, tried
        else:
            high = q - 1
    return Listed(first, chosen, ways)


def points(rows: Iterable[Row]) -> int:
    """Return the sum of the scores."""
    return sum(row.score for row in rows)


def best(ranked: Ranked, parts: Parts, value: Mapping[str, int]) -> list[Row]:
    """Return the one list of the highest value whose tickets come first."""
    count = len(ranked.by_ticket)
    worth = {row.id: (value[row.id] << count) + (1 << (count - 1 - k)) for k, row in enumerate(ranked.by_ticket)}
    chosen = best_list(ranked.by_ticket, worth, k=parts.k, lowest=parts.lowest)
    if sum(row.unseen for row in chosen) >= parts.lowest[UNSEEN]:
        return chosen
    return best_with_unseen(ranked.by_ticket, worth, parts)


def best_with_unseen(rows: list[Row], worth: Mapping[str, int], parts: Parts) -> list[Row]:
    """Return the best list that also holds L(V), cell after cell.

    Of a cell only its best seen and its best unseen rows come into question. For every state (rows so
    far, unseen ones, in this commune, in each type; each counted up to what is asked) the best is kept.
    """
    asked = {group: low for group, low in parts.lowest.items() if low or group == UNSEEN}
    types = [group for group in asked if group[0] == "type"]
    states: dict[tuple[int, ...], tuple[int, list[Row]]] = {(0, 0, 0, *(0 for _ in types)): (0, [])}
    cells = sorted({row.cell for row in rows})
    for place, (commune, kind) in enumerate(cells):
        members = [row for row in rows if row.cell == (commune, kind)]
        floor = asked.get(("commune", commune), 0)
        ends = place + 1 == len(cells) or cells[place + 1][0] != commune
        following: dict[tuple[int, ...], tuple[int, list[Row]]] = {}
        for state, (total, chosen) in states.items():
            for added in _choices(members, worth):
                held = min(floor, state[2] + len(added))
                if state[0] + len(added) > parts.k or (ends and held < floor):
                    continue
                unseen = min(asked[UNSEEN], state[1] + sum(row.unseen for row in added))
                in_types = [
                    min(asked[group], n + (len(added) if group[1] == kind else 0))
                    for group, n in zip(types, state[3:], strict=True)
                ]
                key = (state[0] + len(added), unseen, 0 if ends else held, *in_types)
                value = total + sum(worth[row.id] for row in added)
                if key not in following or following[key][0] < value:
                    following[key] = value, chosen + added
        states = following
    return states[parts.k, asked[UNSEEN], 0, *(asked[group] for group in types)][1]


def _choices(members: list[Row], worth: Mapping[str, int]) -> Iterator[list[Row]]:
    """Yield the best a unseen and b seen rows of a cell, for every a and b."""
    ordered = sorted(members, key=lambda row: -worth[row.id])
    unseen, seen = [row for row in ordered if row.unseen], [row for row in ordered if not row.unseen]
    return (unseen[:a] + seen[:b] for a in range(len(unseen) + 1) for b in range(len(seen) + 1))


def ways_of(open_rows: list[Row], anchors: list[Row], frame: list[Row]) -> dict[str, int]:
    """Return each open row's way in metres: to the three nearest of those who are visited anyhow."""
    latitudes = [row.y for row in frame if row.placed]
    if not latitudes:
        return {row.id: 0 for row in open_rows}
    m = (min(latitudes) + max(latitudes)) // 2
    c = 10_000 * (TURN - 4 * m * m) // (TURN + m * m)
    metres = {row.id: (row.x * c * 11_132 // 10**9, row.y * 11_132 // 10**5) for row in frame}
    ways = {}
    for row in open_rows:
        if row.placed:
            x, y = metres[row.id]
            others = [metres[other.id] for other in anchors if other.placed and other.id != row.id]
            ways[row.id] = sum(sorted(isqrt((x - x2) ** 2 + (y - y2) ** 2) for x2, y2 in others)[:3])
    mean = sum(ways.values()) // len(ways) if ways else 0
    return {row.id: ways.get(row.id, mean) for row in open_rows}
