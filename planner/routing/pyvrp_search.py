"""PyVRP (iterated local search with late acceptance): strong where every visit is required and they fit.

Groups are outside its model; the floors core makes enough of their members
required. Where nothing that keeps every rule was found in the first part of
the search, the rest runs with required visits as prizes above all others.
"""

import warnings
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from pyvrp import IteratedLocalSearchParams, PenaltyParams, SolveParams, solve
from pyvrp.exceptions import PenaltyBoundWarning
from pyvrp.IteratedLocalSearch import IteratedLocalSearchCallbacks

from domain.routing import RoutingProblem
from planner.routing.core import floors_core
from planner.routing.engine import Found, Limits, Watch
from planner.routing.index import Orders, index_problem
from planner.routing.pyvrp_model import Model, build_model
from planner.routing.repairing import is_legal, repaired
from planner.routing.worth import worth

VERSION = f"1 pyvrp {version('pyvrp')}"
DEFAULT_ITERATIONS = 10_000
FORCED_SHARE = 0.4
"""The part of the search that may pass without a legal plan before required visits become prizes."""
LOOK_EVERY, SAMPLE_EVERY = 16, 20
MOST_ROUTES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """Hold PyVRP's own parameters: the length of late acceptance, and the most that a second too late costs."""

    history_length: int
    max_penalty: float


AS_DELIVERED = Tuning(history_length=300, max_penalty=100_000.0)
TUNED = Tuning(history_length=50, max_penalty=5_000.0)
"""Measured on rounds of 30 to 130 visits with times in seconds: 1 to 5 % better than as delivered at 10 s."""


def search(
    problem: RoutingProblem,
    *,
    start: Orders | None,
    seed: int,
    limits: Limits,
    watch: Watch,
    tuning: Tuning = AS_DELIVERED,
) -> Found:
    """Return PyVRP's best plan, repaired where its model is only nearly the problem; its iterations count.

    Raises
    ------
    InputError
        ``solver.cannot`` (planner.routing.pyvrp_model).
    """
    deadline = watch.deadline_s(limits)
    index = index_problem(problem)
    run = _Run(watch=watch, deadline_s=deadline, most=_most(limits), tuning=tuning, seed=seed % (1 << 32))
    pool: dict[tuple[str, tuple[str, ...]], None] = {}
    plans = [start] if start else []
    for forced in (True, False):
        if run.stopped_by is not None or (not forced and run.is_feasible):
            break
        model = build_model(index, must=floors_core(index), forced=forced)
        if not model.visits:
            break
        result = run.improve(model, start, share=FORCED_SHARE if forced else 1.0)
        plans.append(repaired(index, model.orders(result.best)))
        pool.update(dict.fromkeys(_legal_routes(model, run.routes)))
    legal = [(value, -k) for k, plan in enumerate(plans) if (value := worth(index, plan)) is not None]
    best = plans[-max(legal)[1]] if legal else repaired(index, {})
    return Found(
        orders=best,
        iterations=run.done,
        stopped_by=run.stopped_by or "iterations",
        version=VERSION,
        pool=tuple(pool),
    )


def search_tuned(problem: RoutingProblem, *, start: Orders | None, seed: int, limits: Limits, watch: Watch) -> Found:
    """Return what search returns, with the parameters that were measured better on rounds."""
    return search(problem, start=start, seed=seed, limits=limits, watch=watch, tuning=TUNED)


def _most(limits: Limits) -> int | None:
    if limits.iterations is None and limits.seconds is None:
        return DEFAULT_ITERATIONS
    return limits.iterations


def _legal_routes(model: Model, routes: dict[tuple[int, tuple[int, ...]], None]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the routes as (first shift of the fleet, visits), without those that only the engine's model allows."""
    found = [(model.fleets[kind][0], tuple(model.visits[client] for client in order)) for kind, order in routes]
    is_exact = not any(shift.pause for shift in model.index.problem.shifts) and not model.index.current.locked
    return found if is_exact else [one for one in found if is_legal(model.index, one[0], one[1])]


class _Run:
    """Run the engine under the watch; count its iterations and keep the routes of good plans it met."""

    def __init__(self, *, watch: Watch, deadline_s: float | None, most: int | None, tuning: Tuning, seed: int) -> None:
        self.watch, self.deadline_s, self.most = watch, deadline_s, most
        self.tuning, self.seed = tuning, seed
        self.done = 0
        self.stopped_by: str | None = None
        self.is_feasible = False
        self.routes: dict[tuple[int, tuple[int, ...]], None] = {}
        self.begun_s = watch.used_s()

    def improve(self, model: Model, start: Orders | None, *, share: float) -> Any:
        """Run the engine to its end, or to this share of its limits while it has found nothing legal."""
        self.routes = {}
        params = SolveParams(
            ils=IteratedLocalSearchParams(history_length=self.tuning.history_length, callbacks=_Keep(self)),
            penalty=PenaltyParams(max_penalty=self.tuning.max_penalty),
        )
        with warnings.catch_warnings():
            # Too few shifts are no fault of the data: what does not fit is left out and explained.
            warnings.simplefilter("ignore", PenaltyBoundWarning)
            return solve(
                model.data,
                lambda best_cost: self._is_over(share),
                seed=self.seed,
                collect_stats=False,
                params=params,
                initial_solution=model.plan(start) if start else None,
            )

    def _is_over(self, share: float) -> bool:
        if self.stopped_by is None and self.done % LOOK_EVERY == 0:
            self.stopped_by = self.watch.reason_to_stop(self.deadline_s)
            self.watch.on_progress("route.pyvrp", self.done, self.done + 1 if self.most is None else self.most)
        if self.stopped_by is not None or (self.most is not None and self.done >= self.most):
            return True
        return not self.is_feasible and share < 1 and self._spent() >= share

    def _spent(self) -> float:
        """Return the part of the limits that is gone, counted in iterations where they are limited."""
        if self.most is not None:
            return self.done / max(1, self.most)
        if self.deadline_s is None or self.deadline_s <= self.begun_s:
            return 0.0
        return (self.watch.used_s() - self.begun_s) / (self.deadline_s - self.begun_s)

    def keep(self, plan: Any) -> None:
        """Keep the routes of a plan, the latest ones where there are too many."""
        for route in plan.routes():
            key = route.vehicle_type(), tuple(stop.idx for stop in route if stop.is_client())
            self.routes.pop(key, None)
            self.routes[key] = None
        while len(self.routes) > MOST_ROUTES:
            del self.routes[next(iter(self.routes))]


class _Keep(IteratedLocalSearchCallbacks):
    """Hand the engine's new best plans, and every so often its current one, to the run."""

    def __init__(self, run: _Run) -> None:
        self.run = run

    def on_best(self, best: Any) -> None:
        if best.is_feasible():
            self.run.is_feasible = True
            self.run.keep(best)

    def on_iteration(self, current: Any, candidate: Any, best: Any, cost_evaluator: Any) -> None:
        self.run.done += 1
        if self.run.done % SAMPLE_EVERY == 0 and current.is_feasible():
            self.run.keep(current)
