"""OR-Tools routing: guided local search in rounds, stopped by a count and never by a clock.

One run from one start stalls after a fraction of a second: on required-203 it
left 2 to 5 of 60 visits out for good. So a round takes a neighbourhood out of
the best plan, puts it back greedily, and lets the engine search from there.
"""

import random
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from domain.routing import RoutingProblem
from planner.routing.engine import Found, Limits, Watch
from planner.routing.greedy import search as greedy_search
from planner.routing.index import Orders, ProblemIndex, index_problem
from planner.routing.ortools_model import Model, build_model
from planner.routing.timing import time_order
from planner.routing.worth import lacking, worth

VERSION = f"1 ortools {version('ortools')}"
DEFAULT_ITERATIONS = 10
LOOKS_PER_ROUND = 30_000
"""Questions of the engine to its limit, about 0.08 CPU s on 60 visits; 3,000 and 10,000 left visits out more often."""
LARGEST_HOLE = 0.3
LOOKS_PER_QUESTION = 256


def search(problem: RoutingProblem, *, start: Orders | None, seed: int, limits: Limits, watch: Watch) -> Found:
    """Return the best orders of all rounds; one iteration is one round."""
    deadline = watch.deadline_s(limits)
    best = start or greedy_search(problem, start=None, seed=seed, limits=Limits(), watch=Watch()).orders
    index = index_problem(problem)
    if not problem.visits or not problem.shifts:
        return Found(orders=best, iterations=0, stopped_by="iterations", version=VERSION)
    engine = _Engine(
        index, build_model(index, [visit.id for visit in problem.visits], core(index, best)), watch, deadline
    )
    most = _most_rounds(limits)
    chance = random.Random(seed)  # noqa: S311 - a search, not a secret
    rounds, stopped_by, begin = 0, watch.reason_to_stop(deadline), best
    pool: dict[tuple[str, tuple[str, ...]], None] = {}
    while stopped_by is None and (most is None or rounds < most):
        best, timed = _best_of(index, [best, *engine.improve(begin)])
        pool.update(dict.fromkeys((shift, tuple(order)) for plan in timed for shift, order in plan.items() if order))
        rounds += 1
        watch.on_progress("route.ortools", rounds, rounds + 1 if most is None else most)
        stopped_by = engine.stopped_by or watch.reason_to_stop(deadline)
        if stopped_by is None and rounds != most:
            hole = _with_hole(index, best, chance)
            begin = greedy_search(problem, start=hole, seed=seed, limits=Limits(), watch=Watch()).orders
    return Found(
        orders=best, iterations=rounds, stopped_by=stopped_by or "iterations", version=VERSION, pool=tuple(pool)
    )


def core(index: ProblemIndex, orders: Orders) -> frozenset[str]:
    """Return the visits that may not be missing: the required, and enough of each group, planned and dear first."""
    must = {visit.id for visit in index.problem.visits if visit.required}
    placed = {visit for order in orders.values() for visit in order}
    for group in index.problem.groups:
        members = [visit for visit in index.problem.visits if group.id in visit.groups]
        members.sort(key=lambda visit: (visit.id not in must, visit.id not in placed, -visit.prize))
        must.update(visit.id for visit in members[: group.at_least])
    return frozenset(must)


def _most_rounds(limits: Limits) -> int | None:
    if limits.iterations is None and limits.seconds is None:
        return DEFAULT_ITERATIONS
    return limits.iterations


def _best_of(index: ProblemIndex, plans: Sequence[Orders]) -> tuple[Orders, list[Orders]]:
    """Return the plan worth most, the later one of equals, and all plans; those without times are put right first."""
    timed = [plan if worth(index, plan) is not None else _put_right(index, plan) for plan in plans]
    best, best_worth = timed[0], worth(index, timed[0])
    for plan in timed[1:]:
        value = worth(index, plan)
        if best_worth is None or (value is not None and value >= best_worth):
            best, best_worth = plan, value
    return best, timed


