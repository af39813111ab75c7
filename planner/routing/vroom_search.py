"""VROOM, a peer: very fast, but its priorities are wishes and it ends by itself.

It has no longest duty apart from travel (a shift's window is cut to its duty,
around the middle), no groups (the floors core gets the highest priority) and
no warm start; what its plan breaks is repaired.
"""

from datetime import timedelta
from importlib.metadata import version
from typing import Any

import numpy as np
import vroom

from domain.errors import InputError
from domain.routing import RoutingProblem
from domain.teams import Shift
from planner.routing.core import floors_core
from planner.routing.engine import Found, Limits, Watch
from planner.routing.index import Orders, ProblemIndex, index_problem
from planner.routing.prices import whole_prices
from planner.routing.repairing import repaired
from planner.routing.rules import objection
from planner.routing.worth import worth

VERSION = f"1 pyvroom {version('pyvroom')}"
EXPLORATION = 5
WALL_PER_CPU = 5.0
"""VROOM's only limit is one of wall time, which passes faster than this process works on a shared machine."""
CERTAIN, MOST_LIKELY = 100, 90
"""Priorities go from 0 to 100: what must be made has the highest."""


def search(problem: RoutingProblem, *, start: Orders | None, seed: int, limits: Limits, watch: Watch) -> Found:
    """Return VROOM's plan, repaired; the seed and a start are not used, and one iteration is its whole run.

    Raises
    ------
    InputError
        ``solver.cannot`` with ``current.done``: it cannot begin in the middle of a route.
    """
    index = index_problem(problem)
    if index.current.done:
        raise InputError("solver.cannot", name="vroom", feature="current.done")
    deadline = watch.deadline_s(limits)
    stopped_by = watch.reason_to_stop(deadline)
    orders: Orders = start or {}
    if problem.visits and problem.shifts and stopped_by is None:
        orders = _run(index, limits)
        watch.on_progress("route.vroom", 1, 1)
    plans = [plan for plan in (start, repaired(index, orders)) if plan is not None]
    best = max(plans, key=lambda plan: worth(index, plan) or (-(1 << 60), 0, 0))
    return Found(orders=best, iterations=1, stopped_by=stopped_by or "iterations", version=VERSION)


def _run(index: ProblemIndex, limits: Limits) -> Orders:
    task = vroom.Input()
    travel = _travel(index)
    task.set_durations_matrix("car", travel)
    task.set_distances_matrix("car", travel)
    shifts = [shift for shift in index.problem.shifts if shift.id not in index.current.lost_shifts]
    for k, shift in enumerate(shifts):
        task.add_vehicle(_vehicle(index, k, shift))
    must = floors_core(index)
    most = max((visit.prize for visit in index.problem.visits), default=0) or 1
    added = False
    for k, visit in enumerate(index.problem.visits):
        open_to = [n for n, shift in enumerate(shifts) if objection(index, visit, shift) is None]
        priority = CERTAIN if visit.id in must else max(0, visit.prize) * MOST_LIKELY // most
        for n in _skills(open_to, len(shifts)):
            added = True
            task.add_job(_job(index, k, visit, priority, n))
    if not added or not shifts:
        return {}
    timeout = {} if limits.seconds is None else {"timeout": timedelta(seconds=max(0.1, limits.seconds * WALL_PER_CPU))}
    plan = task.solve(exploration_level=EXPLORATION, nb_threads=1, **timeout)
    return _orders(index, shifts, plan.routes)


def _skills(open_to: list[int], count: int) -> list[frozenset[int]]:
    """Return one set of skills that the shifts which may take a visit have and no other; none where none may."""
    if not open_to:
        return []
    # A shift has the skill "not n" for every other shift n: all closed ones are shut out.
    return [frozenset(n for n in range(count) if n not in open_to)]


def _job(index: ProblemIndex, number: int, visit: Any, priority: int, skills: frozenset[int]) -> Any:
    end = max(shift.end_s for shift in index.problem.shifts)
    windows = _apart([(low, min(high, end)) for low, high in index.windows[visit.id] if low <= end])
    return vroom.Job(
        number,
        location=index.points[visit.location],
        default_service=visit.service_s,
        priority=priority,
        skills=set(skills),
        time_windows=[vroom.TimeWindow(low, high) for low, high in windows or [(end, end)]],
    )


def _apart(windows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted windows with those that touch joined, which VROOM asks for."""
    joined: list[tuple[int, int]] = []
    for low, high in windows:
        if joined and low <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(high, joined[-1][1])
        else:
            joined.append((low, high))
    return joined


def _vehicle(index: ProblemIndex, number: int, shift: Shift) -> Any:
    slack = max(0, shift.end_s - shift.start_s - shift.max_duty_s)
    start = shift.start_s + slack // 2
    end = start + min(shift.max_duty_s, shift.end_s - shift.start_s)
    extra: dict[str, Any] = {}
    # A break outside the cut window is refused as inconsistent; left out, repairing counts it.
    if shift.pause and start <= shift.pause.earliest_s and shift.pause.latest_s + shift.pause.duration_s <= end:
        window = vroom.TimeWindow(shift.pause.earliest_s, shift.pause.latest_s)
        extra["breaks"] = [vroom.Break(number, time_windows=[window], service=shift.pause.duration_s)]
    if shift.max_stops is not None:
        extra["max_tasks"] = shift.max_stops
    return vroom.Vehicle(
        number,
        start=index.points[shift.start_location],
        end=index.points[shift.end_location],
        time_window=vroom.TimeWindow(start, end),
        skills={n for n in range(len(index.problem.shifts)) if n != number},
        costs=vroom.VehicleCosts(fixed=_opening_s(index)),
        **extra,
    )


def _opening_s(index: ProblemIndex) -> int:
    """Return a shift's price in VROOM's unit, which is a second of travel."""
    prices = whole_prices(index.problem.weights)
    return prices.opening // max(1, prices.second)


def _travel(index: ProblemIndex) -> Any:
    size = len(index.problem.locations)
    table = np.asarray(index.problem.matrix.durations, dtype=np.int64).reshape(size, size).copy()
    table[table < 0] = 2 * max(shift.end_s for shift in index.problem.shifts)
    return table.astype(np.uint32)


def _orders(index: ProblemIndex, shifts: list[Shift], routes: Any) -> dict[str, list[str]]:
    orders: dict[str, list[str]] = {shift.id: [] for shift in index.problem.shifts}
    for stop in routes[routes.type == "job"].itertuples():
        orders[shifts[int(stop.vehicle_id)].id].append(index.problem.visits[int(stop.id)].id)
    return orders
