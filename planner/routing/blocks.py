"""Rounds too big for one search: area by area, week by week, then pairs of weeks anew.

Areas are independent and go to an executor. Within an area each week takes
what it can of the visits that are left, its share of every floor first; then
two weeks at a time exchange visits with each other and with those left out.
Matrices are measured for one area at a time, never for a province.
"""

import math
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date

from domain.progress import OnProgress, ShouldStop, never, silent
from domain.routing import Group, RoutingProblem, Solution, Unassigned, Visit
from domain.teams import Shift
from planner.routing.areas import part_of, split_areas
from planner.routing.engine import Found, Limits, Watch
from planner.routing.finishing import complete
from planner.routing.index import index_problem
from planner.routing.measuring import KnownTravel, MatrixOf
from planner.routing.registry import SOLVERS, make_ready
from planner.routing.scoring import exact, imbalance_s
from planner.routing.worth import worth

WEEKS_SHARE = 0.5
"""Share of an area's work that goes to single weeks; the rest to pairs."""

NO_LIMITS = Limits()

Plan = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTask:
    """Hold all that another process needs to plan one area; limits are those of the area."""

    problem: RoutingProblem
    matrix_of: MatrixOf
    solver: str
    seed: int
    iterations: int | None
    seconds: float | None


def solve_blocks(
    problem: RoutingProblem,
    *,
    matrix_of: MatrixOf,
    solver: str = "lns",
    seed: int = 0,
    limits: Limits = NO_LIMITS,
    executor: Executor | None = None,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
) -> Solution:
    """Return a plan of a big round, whose own matrix is never read; visits left out stand without reasons.

    The same problem, solver, seed and iterations give the same plan, with any executor.

    Parameters
    ----------
    matrix_of
        Measures the points of one area (planner.routing.measuring).
    limits
        Of the whole round, shared by the areas according to their shifts.
    executor
        Where areas are planned; None plans them here, one after another.
    should_stop
        Asked between areas; the areas not begun stay without routes.
    """
    tasks = _tasks(problem, matrix_of, solver, seed, limits)
    waiting = [executor.submit(solve_area, task) for task in tasks] if executor else []
    parts: list[Solution] = []
    for k, task in enumerate(tasks):
        if should_stop():
            for future in waiting[k:]:
                future.cancel()
            break
        parts.append(waiting[k].result() if executor else solve_area(task))
        on_progress("route.areas", k + 1, len(tasks))
    return _joined(problem, parts, solver, seed, is_stopped=len(parts) < len(tasks))


def solve_area(task: AreaTask) -> Solution:
    """Return the plan of one area: week blocks, then pairs of weeks."""
    make_ready(task.solver)
    problem = replace(task.problem, matrix=task.matrix_of(task.problem.locations))
    weeks = _weeks(problem.shifts)
    plan: Plan = {}
    iterations = 0
    for k, week in enumerate(weeks):
        share = WEEKS_SHARE / len(weeks) if len(weeks) > 1 else 1.0
        found = _search(_week_problem(problem, weeks, k, plan), task, k, share, {})
        iterations += found.iterations
        plan |= {shift.id: tuple(found.orders.get(shift.id, ())) for shift in week}
    pairs = [(k, k + 1) for k in range(len(weeks) - 1)]
    for k, pair in enumerate(pairs):
        shifts = tuple(shift for week in pair for shift in weeks[week])
        own = _pair_problem(problem, shifts, plan)
        before = {shift.id: plan[shift.id] for shift in shifts}
        found = _search(own, task, len(weeks) + k, (1 - WEEKS_SHARE) / len(pairs), before)
        iterations += found.iterations
        after = {shift.id: tuple(found.orders.get(shift.id, ())) for shift in shifts}
        plan |= _better(own, after, before)
    made = Found(
        orders=plan, iterations=iterations, stopped_by="iterations" if task.seconds is None else "time", version=""
    )
    return complete(problem, made, solver=task.solver, seed=task.seed, explained=False)


def _tasks(
    problem: RoutingProblem, matrix_of: MatrixOf, solver: str, seed: int, limits: Limits
) -> tuple[AreaTask, ...]:
    return tuple(
        AreaTask(
            problem=part,
            matrix_of=matrix_of,
            solver=solver,
            seed=seed + k,
            iterations=_part_of(limits.iterations, len(part.shifts), len(problem.shifts)),
            seconds=None if limits.seconds is None else limits.seconds * len(part.shifts) / len(problem.shifts),
        )
        for k, part in enumerate(split_areas(problem))
    )


