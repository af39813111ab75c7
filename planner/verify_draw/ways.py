"""The risk list with ways weighed, found again: metres, ways, and the highest price that loses few enough points."""

from collections.abc import Mapping
from math import isqrt

from domain.rounds import FrameRow
from planner.verify_draw.recount import Recount, degrees
from planner.verify_draw.search import Search

POINT, MOST_PRICE, NEIGHBOURS = 100_000, 100_000, 3


def weigh_ways(search: Search, count: Recount, *, first: frozenset[str], loss_bp: int) -> frozenset[str]:
    """Return the risk list, from the best list by points."""
    score = {row.id: row.score for row in search.eligible}
    way = _ways(count, first)
    best = sum(score[i] for i in first)
    least = best - loss_bp * max(0, best) // 10_000
    kept, low, high = first, 0, MOST_PRICE
    while low < high:
        middle = (low + high + 1) // 2
        trial = search.best(kept, {i: POINT * points - middle * way[i] for i, points in score.items()})
        if sum(score[i] for i in trial) >= least:
            kept, low = trial, middle
        else:
            high = middle - 1
    return kept


def _ways(count: Recount, first: frozenset[str]) -> dict[str, int]:
    """Return each open row's metres to its three nearest of must and first list; the mean without a place."""
    place = _places(count)
    anchors = sorted((count.must | first) & place.keys())
    ways: dict[str, int] = {}
    for row in count.eligible:
        if row.id in place:
            x, y = place[row.id]
            away = [(place[i][0] - x) ** 2 + (place[i][1] - y) ** 2 for i in anchors if i != row.id]
            ways[row.id] = sum(isqrt(square) for square in sorted(away)[:NEIGHBOURS])
    mean = sum(ways.values()) // len(ways) if ways else 0
    return {row.id: ways.get(row.id, mean) for row in count.eligible}


def _places(count: Recount) -> Mapping[str, tuple[int, int]]:
    micro = {row.id: _micro(row) for row in count.rows}
    placed = {i: point for i, point in micro.items() if point != (0, 0)}
    lats = [lat for _, lat in placed.values()] or [0]
    middle = (min(lats) + max(lats)) // 2
    right = 32_400 * 10**12
    cosine = 10_000 * (right - 4 * middle**2) // (right + middle**2)
    return {i: (lon * cosine * 11_132 // 10**9, lat * 11_132 // 10**5) for i, (lon, lat) in placed.items()}


def _micro(row: FrameRow) -> tuple[int, int]:
    lon, lat = (int(degrees(value).replace(".", "")) for value in (row.lon, row.lat))
    return lon, lat
