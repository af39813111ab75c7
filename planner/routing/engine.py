"""What a solver is: a function that finds orders of visits; all else is done for it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from domain.progress import OnProgress, ShouldStop, never, silent
from domain.routing import RoutingProblem
from planner.routing.index import Orders


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Hold when a search ends: after iterations, or at a ceiling of CPU seconds; None is no limit."""

    iterations: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Hold how a search reports, hears that it shall stop, and reads the CPU seconds it has used."""

    on_progress: OnProgress = silent
    should_stop: ShouldStop = never
    used_s: Callable[[], float] = time.process_time

    def reason_to_stop(self, deadline_s: float | None) -> str | None:
        """Return ``user`` or ``time`` when the search shall end, else None."""
        if self.should_stop():
            return "user"
        return "time" if deadline_s is not None and self.used_s() >= deadline_s else None

    def deadline_s(self, limits: Limits) -> float | None:
        """Return the CPU clock at which a search that starts now must end."""
        return None if limits.seconds is None else self.used_s() + limits.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Hold what a solver found: orders that can be timed, and how it ended."""

    orders: Orders
    iterations: int
    stopped_by: str
    version: str
    bound: float | None = None
    pool: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Good routes met on the way, as (shift, order): what planner.routing.assembly chooses from."""


class Solver(Protocol):
    """Find orders of visits for a problem.

    ``start`` is a plan to begin from, or None. The same problem, start, seed
    and iterations give the same orders. Every order returned can be timed by
    planner.routing.timing and respects planner.routing.rules.
    """

    def __call__(
        self, problem: RoutingProblem, *, start: Orders | None, seed: int, limits: Limits, watch: Watch
    ) -> Found: ...
