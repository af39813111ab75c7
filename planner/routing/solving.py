"""One door to every solver."""

from dataclasses import replace

from domain.errors import InputError
from domain.progress import OnProgress, ShouldStop, never, silent
from domain.routing import RoutingProblem, Solution
from planner.routing.checks import check_problem
from planner.routing.engine import Found, Limits, Watch
from planner.routing.finishing import complete
from planner.routing.registry import SOLVERS, make_ready

FINISH_SHARE, FINISH_MOST_S = 0.1, 3.0
"""What assembly gets of a limit of seconds."""
WORK_PER_CPU_S, ROUTES_PER_CPU_S = 0.6, 2_000
"""What CP-SAT's deterministic seconds are worth in CPU seconds, and how many routes a second leaves time to look at."""


def solve(
    problem: RoutingProblem,
    *,
    solver: str = "auto",
    seed: int = 0,
    iterations: int | None = None,
    seconds: float | None = None,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
) -> Solution:
    """Return a plan of a routing problem: timed routes, the rest explained, the exact score.

    Whatever an engine found, CP-SAT assembles the best plan of the routes that
    it met (planner.routing.assembly). The same problem, solver, seed and
    iterations give the same solution.

    Parameters
    ----------
    solver
        A name of SOLVERS.
    iterations
        When the search ends; None with no seconds takes the solver's own number.
    seconds
        Ceiling of CPU seconds, the assembly among them, loading of libraries
        and compiled code left out; a plan that reaches it depends on the machine.
    on_progress, should_stop
        Called between small pieces of work; when stopped the best plan is kept.

    Raises
    ------
    InputError
        ``solver.unknown``, ``solver.limit`` for a limit below 0,
        ``solver.not_installed``, ``solver.cannot`` for what an engine cannot
        express, and what planner.routing.checks refuses.
    """
    if solver not in SOLVERS:
        raise InputError("solver.unknown", name=solver, known=", ".join(sorted(SOLVERS)))
    if (iterations is not None and iterations < 0) or (seconds is not None and seconds < 0):
        raise InputError("solver.limit")
    check_problem(problem)
    make_ready(solver)
    import planner.routing.assembly  # noqa: F401 - loading is not counted

    limits = Limits(iterations=iterations, seconds=None if seconds is None else seconds - _reserve_s(seconds))
    watch = Watch(on_progress=on_progress, should_stop=should_stop)
    deadline = watch.deadline_s(Limits(seconds=seconds))
    found = SOLVERS[solver](problem, start=None, seed=seed, limits=limits, watch=watch)
    left = None if deadline is None else deadline - watch.used_s()
    return complete(problem, assembled(problem, found, left_s=left), solver=solver, seed=seed)


def assembled(problem: RoutingProblem, found: Found, *, left_s: float | None) -> Found:
    """Return what was found with its orders assembled from the pool; as it is where the user stopped the search.

    Parameters
    ----------
    left_s
        CPU seconds that may be used; None lets the count of work decide.
    """
    if not found.pool or found.stopped_by == "user" or (left_s is not None and left_s <= 0):
        return found
    from planner.routing.assembly import DETERMINISTIC_S, MOST_COLUMNS, assemble

    work, most = DETERMINISTIC_S, MOST_COLUMNS
    if left_s is not None:
        work, most = min(work, left_s * WORK_PER_CPU_S), min(most, int(left_s * ROUTES_PER_CPU_S))
    return replace(found, orders=assemble(problem, best=found.orders, pool=found.pool, work=work, most=most))


def _reserve_s(seconds: float) -> float:
    return min(FINISH_MOST_S, FINISH_SHARE * seconds)
