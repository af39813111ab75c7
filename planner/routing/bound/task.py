"""The pricing problem of one class of equal shifts, as arrays that compiled code reads."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.routing.arrays import Arrays
from planner.routing.compiled import compiled

FAR_S = 1 << 40
"""Seconds of a leg that no road makes; beyond the end of every shift."""
NEIGHBOURS = 10
"""Visits that a path remembers at each place (ng-routes, Baldacci, Mingozzi and Roberti 2011)."""


class Task(NamedTuple):
    """Hold n visits that a class of shifts may take; whole seconds after midnight."""

    out: NDArray[np.int64]
    """(n) from the start of the shift."""
    back: NDArray[np.int64]
    """(n) to its end."""
    leg: NDArray[np.int64]
    """(n, n)"""
    service: NDArray[np.int64]
    window_from: NDArray[np.int64]
    windows: NDArray[np.int64]
    near: NDArray[np.int64]
    """(n, q) the neighbours that a path standing at a visit remembers."""
    place: NDArray[np.int64]
    """(n, n) which of row's neighbours the column is, -1 for none."""
    detour: NDArray[np.int64]
    """(n) seconds of travel that leaving a visit out saves at least; -FAR_S where it may save no time at all."""
    start_s: int
    end_s: int
    duty_s: int
    latest_s: int
    """A later departure never helps: from here on the end of the shift binds before the duty."""
    pause_from: int
    pause_until: int
    pause_s: int
    """0, 0, 0 where ``has_pause`` is 0."""
    has_pause: int
    max_stops: int


def make_task(arrays: Arrays, shift: int, visits: NDArray[np.int64]) -> Task:
    """Return the task of a shift over the visits that it may take (numbers in the problem's order)."""
    at = arrays.visit_at[visits]
    travel = np.where(arrays.travel_s < 0, FAR_S, arrays.travel_s)
    leg = np.ascontiguousarray(travel[np.ix_(at, at)])
    out, back = travel[arrays.start_at[shift], at], travel[at, arrays.end_at[shift]]
    service = arrays.service_s[visits]
    lengths = arrays.window_from[visits + 1] - arrays.window_from[visits]
    rows = [arrays.windows[arrays.window_from[v] : arrays.window_from[v + 1]] for v in visits]
    near = _neighbours(leg)
    start, end = int(arrays.shift_start_s[shift]), int(arrays.shift_end_s[shift])
    duty = min(int(arrays.max_duty_s[shift]), end - start)
    pause = arrays.pause[shift]
    has_pause = int(pause[2] >= 0)
    return Task(
        out=np.ascontiguousarray(out),
        back=np.ascontiguousarray(back),
        leg=leg,
        service=service,
        window_from=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        windows=np.concatenate([*rows, np.zeros((0, 2), np.int64)]),
        near=near,
        place=_places(near, len(visits)),
        detour=least_detours(leg, out, back, service),
        start_s=start,
        end_s=end,
        duty_s=duty,
        latest_s=max(start, end - duty),
        pause_from=int(pause[0]) * has_pause,
        pause_until=int(pause[1]) * has_pause,
        pause_s=int(pause[2]) * has_pause,
        has_pause=has_pause,
        max_stops=int(min(arrays.max_stops[shift], len(visits))),
    )


def _neighbours(leg: NDArray[np.int64]) -> NDArray[np.int64]:
    both = leg + leg.T
    np.fill_diagonal(both, 2 * FAR_S + 1)
    size = min(NEIGHBOURS, max(0, len(leg) - 1))
    return np.ascontiguousarray(np.argsort(both, axis=1, kind="stable")[:, :size])


def _places(near: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    place = np.full((n, n), -1, np.int64)
    for row, visits in enumerate(near):
        place[row, visits] = np.arange(len(visits))
    return place


@compiled
def least_detours(leg, out, back, service):  # type: ignore[no-untyped-def]
    """Return for each visit the least travel that leaving it out of any route saves, -FAR_S where that is not safe."""
    n = len(service)
    found = np.zeros(n, np.int64)
    for j in range(n):
        least = FAR_S
        for i in range(-1, n):
            into = out[j] if i < 0 else leg[i, j]
            if i == j or into >= FAR_S:
                continue
            for k in range(-1, n):
                away = back[j] if k < 0 else leg[j, k]
                if k == j or (k == i and k >= 0) or away >= FAR_S:
                    continue
                least = min(least, into + away - straight_s(leg, out, back, i, k))
        found[j] = least if least + service[j] >= 0 else -FAR_S
    return found


@compiled
def straight_s(leg, out, back, i, k):  # type: ignore[no-untyped-def]
    """Return the seconds from i to k, -1 for the shift's ends; nothing for a shift that stays at home."""
    if i < 0:
        return 0 if k < 0 else out[k]
    return back[i] if k < 0 else leg[i, k]