def _part_of(number: int | None, part: int, whole: int) -> int | None:
    return None if number is None else max(1, number * part // whole)


def _search(problem: RoutingProblem, task: AreaTask, step: int, share: float, start: Plan) -> Found:
    limits = Limits(
        iterations=None if task.iterations is None else max(1, round(task.iterations * share)),
        seconds=None if task.seconds is None else task.seconds * share,
    )
    begin = {shift: order for shift, order in start.items() if order} or None
    return SOLVERS[task.solver](problem, start=begin, seed=task.seed * 1000 + step, limits=limits, watch=Watch())


def _weeks(shifts: Sequence[Shift]) -> tuple[tuple[Shift, ...], ...]:
    """Return the shifts by calendar week (Monday to Sunday), earliest first."""
    by_week: dict[tuple[int, int], list[Shift]] = {}
    for shift in shifts:
        by_week.setdefault(_week(shift.date), []).append(shift)
    return tuple(tuple(by_week[week]) for week in sorted(by_week))


def _week(day: date) -> tuple[int, int]:
    year, week, _ = day.isocalendar()
    return year, week


def _week_problem(problem: RoutingProblem, weeks: Sequence[Sequence[Shift]], k: int, plan: Plan) -> RoutingProblem:
    """Return a week's problem over the visits that are left.

    Before the last week a required visit is not forced, which would fill
    the first week with all of them: its prize is raised instead. Of what
    a floor still lacks the week takes its share of the shifts that are left.
    """
    planned = {visit for order in plan.values() for visit in order}
    ahead = sum(len(week) for week in weeks[k:])
    shifts = weeks[k]
    raised = 10 * (1 + max((visit.prize for visit in problem.visits), default=0))
    kept = _kept_elsewhere(problem, {shift.id for shift in shifts})
    visits = [visit for visit in problem.visits if visit.id not in planned and visit.id not in kept]
    if k + 1 < len(weeks):
        visits = [_wished(visit, raised) for visit in visits]
    lacking = _lacking(problem, planned)
    groups = tuple(Group(id=one, at_least=math.ceil(count * len(shifts) / ahead)) for one, count in lacking.items())
    return _measured(problem, replace(problem, visits=tuple(visits), shifts=tuple(shifts), groups=groups))


def _wished(visit: Visit, raised: int) -> Visit:
    return replace(visit, required=False, prize=visit.prize + raised) if visit.required else visit


def _pair_problem(problem: RoutingProblem, shifts: Sequence[Shift], plan: Plan) -> RoutingProblem:
    """Return the problem of some weeks' shifts over their own visits and those left out; the floors' rest is theirs."""
    own = {shift.id for shift in shifts}
    elsewhere = {visit for shift, order in plan.items() if shift not in own for visit in order}
    kept = _kept_elsewhere(problem, own)
    visits = tuple(visit for visit in problem.visits if visit.id not in elsewhere and visit.id not in kept)
    groups = tuple(Group(id=one, at_least=count) for one, count in _lacking(problem, elsewhere).items())
    return _measured(problem, replace(problem, visits=visits, shifts=tuple(shifts), groups=groups))


def _kept_elsewhere(problem: RoutingProblem, own: set[str]) -> set[str]:
    """Return the visits that are done or locked in a shift outside these."""
    current = problem.current
    if current is None:
        return set()
    held = {visit for shift, order in current.routes if shift not in own for visit in order}
    return held & (set(current.done) | set(current.locked))


def _lacking(problem: RoutingProblem, planned: set[str]) -> dict[str, int]:
    counts = Counter(group for visit in problem.visits if visit.id in planned for group in visit.groups)
    return {group.id: max(0, group.at_least - counts[group.id]) for group in problem.groups}


def _measured(whole: RoutingProblem, part: RoutingProblem) -> RoutingProblem:
    places = {location.id: k for k, location in enumerate(whole.locations)}
    small = part_of(part, whole.locations)
    return replace(small, matrix=KnownTravel(matrix=whole.matrix, places=places)(small.locations))


def _better(problem: RoutingProblem, after: Plan, before: Plan) -> Plan:
    index = index_problem(problem)
    new, old = worth(index, after), worth(index, before)
    return after if new is not None and (old is None or new >= old) else before


def _joined(
    problem: RoutingProblem, parts: Sequence[Solution], solver: str, seed: int, *, is_stopped: bool
) -> Solution:
    """Return the areas' plans as one; balance counts all teams together."""
    by_shift = {route.shift: route for part in parts for route in part.routes}
    routes = tuple(by_shift[shift.id] for shift in problem.shifts if shift.id in by_shift)
    placed = {stop.visit for route in routes for stop in route.stops}
    index = index_problem(problem)
    prizes = sum(index.visits[visit].prize for visit in placed)
    moved = sum(index.appointed.get(stop.visit, route.shift) != route.shift for route in routes for stop in route.stops)
    weights = problem.weights
    score = prizes - exact(weights.travel_points_per_minute) * sum(route.travel_s for route in routes) / 60
    score -= exact(weights.balance_points_per_hour) * imbalance_s(index, routes) / 3600
    score -= exact(weights.per_shift) * len(routes) + exact(weights.moved) * moved
    return Solution(
        routes=routes,
        unassigned=tuple(Unassigned(visit=one.id, reasons=()) for one in problem.visits if one.id not in placed),
        score=float(score),
        solver=f"blocks of {solver}",
        version="1",
        seed=seed,
        iterations=sum(part.iterations for part in parts),
        stopped_by="user" if is_stopped else next((part.stopped_by for part in parts), "iterations"),
    )
