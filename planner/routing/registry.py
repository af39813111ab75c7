"""The solvers by name; each engine is imported when it runs, so that the names cost nothing."""

from domain.routing import RoutingProblem
from planner.routing.engine import Found, Limits, Solver, Watch
from planner.routing.index import Orders


def _auto(problem: RoutingProblem, *, start: Orders | None, seed: int, limits: Limits, watch: Watch) -> Found:
    from planner.routing.auto import search

    return search(problem, start=start, seed=seed, limits=limits, watch=watch)


def _greedy(problem: RoutingProblem, *, start: Orders | None, seed: int, limits: Limits, watch: Watch) -> Found:
    from planner.routing.greedy import search

    return search(problem, start=start, seed=seed, limits=limits, watch=watch)


def _ortools(problem: RoutingProblem, *, start: Orders | None, seed: int, limits: Limits, watch: Watch) -> Found:
    from planner.routing.ortools_search import search

    return search(problem, start=start, seed=seed, limits=limits, watch=watch)


SOLVERS: dict[str, Solver] = {"auto": _auto, "greedy": _greedy, "ortools": _ortools}
"""Name to solver; docs/add-a-solver.md says what one must keep. Nothing changes it while the product runs."""
