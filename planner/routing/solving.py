"""One door to every solver."""

from domain.errors import InputError
from domain.progress import OnProgress, ShouldStop, never, silent
from domain.routing import RoutingProblem, Solution
from planner.routing.checks import check_problem
from planner.routing.engine import Limits, Watch
from planner.routing.finishing import complete
from planner.routing.registry import SOLVERS


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

    The same problem, solver, seed and iterations give the same solution.

    Parameters
    ----------
    solver
        A name of SOLVERS.
    iterations
        When the search ends; None with no seconds takes the solver's own number.
    seconds
        Ceiling of CPU seconds; a plan that reaches it depends on the machine.
    on_progress, should_stop
        Called between small pieces of work; when stopped the best plan is kept.

    Raises
    ------
    InputError
        ``solver.unknown``, ``solver.limit`` for a limit below 0, and what
        planner.routing.checks refuses.
    """
    if solver not in SOLVERS:
        raise InputError("solver.unknown", name=solver, known=", ".join(sorted(SOLVERS)))
    if (iterations is not None and iterations < 0) or (seconds is not None and seconds < 0):
        raise InputError("solver.limit")
    found = SOLVERS[solver](
        check_problem(problem),
        start=None,
        seed=seed,
        limits=Limits(iterations=iterations, seconds=seconds),
        watch=Watch(on_progress=on_progress, should_stop=should_stop),
    )
    return complete(problem, found, solver=solver, seed=seed)
