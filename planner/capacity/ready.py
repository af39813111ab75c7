"""Compiled code is loaded before any clock runs."""

from dataclasses import replace

from domain.routing import RoutingProblem
from planner.routing.bound.search import generate, make_scene
from planner.routing.registry import make_ready

SOLVER = "auto"


def load_engines(problem: RoutingProblem) -> None:
    """Load what the solver and column generation are compiled to, by one round over the problem's first visit."""
    make_ready(SOLVER)
    small = replace(
        problem, visits=tuple(replace(visit, groups=()) for visit in problem.visits[:1]), groups=(), together=(),
        current=None,
    )  # fmt: skip
    generate(make_scene(small), rounds=1)
