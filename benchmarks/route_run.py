"""One solver on one problem in a process of its own: ``python -m benchmarks.route_run KIND FILE SOLVER SECONDS SEED``.

Prints one JSON object. Its CPU seconds and peak memory are those of the work
alone: libraries and compiled code are loaded before the clock starts.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from benchmarks.public_files import prizes_cost, read_prizes, read_top
from domain.errors import InspectionError
from domain.routing import RoutingProblem
from planner.routing import solve
from planner.routing.formats import read_problem
from planner.routing.registry import make_ready
from planner.verify import verify

Figures = dict[str, Any]


def run(kind: str, path: Path, *, solver: str, seconds: float, seed: int) -> Figures:
    """Return score, feasibility, CPU seconds and memory of one run.

    Raises
    ------
    InspectionError
        What the file or the solver refuses.
    """
    if kind == "pcvrptw":
        return _run_prizes(path, solver=solver, seconds=seconds, seed=seed)
    problem = read_top(path) if kind == "top" else read_problem(path.read_text(encoding="utf-8-sig"))
    return _run_problem(problem, solver=solver, seconds=seconds, seed=seed)


def _run_problem(problem: RoutingProblem, *, solver: str, seconds: float, seed: int) -> Figures:
    make_ready(solver)
    used = cpu_s()
    solution = solve(problem, solver=solver, seconds=seconds, seed=seed)
    used = cpu_s() - used
    verdict = verify(problem, solution)
    return {
        "score": verdict.score,
        "feasible": verdict.ok,
        "broken": len(verdict.broken),
        "visits": sum(len(route.stops) for route in solution.routes),
        "travel_min": round(sum(route.travel_s for route in solution.routes) / 60, 1),
        "cpu_s": round(used, 2),
        "memory_mb": peak_mb(),
    }


def _run_prizes(path: Path, *, solver: str, seconds: float, seed: int) -> Figures:
    """Run PyVRP on its own kind of problem: the product's format has no loads, so ``auto`` is PyVRP here."""
    instance = read_prizes(path)
    search = _prize_searches().get(solver)
    if search is None:
        raise InspectionError("solver.cannot", name=solver, feature="capacity")
    used = cpu_s()
    routes, counted = search(path, seconds, seed)
    used = cpu_s() - used
    cost = prizes_cost(instance, routes)
    return {
        "score": counted if cost is None else cost,
        "feasible": cost is not None,
        "broken": 0 if cost is not None else 1,
        "visits": sum(len(route) for route in routes),
        "cpu_s": round(used, 2),
        "memory_mb": peak_mb(),
    }


def _prize_searches() -> dict[str, Callable[[Path, float, int], tuple[list[list[int]], int]]]:
    from benchmarks.pyvrp_prizes import as_delivered, tuned

    return {"auto": as_delivered, "pyvrp": as_delivered, "pyvrp-tuned": tuned}


def cpu_s() -> float:
    """Return the CPU seconds of this process and of the children it has waited for."""
    times = psutil.Process().cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


def peak_mb() -> int:
    """Return the most memory that this process has held."""
    try:
        import resource
    except ImportError:
        return int(psutil.Process().memory_info().peak_wset / 2**20)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (2**20 if sys.platform == "darwin" else 2**10))


def main(arguments: list[str]) -> int:
    """Print the figures, or ``{"error": code}`` where the solver or the file refuses."""
    kind, path, solver, seconds, seed = arguments
    try:
        figures = run(kind, Path(path), solver=solver, seconds=float(seconds), seed=int(seed))
    except InspectionError as error:
        figures = {"error": error.code, "params": dict(error.params)}
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
