"""Laying a problem out on a board."""

import numpy as np
from numpy.typing import NDArray

from planner.routing.arrays import NO_LIMIT, Arrays
from planner.routing.lns import board as b
from planner.routing.lns.pricing import WholePrices

NEAREST = 200
POOL = 4096


def lay_out(arrays: Arrays, prices: WholePrices, seed: int) -> b.Board:
    """Return a board with empty lines, whose times are not yet counted."""
    ways, visit, shift = _ways(arrays), _visits(arrays, prices), _shifts(arrays)
    visits, shifts = len(visit), len(shift)
    longest = most_stops(ways, visit, shift) + 2
    line = np.zeros((shifts, longest + 2, b.LINE_COLUMNS), dtype=np.int64)
    line[:, 0, b.NODE] = visits + np.arange(shifts)
    line[:, 1, b.NODE] = visits + shifts + np.arange(shifts)
    offer = np.full((shifts, 0 if arrays.is_required.all() else visits, 2), b.NONE, dtype=np.int32)
    lists, count = _lists(arrays.is_required, max(visits, shifts))
    return b.Board(
        ways=ways,
        visit=visit,
        shift=shift,
        line=line,
        takes=_reachable(arrays, shift),
        near=_near(ways[b.ONWARD, :visits, :visits]),
        groups=arrays.groups,
        group=np.stack([arrays.at_least, 0 * arrays.at_least, 0 * arrays.at_least], axis=1),
        wishes=_wishes(arrays),
        price=np.array(prices, dtype=np.int64)[1:],
        lists=lists,
        count=count,
        offer=offer,
        old_line=line.copy(),
        old_shift=shift.copy(),
        score=np.zeros((3, 4), dtype=np.int64),
        hand=np.array([seed % (1 << 62), *[0] * (longest + 6)], dtype=np.int64),
        best=np.zeros((shifts, longest + 1), dtype=np.int32),
        pool=np.full((POOL, longest + 2), -1, dtype=np.int32),
    )


def most_stops(ways: NDArray[np.int32], visit: NDArray[np.int64], shift: NDArray[np.int64]) -> int:
    """Return a number of stops that no shift can pass, from the shortest ways and services."""
    count, shifts = len(visit), len(shift)
    inward = ways[b.BACK, :count, : count + shifts].astype(np.int64)
    inward[np.arange(count), np.arange(count)] = b.FAR
    least = np.cumsum(np.sort(visit[:, b.SERVICE] + inward.min(axis=1, initial=b.FAR)))
    most = np.minimum(shift[:, b.MOST_DUTY], shift[:, b.END] - shift[:, b.BEGIN])
    by_time = np.searchsorted(least, most, side="right")
    stops = np.maximum(shift[:, b.FROZEN], np.minimum(by_time, shift[:, b.MOST_STOPS]))
    return int(stops.max(initial=0))


def _ways(arrays: Arrays) -> NDArray[np.int32]:
    places = np.concatenate([arrays.visit_at, arrays.start_at, arrays.end_at])
    travel = arrays.travel_s[np.ix_(places, places)]
    travel = np.where((travel < 0) | (travel > b.FAR), b.FAR, travel).astype(np.int32)
    return np.stack([travel, travel.T])


def _visits(arrays: Arrays, prices: WholePrices) -> NDArray[np.int64]:
    number = np.diff(arrays.window_from)
    rows = np.zeros((len(number), b.WINDOWS + 2 * int(number.max(initial=1))), dtype=np.int64)
    rows[:, b.SERVICE] = arrays.service_s
    rows[:, b.NUMBER] = number
    rows[:, b.PRIZE] = arrays.prize * prices.point
    rows[:, b.WEIGHT] = np.where(arrays.is_required, 1 + np.maximum(0, arrays.priority), 0)
    rows[:, b.APPOINTED] = arrays.appointed
    rows[:, b.RANK] = arrays.order_rank
    rows[arrays.frozen, b.FIXED] = 1
    rows[:, b.GROUP_FROM], rows[:, b.GROUP_TO] = arrays.group_from[:-1], arrays.group_from[1:]
    rows[:, b.WHERE] = -1
    for k, first in enumerate(arrays.window_from[:-1]):
        own = arrays.windows[first : first + number[k]]
        rows[k, b.WINDOWS : b.WINDOWS + 2 * number[k]] = own.ravel()
        rows[k, b.WIDTH] = np.minimum(own[:, 1] - own[:, 0], NO_LIMIT).sum()
    return rows


def _shifts(arrays: Arrays) -> NDArray[np.int64]:
    rows = np.zeros((len(arrays.team), b.SHIFT_COLUMNS), dtype=np.int64)
    rows[:, b.BEGIN], rows[:, b.END] = arrays.shift_start_s, arrays.shift_end_s
    rows[:, b.MOST_DUTY], rows[:, b.MOST_STOPS] = arrays.max_duty_s, arrays.max_stops
    rows[:, b.PAUSE_FROM : b.PAUSE + 1] = arrays.pause
    rows[:, b.FROZEN] = np.diff(arrays.frozen_from)
    rows[:, b.TEAM], rows[:, b.DAY], rows[:, b.LOST] = arrays.team, arrays.day, arrays.is_lost
    return rows


def _reachable(arrays: Arrays, shift: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return where a shift takes a visit and some window meets its hours."""
    visits = np.repeat(np.arange(len(arrays.visit_at)), np.diff(arrays.window_from))
    takes = arrays.takes.copy()
    for s in range(len(shift)):
        last = shift[s, b.END] - arrays.service_s[visits]
        is_open = (arrays.windows[:, 0] <= last) & (arrays.windows[:, 1] >= shift[s, b.BEGIN])
        met = np.zeros(len(arrays.visit_at), dtype=np.bool_)
        met[visits[is_open]] = True
        takes[s] &= met
    return takes


def _near(travel: NDArray[np.int32]) -> NDArray[np.int32]:
    both = travel.astype(np.int64) + travel.T
    np.fill_diagonal(both, -1)
    return np.argsort(both, axis=1, kind="stable")[:, :NEAREST].astype(np.int32)


def _lists(is_required: NDArray[np.bool_], longest: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    lists, count = np.zeros((b.LISTS, longest), dtype=np.int32), np.zeros(b.LISTS, dtype=np.int64)
    for row, members in ((b.REQUIRED, np.flatnonzero(is_required)), (b.OPTIONAL, np.flatnonzero(~is_required))):
        lists[row, : len(members)] = members
        count[row] = len(members)
    return lists, count


def _wishes(arrays: Arrays) -> NDArray[np.int64]:
    sizes = np.diff(arrays.together_from)
    rows = np.zeros((len(sizes), 2 + int(sizes.max(initial=0))), dtype=np.int64)
    rows[:, 0], rows[:, 1] = arrays.within_s, sizes
    for k, first in enumerate(arrays.together_from[:-1]):
        rows[k, 2 : 2 + sizes[k]] = arrays.together[first : first + sizes[k]]
    return rows
