"""How far a plan may be from the best one, as a share that a sentence can name."""

import math
from fractions import Fraction


def gap_share(score: float, bound: float | None) -> Fraction | None:
    """Return by which share of its own score a plan could at most be bettered; 0 where it is the best.

    None where no bound is known, or where the score is 0 and a share says nothing.
    A score below 0 (only ways to pay) is measured by its size: the share of the cost that could be saved.
    """
    if bound is None or not math.isfinite(bound) or score == 0:
        return None
    return max(Fraction(0), (Fraction(bound) - Fraction(score)) / abs(Fraction(score)))


def tenths_of_percent(share: Fraction) -> int:
    """Return a share in tenths of a percent, rounded up: a plan is never called better than was proved.

    A thousandth of a tenth is the arithmetic's own noise and is not rounded up.
    """
    return max(0, math.ceil(share * 1000 - Fraction(1, 1000)))
