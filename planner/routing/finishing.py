"""Making a solution of what a solver found: times, score, and why the rest is left out."""

from domain.routing import RoutingProblem, Solution, Unassigned
from planner.explanation import explain_unassigned
from planner.routing.engine import Found
from planner.routing.index import index_problem
from planner.routing.scoring import score_routes
from planner.routing.timing import time_order


def complete(problem: RoutingProblem, found: Found, *, solver: str, seed: int, explained: bool = True) -> Solution:
    """Return the solution with every route timed anew and every visit routed or explained.

    Without ``explained`` the visits left out stand without reasons, for a
    comparison of plans.

    Raises
    ------
    ValueError
        If an order cannot be timed: a fault of the solver.
    """
    index = index_problem(problem)
    routes = []
    for shift in problem.shifts:
        order = found.orders.get(shift.id)
        if not order:
            continue
        route = time_order(index, shift.id, order)
        if route is None:
            raise ValueError(f"{solver} returned an order without times for {shift.id}")
        routes.append(route)
    placed = {stop.visit for route in routes for stop in route.stops}
    return Solution(
        routes=tuple(routes),
        unassigned=tuple(
            explain_unassigned(problem, routes, visit.id) if explained else Unassigned(visit=visit.id, reasons=())
            for visit in problem.visits
            if visit.id not in placed
        ),
        score=float(score_routes(index, routes)),
        bound=found.bound,
        solver=solver,
        version=found.version,
        seed=seed,
        iterations=found.iterations,
        stopped_by=found.stopped_by,
    )
