"""Whether a line can be timed: the rules of planner.routing.timing, compiled.

Waiting is allowed, so an earlier arrival is never worse: the latest arrival
that the rest of a line allows is exact at every position, whatever the number
of windows. The duty is not: it needs the walk over departures.
"""

import numpy as np
from numpy.typing import NDArray

from planner.routing.compiled import compiled
from planner.routing.lns.board import (
    BEGIN,
    DEPART,
    END,
    FAR,
    FINISH,
    FREE,
    FREE_LATEST,
    LAID,
    LATEST,
    LEAVE,
    LEG,
    MOST_DUTY,
    NODE,
    NUMBER,
    PAUSE,
    PAUSE_FROM,
    PAUSE_TO,
    SERVICE,
    SEVERAL,
    STOPS,
    TRAVEL,
    WINDOWS,
    WORK,
    WORKED,
)

NEVER = 1 << 60
Whole = NDArray[np.int64]
Ways = NDArray[np.int32]


@compiled
def first_start(visit: Whole, i: int, ready: int) -> int:
    """Return the earliest start of visit i from ready on, NEVER where there is none."""
    for k in range(WINDOWS, WINDOWS + 2 * visit[i, NUMBER], 2):
        if ready <= visit[i, k + 1]:
            return max(ready, visit[i, k])
    return NEVER


@compiled
def last_start(visit: Whole, i: int, ready: int) -> int:
    """Return the latest start of visit i up to ready, -NEVER where there is none."""
    found = -NEVER
    for k in range(WINDOWS, WINDOWS + 2 * visit[i, NUMBER], 2):
        if visit[i, k] <= ready:
            found = max(found, min(ready, visit[i, k + 1]))
    return found


@compiled
def after_break(shift: Whole, s: int, leave: int, leg: int) -> int:
    """Return when a leg and a break are over, NEVER where the break cannot start."""
    if leave > shift[s, PAUSE_TO]:
        return NEVER
    return max(leave + leg, shift[s, PAUSE_FROM]) + shift[s, PAUSE]


@compiled
def before_break(shift: Whole, s: int, ready: int, leg: int) -> int:
    """Return the latest leave such that leg and break are over by ready."""
    if ready < shift[s, PAUSE_FROM] + shift[s, PAUSE]:
        return -NEVER
    return min(ready - shift[s, PAUSE] - leg, shift[s, PAUSE_TO])


@compiled
def count_times(ways: Ways, visit: Whole, shift: Whole, line: Whole, s: int) -> None:
    """Count anew what a line's columns and totals hold, from its nodes and stops."""
    stops = shift[s, STOPS]
    work, travel, several = 0, 0, 0
    for k in range(stops + 1):
        line[s, k, WORKED] = work
        leg = np.int64(ways[0, line[s, k, NODE], line[s, k + 1, NODE]]) if stops > 0 else 0
        line[s, k, LEG] = leg
        travel += leg
        work += leg
        if k < stops:
            work += visit[line[s, k + 1, NODE], SERVICE]
            several += visit[line[s, k + 1, NODE], NUMBER] > 1
    shift[s, TRAVEL], shift[s, WORK], shift[s, SEVERAL] = travel, work + max(shift[s, PAUSE], 0), several
    if shift[s, PAUSE] >= 0:
        _times_with_break(visit, shift, line, s)
    else:
        _times(visit, shift, line, s)


@compiled
def _times(visit: Whole, shift: Whole, line: Whole, s: int) -> None:
    stops = shift[s, STOPS]
    leave = shift[s, BEGIN]
    line[s, 0, LEAVE] = leave
    for k in range(1, stops + 1):
        i = line[s, k, NODE]
        leave = first_start(visit, i, leave + line[s, k - 1, LEG]) + visit[i, SERVICE]
        line[s, k, LEAVE] = leave
    shift[s, FINISH] = leave + line[s, stops, LEG]
    latest = shift[s, END]
    line[s, stops + 1, LATEST] = latest
    for k in range(stops, 0, -1):
        i = line[s, k, NODE]
        latest = last_start(visit, i, latest - line[s, k, LEG] - visit[i, SERVICE])
        line[s, k, LATEST] = latest
    shift[s, DEPART] = latest - line[s, 0, LEG]


