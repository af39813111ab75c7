"""The default: a greedy plan, then OR-Tools from it, and the better one that planner.verify accepts."""

from dataclasses import replace

from domain.routing import RoutingProblem
from planner.routing.engine import Found, Limits, Watch
from planner.routing.finishing import complete
from planner.routing.greedy import search as greedy_search
from planner.routing.index import Orders, index_problem
from planner.routing.ortools_search import search as ortools_search
from planner.routing.worth import Worth, worth
from planner.verify import verify


def search(problem: RoutingProblem, *, start: Orders | None, seed: int, limits: Limits, watch: Watch) -> Found:
    """Return the better of the greedy plan and what OR-Tools makes of it; iterations are OR-Tools' rounds."""
    deadline = watch.deadline_s(limits)
    first = greedy_search(problem, start=start, seed=seed, limits=Limits(seconds=limits.seconds), watch=watch)
    if first.stopped_by in ("user", "time"):
        return replace(first, iterations=0)
    left = None if deadline is None else max(0.0, deadline - watch.used_s())
    second = ortools_search(
        problem, start=first.orders, seed=seed, limits=Limits(iterations=limits.iterations, seconds=left), watch=watch
    )
    best = max((second, first), key=lambda found: _standing(problem, found))
    return replace(best, iterations=second.iterations, stopped_by=second.stopped_by, version=second.version)


def _standing(problem: RoutingProblem, found: Found) -> tuple[int, Worth]:
    solution = complete(problem, found, solver="auto", seed=0, explained=False)
    value = worth(index_problem(problem), found.orders)
    assert value is not None, "complete refuses orders without times"
    return -len(verify(problem, solution).broken), value
