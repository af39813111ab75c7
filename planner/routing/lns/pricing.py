"""All weights of a problem as whole units, the balance and the missing included."""

import math
from typing import NamedTuple

from domain.routing import RoutingProblem
from planner.routing.prices import FINEST
from planner.routing.scoring import exact

TIE = 1 << 20
"""Units by which everything outweighs a second of travel that costs nothing: of equal plans the shorter one."""


class WholePrices(NamedTuple):
    """Hold units per point, and what things cost in units; the order is that of the columns of Sheet.price."""

    point: int
    second: int
    opening: int
    moved: int
    missing: int
    """For each weight of a required visit left out, while the search compares."""
    lack: int
    """For each visit that a group lacks."""
    balance: int
    """For each second between the busiest and the idlest team."""
    apart: int
    """For each wish to be together that is not met; it has no price in the score."""


def price_all(problem: RoutingProblem) -> WholePrices:
    """Return prices exact in whole units where FINEST units a point allow, with travel never free."""
    weights = problem.weights
    parts = (
        exact(weights.travel_points_per_minute) / 60,
        exact(weights.per_shift),
        exact(weights.moved),
        exact(weights.balance_points_per_hour) / 3600,
    )
    point = min(FINEST, math.lcm(*(part.denominator for part in parts)))
    second, opening, moved, balance = (round(part * point) for part in parts)
    if second == 0:
        point, second, opening, moved, balance = point * TIE, 1, opening * TIE, moved * TIE, balance * TIE
    dear = point * max((visit.prize for visit in problem.visits), default=0) + opening + moved
    dear = 2 * dear + second * 2 * max(_longest_s(problem), 1)
    return WholePrices(point, second, opening, moved, 4 * dear, dear, balance, second * 300)


def _longest_s(problem: RoutingProblem) -> int:
    return int(max(problem.matrix.durations, default=0))
