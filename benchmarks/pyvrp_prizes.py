"""PyVRP on PCVRPTW files, whose loads the product's own problem does not have."""

import time
from pathlib import Path

from pyvrp import IteratedLocalSearchParams, PenaltyParams, SolveParams, read
from pyvrp import solve as pyvrp_solve

from planner.routing.pyvrp_search import AS_DELIVERED, TUNED, Tuning


def as_delivered(path: Path, seconds: float, seed: int) -> tuple[list[list[int]], int]:
    """Return routes (points of the file, the depot being 0) and their cost, with PyVRP's own parameters."""
    return _search(path, seconds, seed, AS_DELIVERED)


def tuned(path: Path, seconds: float, seed: int) -> tuple[list[list[int]], int]:
    """Return the same with the parameters that suit rounds."""
    return _search(path, seconds, seed, TUNED)


def _search(path: Path, seconds: float, seed: int, tuning: Tuning) -> tuple[list[list[int]], int]:
    end = time.process_time() + seconds
    params = SolveParams(
        ils=IteratedLocalSearchParams(history_length=tuning.history_length),
        penalty=PenaltyParams(max_penalty=tuning.max_penalty),
    )
    found = pyvrp_solve(
        read(path, round_func="dimacs"), lambda _: time.process_time() >= end, seed=seed, collect_stats=False,
        params=params,
    )  # fmt: skip
    routes = [[stop.idx + 1 for stop in route if stop.is_client()] for route in found.best.routes()]
    return routes, int(found.cost()) if found.is_feasible() else 0