def _put_right(index: ProblemIndex, orders: Orders) -> Orders:
    """Return the orders without the stops that no time can meet, which are then put in where they fit."""
    kept: dict[str, list[str]] = {}
    for shift, order in orders.items():
        kept[shift] = []
        for visit in order:
            if time_order(index, shift, [*kept[shift], visit]) is not None:
                kept[shift].append(visit)
    return greedy_search(index.problem, start=kept, seed=0, limits=Limits(), watch=Watch()).orders


def _with_hole(index: ProblemIndex, orders: Orders, chance: random.Random) -> dict[str, list[str]]:
    """Return the orders without the visits nearest to one picked by chance, one that is left out if there is any."""
    fixed = set(index.current.done)
    placed = [visit for order in orders.values() for visit in order if visit not in fixed]
    if not placed:
        return {shift: list(order) for shift, order in orders.items()}
    centre = chance.choice(_wanted(index, orders) or placed)
    size = chance.randint(min(2, len(placed)), max(2, int(LARGEST_HOLE * len(placed))))
    hole = set(sorted(placed, key=lambda visit: _apart_s(index, centre, visit))[:size])
    return {shift: [visit for visit in order if visit not in hole] for shift, order in orders.items()}


def _wanted(index: ProblemIndex, orders: Orders) -> list[str]:
    """Return the visits left out that a rule asks for."""
    placed = {visit for order in orders.values() for visit in order}
    short = lacking(index, orders)
    return [
        visit.id
        for visit in index.problem.visits
        if visit.id not in placed and (visit.required or any(group in short for group in visit.groups))
    ]


def _apart_s(index: ProblemIndex, first: str, second: str) -> tuple[bool, int]:
    seconds = index.travel_s(index.visits[first].location, index.visits[second].location)
    return seconds is None, seconds or 0


class _Engine:
    """Run the engine again and again on one model; keep what its callbacks need alive."""

    def __init__(self, index: ProblemIndex, model: Model, watch: Watch, deadline_s: float | None) -> None:
        self.index = index
        self.model = model
        self.watch = watch
        self.deadline_s = deadline_s
        self.stopped_by: str | None = None
        self.looks = 0
        self.met: dict[bool, tuple[int, Orders]] = {}
        self.parameters = _parameters()
        routing = model.routing
        self.limit = routing.solver().CustomLimit(self._is_spent)
        routing.AddSearchMonitor(self.limit)
        routing.AddAtSolutionCallback(self._keep)
        routing.CloseModelWithParameters(self.parameters)

    def improve(self, begin: Orders) -> list[Orders]:
        """Return the cheapest orders of one round: those with times, and those without if they are cheaper."""
        self.met = {}
        routing = self.model.routing
        # ReadAssignmentFromRoutes would run a search of its own, under the same limits.
        start = routing.solver().Assignment()
        routing.RoutesToAssignment(self.model.routes(begin), True, True, start)
        self.looks = 0
        routing.SolveFromAssignmentWithParameters(start, self.parameters)
        return [orders for _, orders in sorted(self.met.values(), key=lambda one: one[0])]

    def _is_spent(self) -> bool:
        self.looks += 1
        if self.looks % LOOKS_PER_QUESTION == 0 and self.stopped_by is None:
            self.stopped_by = self.watch.reason_to_stop(self.deadline_s)
        return self.looks >= LOOKS_PER_ROUND or self.stopped_by is not None

    def _keep(self) -> None:
        cost = self.model.routing.CostVar().Max()
        if True in self.met and cost >= self.met[True][0]:
            return
        orders = self.model.orders()
        timed = all(time_order(self.index, shift, order) is not None for shift, order in orders.items() if order)
        if timed not in self.met or cost < self.met[timed][0]:
            self.met[timed] = cost, orders


def _parameters() -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    # Never reached: it only quiets a warning about searches without a timeout.
    parameters.time_limit.FromSeconds(86_400)
    return parameters
