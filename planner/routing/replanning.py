"""A new plan after something happened: everything kept stays where it was; if that fails, the fewest give way.

The plan in force is the problem's ``current``. First every appointment that
still stands is locked and what was lost is only put in beside it. If a
required visit or a group's floor is then still missing, visits are released
one exchange at a time, the cheapest first. A solver may then look for more,
at a price for every appointment that it changes.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from domain.errors import InputError
from domain.progress import OnProgress, ShouldStop, never, silent
from domain.routing import CurrentPlan, RoutingProblem, Solution
from planner.explanation import explain_unassigned
from planner.routing.checks import check_problem
from planner.routing.engine import Found, Limits, Watch
from planner.routing.finishing import complete
from planner.routing.greedy import search as greedy_search
from planner.routing.greedy import standing_orders
from planner.routing.index import Orders, ProblemIndex, index_problem
from planner.routing.registry import SOLVERS, make_ready
from planner.routing.releasing import Release
from planner.routing.rules import objection
from planner.routing.worth import Worth, worth

VERSION = "1"
CHEAP = "greedy"
"""The solver that ends by itself; it does not search again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Count the appointments of a plan in force: as they were, on another shift, gone; and visits new to it."""

    unchanged: int
    moved: tuple[str, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]


def replan(
    problem: RoutingProblem,
    *,
    solver: str = CHEAP,
    seed: int = 0,
    iterations: int | None = None,
    seconds: float | None = None,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
) -> Solution:
    """Return a plan of a problem that changes its current plan as little as the rules allow.

    Required visits and floors come first, then the fewest appointments
    changed. What cannot be met is left out and explained, with remedies.

    Parameters
    ----------
    problem
        With ``current``: its routes, what is done, locked and lost.
    solver
        A name of SOLVERS, which may improve a plan for which something had to
        give way, within iterations and seconds; ``greedy`` leaves it as it is.

    Raises
    ------
    InputError
        ``replan.no_plan`` without a current plan; ``solver.unknown`` and what
        planner.routing.checks refuses.
    """
    if problem.current is None:
        raise InputError("replan.no_plan")
    if solver not in SOLVERS:
        raise InputError("solver.unknown", name=solver, known=", ".join(sorted(SOLVERS)))
    make_ready(solver)
    watch = Watch(on_progress=on_progress, should_stop=should_stop)
    index = index_problem(check_problem(problem))
    limits = Limits(iterations=iterations, seconds=seconds)
    deadline = watch.deadline_s(limits)
    held = standing_orders(index)
    on_progress("replan.keep", 0, 3)
    staying = _staying(index, held)
    release = Release(staying, held)
    steps = release.insert_missing()
    is_enough = not release.is_missing()
    if not is_enough:
        on_progress("replan.release", 1, 3)
        steps += release.exchange_missing(should_stop)
    orders = _filled(staying, release.orders, watch)
    found = Found(orders=orders, iterations=steps, stopped_by="iterations", version=VERSION)
    if not is_enough and solver != CHEAP and not should_stop():
        on_progress("replan.search", 2, 3)
        left = None if deadline is None else max(0.0, deadline - watch.used_s())
        found = _searched(staying, found, solver, seed, replace(limits, seconds=left), watch)
    on_progress("replan.done", 3, 3)
    return _explained(problem, found, solver=solver, seed=seed)


def compare_with_current(problem: RoutingProblem, solution: Solution) -> Kept:
    """Return what a plan keeps of the problem's current one; what is done or was on a lost shift is not counted."""
    current = problem.current or CurrentPlan()
    fixed = set(current.done)
    was = {
        visit: shift
        for shift, order in current.routes
        for visit in order
        if shift not in current.lost_shifts and visit not in fixed
    }
    now = {stop.visit: route.shift for route in solution.routes for stop in route.stops}
    lost = {visit for shift, order in current.routes if shift in current.lost_shifts for visit in order}
    return Kept(
        unchanged=sum(now.get(visit) == shift for visit, shift in was.items()),
        moved=tuple(visit for visit, shift in was.items() if now.get(visit, shift) != shift),
        gone=tuple(visit for visit in was if visit not in now),
        new=tuple(visit for visit in now if visit not in was and visit not in lost and visit not in fixed),
    )


def _staying(index: ProblemIndex, held: Orders) -> ProblemIndex:
    """Return the problem with a price on every appointment that still stands: for moving it, and for dropping it.

    Appointments of lost shifts are no appointments any more: putting them in anywhere is not moving them.
    """
    problem = index.problem
    routes = tuple((shift, tuple(order)) for shift, order in held.items() if order)
    kept = {visit for _, order in routes for visit in order}
    price = problem.weights.moved or _mean_prize(problem, kept)
    locked = {visit: lock for visit, lock in index.current.locked.items() if visit in kept}
    return index_problem(
        replace(
            problem,
            visits=tuple(
                replace(visit, prize=visit.prize + ceil(price)) if visit.id in kept else visit
                for visit in problem.visits
            ),
            current=replace(index.current, routes=routes, locked=locked),
            weights=replace(problem.weights, moved=price),
        )
    )


def _mean_prize(problem: RoutingProblem, kept: set[str]) -> float:
    """Return what an appointment is worth where the problem sets no price for moving one."""
    prizes = [visit.prize for visit in problem.visits if visit.id in kept]
    return float(ceil(Fraction(sum(prizes), len(prizes)))) if any(prizes) else 1.0


def _filled(staying: ProblemIndex, orders: Orders, watch: Watch) -> Orders:
    """Return the orders with what pays put in beside them; nothing in them moves."""
    if not any(visit.prize for visit in staying.problem.visits if not visit.required):
        return orders
    found = greedy_search(
        staying.problem, start=orders, seed=0, limits=Limits(), watch=Watch(should_stop=watch.should_stop)
    )
    return found.orders


def _searched(staying: ProblemIndex, first: Found, solver: str, seed: int, limits: Limits, watch: Watch) -> Found:
    """Return what a solver makes of the first answer, if that is better."""
    second = SOLVERS[solver](staying.problem, start=first.orders, seed=seed, limits=limits, watch=watch)
    best = max((first, second), key=lambda found: _value(staying, found.orders))
    return replace(
        best, iterations=first.iterations + second.iterations, stopped_by=second.stopped_by, version=second.version,
        bound=None,
    )  # fmt: skip


def _value(staying: ProblemIndex, orders: Orders) -> Worth:
    value = worth(staying, orders)
    return value if value is not None and _is_legal(staying, orders) else (-(1 << 40), 0, Fraction(0))


def _is_legal(index: ProblemIndex, orders: Orders) -> bool:
    return all(
        objection(index, index.visits[visit], index.shifts[shift]) is None
        for shift, order in orders.items()
        for visit in order
    )


def _explained(problem: RoutingProblem, found: Found, *, solver: str, seed: int) -> Solution:
    """Return the solution; what is left out though required or appointed is explained, the rest was a choice."""
    plain = complete(problem, found, solver=solver, seed=seed, explained=False)
    current = problem.current or CurrentPlan()
    owed = {visit.id for visit in problem.visits if visit.required}
    owed |= {visit for _, order in current.routes for visit in order}
    return replace(
        plain,
        unassigned=tuple(
            explain_unassigned(problem, plain.routes, one.visit) if one.visit in owed else one
            for one in plain.unassigned
        ),
    )
