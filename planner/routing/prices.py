"""A problem's weights as whole numbers, for searches that compare many plans."""

import math
from dataclasses import dataclass
from fractions import Fraction

from domain.routing import Weights
from planner.routing.scoring import exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Hold prices in whole units; ``point`` units are one point, ``second`` units one second of travel."""

    point: int
    second: int
    opening: int
    moved: int


def whole_prices(weights: Weights) -> Prices:
    """Return exact integer prices of the weights, in the smallest common unit."""
    second = exact(weights.travel_points_per_minute) / 60
    parts = (second, exact(weights.per_shift), exact(weights.moved))
    point = math.lcm(*(part.denominator for part in parts))
    return Prices(
        point=point, second=_whole(second * point), opening=_whole(parts[1] * point), moved=_whole(parts[2] * point)
    )


def _whole(value: Fraction) -> int:
    return value.numerator // value.denominator
