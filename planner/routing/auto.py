"""The default: the engines that were measured best for the kind of problem, each from the best plan so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import InputError
from domain.routing import RoutingProblem
from planner.routing.engine import Found, Limits, Watch
from planner.routing.greedy import standing_orders
from planner.routing.index import Orders, ProblemIndex, index_problem
from planner.routing.registry import SOLVERS, is_ready
from planner.routing.worth import Worth, worth

VERSION = "2"
DEFAULT_ROUNDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Hold one engine's part: its share of the seconds, and its iterations in one round of auto.

    ``fresh`` begins anew, with a seed of its own, instead of from the best plan.
    """

    solver: str
    share: float
    iterations: int
    fresh: bool = False


MAKING_ALL = (
    Stage(solver="pyvrp-tuned", share=0.3, iterations=40, fresh=True),
    Stage(solver="lns", share=0.35, iterations=1000, fresh=True),
    Stage(solver="lns", share=0.35, iterations=1000),
)
"""Every visit is required: packing. Each engine has rounds on which the other stays behind; the better plan goes on."""
CHOOSING = (Stage(solver="lns", share=1.0, iterations=400),)
"""Some visits are chosen: floors and prizes inside the search."""
PLAIN = (Stage(solver="ortools", share=1.0, iterations=1),)
"""Nothing but the customer's packages is installed."""
SEED_STEP = 1_000_003
"""Between the seeds of two stages, so that neighbouring seeds of a user share none."""
INSURED_CELLS = 1_000
"""Visits times shifts up to which greedy insertion costs next to nothing, and so stands by."""


def search(problem: RoutingProblem, *, start: Orders | None, seed: int, limits: Limits, watch: Watch) -> Found:
    """Return the best plan of a chain of engines; one iteration is a round: a fixed number of each engine's own.

    Engines that are not installed or cannot express the problem are left out.
    """
    index = index_problem(problem)
    stages = [stage for stage in stages_for(problem) if is_ready(stage.solver)]
    if not any(stage.solver != "greedy" for stage in stages):
        stages += [stage for stage in PLAIN if is_ready(stage.solver)]
    chain = _Chain(index, start, watch, watch.deadline_s(limits))
    rounds = DEFAULT_ROUNDS if limits.iterations is None and limits.seconds is None else limits.iterations
    for k, stage in enumerate(stages):
        chain.run(stage, rest=stages[k:], rounds=rounds, seed=seed + k * SEED_STEP)
    return chain.found(iterations=rounds)


def load_engines() -> None:
    """Load whatever a problem may need, before the clock starts."""
    for solver in dict.fromkeys(stage.solver for stage in (*MAKING_ALL, *CHOOSING, *PLAIN)):
        is_ready(solver)


def stages_for(problem: RoutingProblem) -> tuple[Stage, ...]:
    """Return the engines of a kind of problem, in their order."""
    return MAKING_ALL if all(visit.required for visit in problem.visits) else CHOOSING


class _Chain:
    """Hand the best plan from engine to engine, and keep every route that one of them met."""

    def __init__(self, index: ProblemIndex, start: Orders | None, watch: Watch, deadline_s: float | None) -> None:
        self.index, self.watch, self.deadline_s = index, watch, deadline_s
        self.best: Orders | None = start or (standing_orders(index) if index.current.routes else None)
        self.pool: dict[tuple[str, tuple[str, ...]], None] = {}
        self.stopped_by = "iterations"
        self.rounds_done = 0
        if deadline_s is None and len(index.visits) * len(index.shifts) <= INSURED_CELLS:
            self._take(SOLVERS["greedy"](index.problem, start=self.best, seed=0, limits=Limits(), watch=watch))

    def run(self, stage: Stage, *, rest: Sequence[Stage], rounds: int | None, seed: int) -> None:
        """Run one engine for its part of what is left of the limits."""
        if self.stopped_by == "user":
            return
        part = stage.share / sum(one.share for one in rest)
        left = None if self.deadline_s is None else max(0.0, self.deadline_s - self.watch.used_s()) * part
        count = None if rounds is None else rounds * stage.iterations
        try:
            found = SOLVERS[stage.solver](
                self.index.problem,
                start=None if stage.fresh and not self.index.current.routes else self.best,
                seed=seed,
                limits=Limits(iterations=count, seconds=left),
                watch=self.watch,
            )
        except InputError as error:
            if error.code != "solver.cannot":
                raise
            if len(rest) == 1 and self.best is None:
                self._run_plain(rounds, seed)
            return
        self._take(found)

    def _run_plain(self, rounds: int | None, seed: int) -> None:
        """Run the engine that can express every problem, where no other one could."""
        self.run(PLAIN[0], rest=PLAIN, rounds=rounds, seed=seed)

    def _take(self, found: Found) -> None:
        self.stopped_by = found.stopped_by
        self.pool.update(dict.fromkeys(found.pool))
        if self.best is None or self._standing(found.orders) >= self._standing(self.best):
            self.best = found.orders

    def _standing(self, orders: Orders) -> Worth:
        value = worth(self.index, orders)
        assert value is not None, "engines return orders that can be timed"
        return value

    def found(self, *, iterations: int | None) -> Found:
        """Return the best plan of all engines."""
        return Found(
            orders=self.best or {},
            iterations=iterations or 0,
            stopped_by=self.stopped_by,
            version=VERSION,
            pool=tuple(self.pool),
        )
