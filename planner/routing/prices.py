"""A problem's weights as whole numbers, for searches that compare many plans."""

import math
from dataclasses import dataclass

from domain.routing import Weights
from planner.routing.scoring import exact

FINEST = 10_000_000
"""Units a point has at most, so that sums stay within the engines' 64 bits; finer weights are rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Hold prices in whole units; ``point`` units are one point, ``second`` is for one second of travel."""

    point: int
    second: int
    opening: int
    moved: int


def whole_prices(weights: Weights) -> Prices:
    """Return integer prices of the weights: exact where a point of up to 10,000,000 units allows."""
    parts = (exact(weights.travel_points_per_minute) / 60, exact(weights.per_shift), exact(weights.moved))
    point = min(FINEST, math.lcm(*(part.denominator for part in parts)))
    second, opening, moved = (round(part * point) for part in parts)
    return Prices(point=point, second=second, opening=opening, moved=moved)
