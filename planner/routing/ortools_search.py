"""OR-Tools routing: guided local search from a greedy plan, stopped by a count and never by a clock."""

import random
from collections.abc import Sequence
from typing import Any

import ortools
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from domain.routing import RoutingProblem
from planner.routing.engine import Found, Limits, Watch
from planner.routing.greedy import search as greedy_search
from planner.routing.index import Orders, ProblemIndex, index_problem
from planner.routing.ortools_model import Model, build_model
from planner.routing.rules import keeps_order
from planner.routing.timing import time_order

VERSION = f"1 ortools {ortools.__version__}"
DEFAULT_ITERATIONS = 300
"""Local optima of the search; docs/add-a-solver.md has the figures."""


def search(problem: RoutingProblem, *, start: Orders | None, seed: int, limits: Limits, watch: Watch) -> Found:
    """Return the best orders that guided local search met; one iteration is one local optimum.

    The seed decides in which order the engine numbers the visits, which
    decides every tie.
    """
    deadline = watch.deadline_s(limits)
    if start is None:
        start = greedy_search(problem, start=None, seed=seed, limits=Limits(), watch=watch).orders
    index = index_problem(problem)
    visits = _numbered(index, seed)
    if not visits or not problem.shifts:
        return Found(orders=start, iterations=0, stopped_by="iterations", version=VERSION)
    model = build_model(index, visits, _must(index, start))
    most = limits.iterations
    if most is None and limits.seconds is None:
        most = DEFAULT_ITERATIONS
    monitor = _Monitor(model, most, deadline, watch)
    _run(model, start, monitor)
    orders = monitor.best or start
    ...
