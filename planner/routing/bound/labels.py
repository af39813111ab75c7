"""The best route of a class of shifts at given prices: labels that keep exact time, level by level of stops.

A path's leave time is max(departure + work, earliest) up to a latest departure.
So a label holds these three and its value; a break is one more step of the
same form. A label that another dominates, or whose best imaginable rest brings
nothing, is dropped. Of each level only the most promising ``width`` labels go
on; the best hope of those left behind joins the returned upper bound, which
therefore holds for every width.
"""

import numpy as np

from planner.routing.bound.completion import GRID_S, NOTHING
from planner.routing.compiled import compiled

VISIT, EARLIEST, WORK, LATEST, RESTED, MEMORY, BEFORE, ALIVE, BELOW = range(9)
"""Columns of a label; ``BELOW`` is the next label of the same visit."""
VALUE, HOPE = range(2)
LOOKS = 1000
"""Labels of a visit that a new one is compared with; to compare with fewer costs room, never truth."""
BEST, UPPER, COUNT = range(3)
"""Cells of the search's running figures: best route, hope left behind, labels made."""


@compiled
def best_routes(scene, active, floor, width, room):  # type: ignore[no-untyped-def]
    """Return (upper bound, labels, values, ends): ends[k] is the last label of the best route that ends at k.

    ``scene`` is (task, gain, points per second of travel, completion by clock,
    by duty); only routes that bring more than ``floor`` are looked for, and the
    bound is never below it. ``width`` labels go on from each level, ``room`` is
    how many there may be in all.
    """
    n = len(scene[1])
    labels, values = np.zeros((room, 9), np.int64), np.zeros((room, 2))
    heads, ends, tops = np.full((n, 2), -1), np.full(n, -1), np.full(n, NOTHING)
    figures = np.array([floor, NOTHING, 0.0])
    table = (labels, values, heads, figures)
    for k in active:
        reach(scene, table, -1, k, floor)
    low = 0
    for stops in range(1, scene[0].max_stops + 1):
        high = int(figures[COUNT])
        chosen = most_promising(table, low, high, width, floor)
        for one in chosen:
            finish(scene, table, one, ends, tops)
        for one in chosen if stops < scene[0].max_stops else chosen[:0]:
            if values[one, HOPE] <= floor or labels[one, ALIVE] == 0:
                continue
            for k in active:
                reach(scene, table, one, k, floor)
        low = high
        if low == int(figures[COUNT]):
            break
    return max(figures[BEST], figures[UPPER]), labels, values, ends


@compiled
def most_promising(table, low, high, width, floor):  # type: ignore[no-untyped-def]
    """Return the labels of a level that go on, best hope first; the rest is remembered in the upper bound."""
    labels, values, _, figures = table
    alive = np.zeros(high - low, np.int64)
    count = 0
    for one in range(low, high):
        if labels[one, ALIVE] == 1 and values[one, HOPE] > floor:
            alive[count] = one
            count += 1
    alive = alive[:count]
    order = alive[np.argsort(-values[alive, HOPE], kind="mergesort")]
    if count > width:
        figures[UPPER] = max(figures[UPPER], values[order[width], HOPE])
        order = order[:width]
    return order


@compiled
def reach(scene, table, one, k, floor):  # type: ignore[no-untyped-def]
    """Make the labels of going from a label (-1: from the start) to visit k, by window and by break."""
    task, gain, second, _, _ = scene
    labels, values, _, _ = table
    if one < 0:
        leg, earliest, work, latest, rested = task.out[k], task.start_s, 0, task.latest_s, 1 - task.has_pause
        value, memory = 0.0, 0
    else:
        here = labels[one, VISIT]
        if here == k or (task.place[here, k] >= 0 and (labels[one, MEMORY] >> task.place[here, k]) & 1):
            return
        leg, earliest, work, latest = task.leg[here, k], labels[one, EARLIEST], labels[one, WORK], labels[one, LATEST]
        rested, value, memory = labels[one, RESTED], values[one, VALUE], labels[one, MEMORY]
    value += gain[k] - second * leg
    if (
        value + hope_after(scene, k, earliest + leg + task.service[k], task.duty_s - work - leg - task.service[k])
        <= floor
    ):
        return
    path = (one, k, value, memory)
    arrive(scene, table, path, (earliest + leg, work + leg, latest, rested), floor)
    if rested == 0 and earliest <= task.pause_until:
        ready = max(earliest + leg, task.pause_from) + task.pause_s
        times = (ready, work + leg + task.pause_s, min(latest, task.pause_until - work), 1)
        arrive(scene, table, path, times, floor)


