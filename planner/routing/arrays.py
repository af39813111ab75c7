"""A routing problem in whole numbers and numpy arrays, for engines that count fast."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.routing import RoutingProblem
from planner.routing.index import ANY_TIME, ProblemIndex, index_problem
from planner.routing.rules import objection

NO_LIMIT = 1 << 30
"""A number of stops or a second that nothing reaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrays:
    """Hold a problem of n visits, m shifts, p locations, g groups and t teams, in the problem's order.

    Lists of unequal length are flat: those of row k stand from ``x_from[k]``
    to ``x_from[k + 1]`` of ``x``. Nobody writes into them.
    """

    travel_s: NDArray[np.int64]
    """(p, p) rows from, columns to; -1 unreachable."""
    visit_at: NDArray[np.int64]
    service_s: NDArray[np.int64]
    window_from: NDArray[np.int64]
    """(n + 1)"""
    windows: NDArray[np.int64]
    """(w, 2) earliest and latest start, sorted within a visit."""
    is_required: NDArray[np.bool_]
    prize: NDArray[np.int64]
    priority: NDArray[np.int64]
    takes: NDArray[np.bool_]
    """(m, n) whether a shift may take a visit at all (planner.routing.rules)."""
    group_from: NDArray[np.int64]
    groups: NDArray[np.int64]
    """Groups of each visit."""
    at_least: NDArray[np.int64]
    """(g)"""
    together_from: NDArray[np.int64]
    together: NDArray[np.int64]
    """Visits of each wish to be together."""
    within_s: NDArray[np.int64]
    shift_start_s: NDArray[np.int64]
    shift_end_s: NDArray[np.int64]
    max_duty_s: NDArray[np.int64]
    start_at: NDArray[np.int64]
    end_at: NDArray[np.int64]
    max_stops: NDArray[np.int64]
    pause: NDArray[np.int64]
    """(m, 3) earliest start, latest start, seconds of the break; all -1 where there is none."""
    team: NDArray[np.int64]
    """(m)"""
    day: NDArray[np.int64]
    """(m) number of the shift's date among the problem's dates."""
    is_lost: NDArray[np.bool_]
    """(m) a lost shift takes nothing but what is done in it."""
    appointed: NDArray[np.int64]
    """(n) the shift of the current plan, -1 for none."""
    frozen_from: NDArray[np.int64]
    frozen: NDArray[np.int64]
    """Done visits of each shift, first and in this order."""
    order_rank: NDArray[np.int64]
    """(n) place in the current route of a visit whose order is locked, else -1."""


def problem_arrays(problem: RoutingProblem) -> Arrays:
    """Return the arrays of a problem that planner.routing.checks accepted."""
    index = index_problem(problem)
    visits, shifts = problem.visits, problem.shifts
    number = {visit.id: k for k, visit in enumerate(visits)}
    places = {shift.id: k for k, shift in enumerate(shifts)}
    teams = {team: k for k, team in enumerate(dict.fromkeys(shift.team for shift in shifts))}
    days = {date: k for k, date in enumerate(sorted({shift.date for shift in shifts}))}
    group = {one.id: k for k, one in enumerate(problem.groups)}
    window_from, windows = _flat([index.windows.get(visit.id, ANY_TIME) for visit in visits])
    group_from, groups = _flat([tuple(group[name] for name in visit.groups if name in group) for visit in visits])
    together_from, together = _flat([tuple(number[name] for name in wish.visits) for wish in problem.together])
    frozen_from, frozen = _flat([tuple(number[name] for name in index.frozen.get(shift.id, ())) for shift in shifts])
    return Arrays(
        travel_s=_travel(problem),
        visit_at=_whole([index.points[visit.location] for visit in visits]),
        service_s=_whole([visit.service_s for visit in visits]),
        window_from=window_from,
        windows=windows.reshape(-1, 2),
        is_required=np.array([visit.required for visit in visits], dtype=np.bool_),
        prize=_whole([visit.prize for visit in visits]),
        priority=_whole([visit.priority for visit in visits]),
        takes=_takes(index),
        group_from=group_from,
        groups=groups,
        at_least=_whole([one.at_least for one in problem.groups]),
        together_from=together_from,
        together=together,
        within_s=_whole([wish.within_s for wish in problem.together]),
        shift_start_s=_whole([shift.start_s for shift in shifts]),
        shift_end_s=_whole([shift.end_s for shift in shifts]),
        max_duty_s=_whole([shift.max_duty_s for shift in shifts]),
        start_at=_whole([index.points[shift.start_location] for shift in shifts]),
        end_at=_whole([index.points[shift.end_location] for shift in shifts]),
        max_stops=_whole([NO_LIMIT if shift.max_stops is None else shift.max_stops for shift in shifts]),
        pause=_pauses(problem),
        team=_whole([teams[shift.team] for shift in shifts]),
        day=_whole([days[shift.date] for shift in shifts]),
        is_lost=np.array([shift.id in index.current.lost_shifts for shift in shifts], dtype=np.bool_),
        appointed=_whole([places.get(index.appointed.get(visit.id, ""), -1) for visit in visits]),
        frozen_from=frozen_from,
        frozen=frozen,
        order_rank=_order_ranks(index),
    )


def _whole(values: list[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def _flat(rows: list) -> tuple[NDArray[np.int64], NDArray[np.int64]]:  # type: ignore[type-arg]
    """Return where each row begins and all rows one after another."""
    starts = np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64)
    return starts, np.array([value for row in rows for value in row], dtype=np.int64)


def _travel(problem: RoutingProblem) -> NDArray[np.int64]:
    size = len(problem.locations)
    return np.asarray(problem.matrix.durations, dtype=np.int64).reshape(size, size)


def _pauses(problem: RoutingProblem) -> NDArray[np.int64]:
    rows = [
        (shift.pause.earliest_s, shift.pause.latest_s, shift.pause.duration_s) if shift.pause else (-1, -1, -1)
        for shift in problem.shifts
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 3)


def _takes(index: ProblemIndex) -> NDArray[np.bool_]:
    rows = [
        [objection(index, visit, shift) is None for visit in index.problem.visits] for shift in index.problem.shifts
    ]
    return np.array(rows, dtype=np.bool_).reshape(len(index.problem.shifts), len(index.problem.visits))


def _order_ranks(index: ProblemIndex) -> NDArray[np.int64]:
    places = {visit: k for _, order in index.current.routes for k, visit in enumerate(order)}
    return _whole(
        [
            places.get(visit.id, -1) if index.current.locked.get(visit.id) == "order" else -1
            for visit in index.problem.visits
        ]
    )
