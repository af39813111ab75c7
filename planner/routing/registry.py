"""The solvers by name; each engine is imported when it runs, so that the names cost nothing."""

from dataclasses import dataclass
from importlib import import_module
from typing import cast

from domain.errors import InputError
from domain.routing import RoutingProblem
from planner.routing.engine import Found, Limits, Solver, Watch
from planner.routing.index import Orders

ENGINES = {
    "auto": ("planner.routing.auto", "search", "planner.routing.auto:load_engines"),
    "greedy": ("planner.routing.greedy", "search", ""),
    "lns": ("planner.routing.lns.search", "search", "planner.routing.lns.compiling:compile_all"),
    "ortools": ("planner.routing.ortools_search", "search", ""),
    "pyvrp": ("planner.routing.pyvrp_search", "search", ""),
    "pyvrp-tuned": ("planner.routing.pyvrp_search", "search_tuned", ""),
    "vroom": ("planner.routing.vroom_search", "search", ""),
}
"""Solver to its module, its function, and what else must be ready before its clock starts (``module:function``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """Run one engine by name, imported when it is first asked for."""

    name: str

    def __call__(
        self, problem: RoutingProblem, *, start: Orders | None, seed: int, limits: Limits, watch: Watch
    ) -> Found:
        return engine(self.name)(problem, start=start, seed=seed, limits=limits, watch=watch)


def engine(name: str) -> Solver:
    """Return an engine, imported.

    Raises
    ------
    InputError
        ``solver.not_installed`` where a library that it needs is not there.
    """
    module, function, _ = ENGINES[name]
    try:
        return cast("Solver", getattr(import_module(module), function))
    except ImportError as error:
        raise InputError("solver.not_installed", name=name, library=error.name or "") from error


def make_ready(name: str) -> None:
    """Import an engine and load its compiled code, which no limit of seconds counts; unknown names are let pass.

    Raises
    ------
    InputError
        ``solver.not_installed``.
    """
    if name not in ENGINES:
        return
    engine(name)
    module, _, function = ENGINES[name][2].partition(":")
    if module:
        getattr(import_module(module), function)()


def is_ready(name: str) -> bool:
    """Make an engine ready; tell whether it is installed."""
    try:
        make_ready(name)
    except InputError:
        return False
    return True


SOLVERS: dict[str, Solver] = {name: Registered(name=name) for name in ENGINES}
"""Name to solver; docs/add-a-solver.md says what one must keep. Nothing changes it while the product runs."""