@compiled
def arrive(scene, table, path, times, floor):  # type: ignore[no-untyped-def]
    """Make a label for each window of the visit that a later one could not replace."""
    task = scene[0]
    k = path[1]
    ready, work, latest, rested = times
    for w in range(task.window_from[k], task.window_from[k + 1]):
        opens, closes = task.windows[w, 0], task.windows[w, 1]
        if ready > closes:
            continue
        until = min(latest, closes - work)
        leave = max(ready, opens) + task.service[k]
        done = max(work + task.service[k], leave - until)
        if until >= task.start_s and done <= task.duty_s:
            push(scene, table, path, (leave, done, until, rested), floor)
        if until == latest:
            return


@compiled
def push(scene, table, path, times, floor):  # type: ignore[no-untyped-def]
    """Add a label unless it is hopeless or dominated; drop those of its visit that it dominates."""
    task = scene[0]
    labels, values, heads, figures = table
    one, k, value, memory = path
    leave, work, latest, rested = times
    hope = value + hope_after(scene, k, leave, task.duty_s - work - (1 - rested) * task.pause_s)
    if hope <= floor:
        return
    known = remembered(task, labels, one, k, memory)
    made = int(figures[COUNT])
    if made == len(labels):
        figures[UPPER] = max(figures[UPPER], hope)
        return
    if is_dominated(table, heads[k, rested], (value, leave, work, latest, known)):
        return
    labels[made] = (k, leave, work, latest, rested, known, one, 1, heads[k, rested])
    values[made, VALUE], values[made, HOPE] = value, hope
    heads[k, rested] = made
    figures[COUNT] = made + 1


@compiled
def is_dominated(table, head, new):  # type: ignore[no-untyped-def]
    """Tell whether a label of the visit is as good in everything; unlink those that the new one beats."""
    labels, values, _, _ = table
    value, leave, work, latest, known = new
    other, above = head, -1
    for _ in range(LOOKS):
        if other < 0:
            break
        below = labels[other, BELOW]
        row = labels[other]
        if values[other, VALUE] >= value:
            if row[EARLIEST] <= leave and row[WORK] <= work and row[LATEST] >= latest and row[MEMORY] & ~known == 0:
                return True
        elif row[EARLIEST] >= leave and row[WORK] >= work and row[LATEST] <= latest and known & ~row[MEMORY] == 0:
            labels[other, ALIVE] = 0
            if above >= 0:
                labels[above, BELOW] = below
                other = below
                continue
        above = other
        other = below
    return False


@compiled
def remembered(task, labels, one, k, memory):  # type: ignore[no-untyped-def]
    """Return which of k's neighbours a path remembers when it comes to k."""
    if one < 0:
        return 0
    here = labels[one, VISIT]
    known = 0
    for p in range(task.near.shape[1]):
        other = task.near[k, p]
        place = task.place[here, other]
        if other == here or (place >= 0 and (memory >> place) & 1):
            known |= 1 << p
    return known


@compiled
def hope_after(scene, k, leave, left):  # type: ignore[no-untyped-def]
    """Return what can follow at most after leaving k then, with so many seconds of duty left."""
    task, _, _, clock, duty = scene
    if leave > task.end_s or left < 0:
        return NOTHING
    cell = (leave - task.start_s) // GRID_S
    return min(clock[cell, k], duty[(left + GRID_S - 1) // GRID_S, k])


@compiled
def finish(scene, table, one, ends, tops):  # type: ignore[no-untyped-def]
    """Go home from a label, with the break on the way if it is still to come, and keep the best end of its visit."""
    task, _, second, _, _ = scene
    labels, values, _, figures = table
    k = labels[one, VISIT]
    earliest, work, latest = labels[one, EARLIEST], labels[one, WORK], labels[one, LATEST]
    home, done = earliest + task.back[k], work + task.back[k]
    if labels[one, RESTED] == 0:
        if earliest > task.pause_until:
            return
        home, done = max(home, task.pause_from) + task.pause_s, done + task.pause_s
        latest = min(latest, task.pause_until - work)
    if home > task.end_s or latest < task.start_s or max(done, home - latest) > task.duty_s:
        return
    value = values[one, VALUE] - second * task.back[k]
    if value > tops[k]:
        tops[k] = value
        ends[k] = one
    figures[BEST] = max(figures[BEST], value)
