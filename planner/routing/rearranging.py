"""A plan after somebody moved stops by hand: timed, verified, and what it breaks that was kept before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.routing import BrokenRule, CurrentPlan, Route, RoutingProblem, Solution
from domain.teams import Shift
from domain.units import DAY_S
from planner.explanation import explain_unassigned
from planner.routing.index import ANY_TIME, ProblemIndex, index_problem
from planner.routing.timing import time_order
from planner.verify import verify

NO_LIMIT_S = 1 << 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Rearranged:
    """Hold a problem whose plan in force is the new one, its solution, and the rules newly broken.

    Where no clock can meet an order the solution is the one of before.
    """

    problem: RoutingProblem
    solution: Solution
    broken: tuple[BrokenRule, ...]


def orders_of(solution: Solution) -> dict[str, list[str]]:
    """Return the visits of each used shift, in their order."""
    return {route.shift: [stop.visit for stop in route.stops] for route in solution.routes if route.stops}


def in_force(problem: RoutingProblem, orders: Mapping[str, Sequence[str]]) -> RoutingProblem:
    """Return the problem with these orders as its plan in force: nothing is moved, and what is done or locked stays so.

    A plan of which nothing is done, locked or lost needs none.
    """
    current = problem.current
    if current is None or not (current.done or current.locked or current.lost_shifts):
        return replace(problem, current=None)
    planned = {visit for order in orders.values() for visit in order}
    return replace(
        problem,
        current=replace(
            current,
            routes=tuple((shift.id, tuple(orders[shift.id])) for shift in problem.shifts if orders.get(shift.id)),
            done=tuple(visit for visit in current.done if visit in planned),
            locked={visit: lock for visit, lock in current.locked.items() if visit in planned},
        ),
    )


def rearrange(problem: RoutingProblem, before: Solution, orders: Mapping[str, Sequence[str]]) -> Rearranged:
    """Return a plan with other orders; rules broken before already are not held against it.

    Broken rules of planner.verify; an order that no clock can meet breaks
    unreachable, window, duty or return_late, or ``timing`` where no one of
    them alone is the cause.
    """
    old = in_force(problem, orders_of(before))
    index = index_problem(old)
    untimed, routes = [], []
    for shift in problem.shifts:
        order = orders.get(shift.id, ())
        route = time_order(index, shift.id, order) if order else None
        if route is not None:
            routes.append(route)
        elif order:
            untimed.append(BrokenRule(code=_why_untimed(index, shift, order), shift=shift.id))
    if untimed:
        return Rearranged(problem=old, solution=rescored(old, before), broken=tuple(untimed))
    solution = _solution(old, before, routes)
    kept = set(verify(old, rescored(old, before)).broken)
    broken = tuple(rule for rule in verify(old, rescored(old, solution)).broken if rule not in kept)
    new = in_force(problem, orders)
    return Rearranged(problem=new, solution=rescored(new, solution), broken=broken)


def with_locks(problem: RoutingProblem, solution: Solution, locks: Mapping[str, str]) -> RoutingProblem:
    """Return the problem in which exactly these stops of a plan are locked (team, day or order)."""
    current = replace(problem.current or CurrentPlan(), locked=dict(sorted(locks.items())))
    return in_force(replace(problem, current=current), orders_of(solution))


def rescored(problem: RoutingProblem, solution: Solution) -> Solution:
    """Return a solution with the score that it has in a problem."""
    return replace(solution, score=verify(problem, solution).score)


def _solution(problem: RoutingProblem, before: Solution, routes: Sequence[Route]) -> Solution:
    placed = {stop.visit for route in routes for stop in route.stops}
    return replace(
        before,
        routes=tuple(routes),
        unassigned=tuple(
            explain_unassigned(problem, routes, visit.id) for visit in problem.visits if visit.id not in placed
        ),
    )


def _why_untimed(index: ProblemIndex, shift: Shift, order: Sequence[str]) -> str:
    """Return the one rule whose relaxation alone gives an order its times."""
    if time_order(_open_all_day(index, shift, has_end=False), shift.id, order) is None:
        return "unreachable"
    if time_order(_open_all_day(index, shift), shift.id, order) is not None:
        return "window"
    longer = replace(index, shifts={**index.shifts, shift.id: replace(shift, max_duty_s=NO_LIMIT_S)})
    if time_order(longer, shift.id, order) is not None:
        return "duty"
    later = replace(index, shifts={**index.shifts, shift.id: replace(shift, end_s=shift.end_s + DAY_S)})
    return "return_late" if time_order(later, shift.id, order) is not None else "timing"


def _open_all_day(index: ProblemIndex, shift: Shift, *, has_end: bool = True) -> ProblemIndex:
    duty = shift if has_end else replace(shift, end_s=NO_LIMIT_S, max_duty_s=NO_LIMIT_S)
    return replace(index, shifts={**index.shifts, shift.id: duty}, windows=dict.fromkeys(index.windows, ANY_TIME))