@compiled
def _times_with_break(visit: Whole, shift: Whole, line: Whole, s: int) -> None:
    stops = shift[s, STOPS]
    free, rested = shift[s, BEGIN], NEVER
    line[s, 0, LEAVE], line[s, 0, FREE] = rested, free
    for k in range(1, stops + 1):
        i, leg = line[s, k, NODE], line[s, k - 1, LEG]
        rested = first_start(visit, i, min(rested + leg, after_break(shift, s, free, leg))) + visit[i, SERVICE]
        free = first_start(visit, i, free + leg) + visit[i, SERVICE]
        line[s, k, LEAVE], line[s, k, FREE] = rested, free
    shift[s, FINISH] = min(rested + line[s, stops, LEG], after_break(shift, s, free, line[s, stops, LEG]))
    rested, free = shift[s, END], -NEVER
    line[s, stops + 1, LATEST], line[s, stops + 1, FREE_LATEST] = rested, free
    for k in range(stops, 0, -1):
        i, leg = line[s, k, NODE], line[s, k, LEG]
        free = last_start(visit, i, max(free - leg, before_break(shift, s, rested, leg)) - visit[i, SERVICE])
        rested = last_start(visit, i, rested - leg - visit[i, SERVICE])
        line[s, k, LATEST], line[s, k, FREE_LATEST] = rested, free
    shift[s, DEPART] = max(free - line[s, 0, LEG], before_break(shift, s, rested, line[s, 0, LEG]))


@compiled
def _finish_from(ways: Ways, visit: Whole, shift: Whole, hand: Whole, s: int, departure: int) -> int:
    """Return the earliest return of the laid line for one departure; its length stands before it."""
    has_break = shift[s, PAUSE] >= 0
    free, rested = NEVER, departure
    if has_break:
        free, rested = departure, NEVER
    k = LAID + 1
    while True:
        node = hand[k]
        leg = np.int64(ways[0, hand[k - 1], node])
        arrival = rested + leg
        if has_break:
            arrival = min(arrival, after_break(shift, s, free, leg))
        if node >= len(visit):
            return arrival
        rested = first_start(visit, node, arrival) + visit[node, SERVICE]
        if has_break:
            free = first_start(visit, node, free + leg) + visit[node, SERVICE]
        elif rested >= NEVER:
            return NEVER
        k += 1


@compiled
def _latest_departure(ways: Ways, visit: Whole, shift: Whole, hand: Whole, last: tuple[int, int], s: int) -> int:
    """Return the latest departure of the laid line with its stops and its finish in last; some departure keeps it."""
    stops, rested = last
    has_break = shift[s, PAUSE] >= 0
    free = -NEVER
    for k in range(LAID + stops + 1, LAID, -1):
        leg = np.int64(ways[0, hand[k - 1], hand[k]])
        if has_break:
            free = max(free - leg, before_break(shift, s, rested, leg))
        rested -= leg
        if k > LAID + 1:
            i = hand[k - 1]
            rested = last_start(visit, i, rested - visit[i, SERVICE])
            if has_break:
                free = last_start(visit, i, free - visit[i, SERVICE])
    return free if has_break else rested


@compiled
def laid_times(ways: Ways, visit: Whole, shift: Whole, hand: Whole, s: int, stops: int) -> tuple[int, int]:
    """Return when the laid line leaves and returns as planner.routing.timing has it, NEVER twice if it cannot."""
    work = max(0, shift[s, PAUSE])
    for k in range(LAID, LAID + stops + 1):
        work += ways[0, hand[k], hand[k + 1]]
        if k < LAID + stops:
            work += visit[hand[k + 1], SERVICE]
    end, duty = shift[s, END], shift[s, MOST_DUTY]
    if work > min(duty, end - shift[s, BEGIN]) or work >= FAR:
        return NEVER, NEVER
    departure = shift[s, BEGIN]
    while True:
        finish = _finish_from(ways, visit, shift, hand, s, departure)
        if finish > end:
            return NEVER, NEVER
        departure = _latest_departure(ways, visit, shift, hand, (stops, finish), s)
        if finish - departure <= duty:
            return departure, finish
        departure += 1


@compiled
def lay(line: Whole, hand: Whole, s: int, stops: int) -> None:
    """Lay a line in the hand."""
    for k in range(stops + 2):
        hand[LAID + k] = line[s, k, NODE]


@compiled
def lay_with(line: Whole, hand: Whole, s: int, stops: int, i: int, gap: int) -> None:
    """Lay a line in the hand, with visit i after position gap."""
    for k in range(gap + 1):
        hand[LAID + k] = line[s, k, NODE]
    hand[LAID + gap + 1] = i
    for k in range(gap + 1, stops + 2):
        hand[LAID + k + 1] = line[s, k, NODE]
