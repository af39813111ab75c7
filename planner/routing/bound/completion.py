"""What the rest of a route can bring at most, seen from each visit: by the clock, and by the duty that is left.

Both relax the route to one without an immediate return to the visit it comes
from, and time to whole minutes in the route's favour. Tables are (minute,
visit); they hold the best rest, where it goes first, and the best one that
goes elsewhere.
"""

import numpy as np

from planner.routing.compiled import compiled

GRID_S = 60
NOTHING = -1e18
HOME = -1
FAR_CELLS = 1 << 20


@compiled
def first_start(task, visit, ready):  # type: ignore[no-untyped-def]
    """Return the earliest start at or after ready, -1 where no window is left."""
    for w in range(task.window_from[visit], task.window_from[visit + 1]):
        if ready <= task.windows[w, 1]:
            return max(ready, task.windows[w, 0])
    return -1


@compiled
def by_clock(task, gain, second, active):  # type: ignore[no-untyped-def]
    """Return (minutes, n): the most that can follow when a visit is left in a minute of the shift or later."""
    m, cells = len(active), (task.end_s - task.start_s) // GRID_S + 1
    steps, costs = _steps(task, second, active, 0)
    later = _leaves(task, active, cells)
    best, other = np.full((cells, m), NOTHING), np.full((cells, m), NOTHING)
    towards = np.full((cells, m), HOME)
    at, at_other, at_towards = best.copy(), other.copy(), towards.copy()
    everything = np.maximum(gain, 0.0).sum()
    for cell in range(cells - 1, -1, -1):
        for k in range(m):
            leave = later[cell, k]
            if leave == cell:
                at[cell, k] = at_other[cell, k] = gain[active[k]] + everything
            elif leave > cell:
                at[cell, k] = best[leave, k] + gain[active[k]]
                at_other[cell, k] = other[leave, k] + gain[active[k]]
                at_towards[cell, k] = towards[leave, k]
        now = task.start_s + cell * GRID_S
        for j in range(m):
            home = -second * task.back[active[j]] if now + task.back[active[j]] <= task.end_s else NOTHING
            first, second_best, to = _best_step(
                (at, at_other, at_towards), steps[j], costs[j], (j, cell, cells, 1), home
            )
            best[cell, j], other[cell, j], towards[cell, j] = first, second_best, to
    return _spread(best, active, len(gain))


@compiled
def by_duty(task, gain, second, active):  # type: ignore[no-untyped-def]
    """Return (minutes, n): the most that can follow when so many minutes of duty, rounded up, are left."""
    m, cells = len(active), task.duty_s // GRID_S + 2
    steps, costs = _steps(task, second, active, 1)
    for j in range(m):
        for k in range(m):
            costs[j, k] += gain[active[k]]
    best, other = np.full((cells, m), NOTHING), np.full((cells, m), NOTHING)
    towards = np.full((cells, m), HOME)
    everything = np.maximum(gain, 0.0).sum()
    for cell in range(cells):
        # A step shorter than the grid looks into the row that is being made: all that there is may follow.
        best[cell], other[cell], towards[cell] = everything, everything, HOME
        row, row_other, row_to = np.empty(m), np.empty(m), np.empty(m, np.int64)
        for j in range(m):
            home = -second * task.back[active[j]] if task.back[active[j]] <= cell * GRID_S else NOTHING
            row[j], row_other[j], row_to[j] = _best_step(
                (best, other, towards), steps[j], costs[j], (j, cell, cells, -1), home
            )
        best[cell], other[cell], towards[cell] = row, row_other, row_to
    return _spread(best, active, len(gain))


@compiled
def _best_step(tables, steps, costs, spot, home):  # type: ignore[no-untyped-def]
    """Return the best rest from a spot (visit, cell, cells, sign), the best elsewhere, and where the first goes."""
    best, other, towards = tables
    j, cell, cells, sign = spot
    first, runner_up, to = home, NOTHING, HOME
    for k in range(len(steps)):
        there = cell + sign * steps[k]
        if there < 0 or there >= cells:
            continue
        value = costs[k] + (other[there, k] if towards[there, k] == j else best[there, k])
        if value > first:
            first, runner_up, to = value, first, k
        elif value > runner_up:
            runner_up = value
    return first, runner_up, to


@compiled
def _steps(task, second, active, with_service):  # type: ignore[no-untyped-def]
    """Return whole minutes and points of every step between active visits; impossible ones take FAR_CELLS."""
    m = len(active)
    steps, costs = np.full((m, m), FAR_CELLS), np.zeros((m, m))
    for j in range(m):
        opens = first_start(task, active[j], task.start_s)
        for k in range(m):
            leg = task.leg[active[j], active[k]]
            reached = opens + task.service[active[j]] + leg
            if j != k and opens >= 0 and reached <= task.end_s and first_start(task, active[k], reached) >= 0:
                steps[j, k] = (leg + with_service * task.service[active[k]]) // GRID_S
                costs[j, k] = -second * leg
    return steps, costs


@compiled
def _leaves(task, active, cells):  # type: ignore[no-untyped-def]
    """Return (minutes, m): in which minute a visit is left that is reached at the beginning of one, -1 for never."""
    later = np.full((cells, len(active)), -1)
    for cell in range(cells):
        for k in range(len(active)):
            start = first_start(task, active[k], task.start_s + cell * GRID_S)
            leave = (start + task.service[active[k]] - task.start_s) // GRID_S
            if start >= 0 and leave < cells:
                later[cell, k] = leave
    return later


@compiled
def _spread(best, active, n):  # type: ignore[no-untyped-def]
    """Return the table over all visits."""
    table = np.full((len(best), n), NOTHING)
    for k in range(len(active)):
        table[:, active[k]] = best[:, k]
    return table
