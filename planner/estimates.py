"""What a finished round says of everybody eligible: exact bounds, and what may not be read from it.

Must-inspect and risk list were fixed before the seed, so they only speak for
themselves; the lottery speaks for its pool, each with the same chance.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import comb, sqrt

CONFIDENCE = Fraction(95, 100)
LEAST_VISITS = 10
"""A group with fewer lottery visits has no estimate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Hold what the visits of one part found; ``silent`` are those closed or absent at every try.

    A silent one stays in the sample: it is neither dropped nor replaced.
    """

    violating: int
    clean: int
    silent: int = 0

    @property
    def visits(self) -> int:
        """Return how many were selected."""
        return self.violating + self.clean + self.silent


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Hold a finished draw: ``pool`` is how many the lottery was drawn from, its drawn ones included."""

    must: Answers
    risk: Answers
    lottery: Answers
    pool: int

    @property
    def eligible(self) -> int:
        """Return everybody of whom the estimate speaks."""
        return self.must.visits + self.risk.visits + self.pool


@dataclass(frozen=True, slots=True, kw_only=True)
class Prevalence:
    """Hold the estimate of how many of the eligible are in violation.

    ``least_total`` counts every silent one as clean, ``most_total`` as
    violating; without silent ones both are the estimate. ``low`` to ``high`` is
    the interval, silent ones taken both ways. ``variance`` is that of the share,
    None with fewer than 2 lottery visits; silent ones are clean in it.
    """

    eligible: int
    least_total: Fraction
    most_total: Fraction
    low: Fraction
    high: Fraction
    variance: Fraction | None

    @property
    def share(self) -> Fraction:
        """Return the estimated share, silent ones taken as clean."""
        return self.least_total / self.eligible

    @property
    def most_share(self) -> Fraction:
        """Return the estimated share, silent ones taken as violating."""
        return self.most_total / self.eligible

    @property
    def standard_error(self) -> float | None:
        """Return the standard error of the share."""
        return None if self.variance is None else sqrt(self.variance)


def estimate_prevalence(results: Results, *, confidence: Fraction = CONFIDENCE) -> Prevalence | None:
    """Return the estimate, None where nobody was drawn from a pool that is not empty.

    Raises
    ------
    ValueError
        If nobody is eligible, or more were drawn than the pool holds.

    Notes
    -----
    Total = violating in must and risk list + pool x their share in the
    lottery; its variance is pool^2 (1 - r / pool) s^2 / r. The interval inverts
    the hypergeometric test exactly; that of Wald would give no width at all
    where no violation was found.
    """
    drawn, pool = results.lottery.visits, results.pool
    if not results.eligible or drawn > pool:
        raise ValueError("nobody is eligible, or more were drawn than the pool holds")
    if pool and not drawn:
        return None
    certain = (results.must, results.risk)
    known = sum(part.violating for part in certain)
    silent = sum(part.silent for part in certain)
    found = results.lottery.violating
    low, high = pool_interval(pool, drawn, found, silent=results.lottery.silent, confidence=confidence)
    scale = Fraction(pool, drawn) if drawn else Fraction(0)
    return Prevalence(
        eligible=results.eligible,
        least_total=known + scale * found,
        most_total=known + silent + scale * (found + results.lottery.silent),
        low=Fraction(known + low, results.eligible),
        high=Fraction(known + silent + high, results.eligible),
        variance=_variance(pool, drawn, found, eligible=results.eligible),
    )


def estimate_groups(groups: Mapping[str, Results]) -> dict[str, Prevalence | None]:
    """Return the estimate of each group, None where the lottery visited fewer than LEAST_VISITS of it.

    One or two visits a commune do not rank communes.
    """
    return {
        key: estimate_prevalence(results) if results.lottery.visits >= LEAST_VISITS else None
        for key, results in sorted(groups.items())
    }


def naive_share(results: Results) -> Fraction:
    """Return violating among all visited: not the prevalence, because risk looks where violations are expected."""
    parts = (results.must, results.risk, results.lottery)
    answered = sum(part.violating + part.clean for part in parts)
    return Fraction(sum(part.violating for part in parts), answered) if answered else Fraction(0)


def pool_interval(
    pool: int, drawn: int, found: int, *, silent: int = 0, confidence: Fraction = CONFIDENCE
) -> tuple[int, int]:
    """Return the fewest and the most violating ones in the pool that the lottery does not contradict.

    Parameters
    ----------
    found
        Violating among the drawn.
    silent
        Drawn ones without an answer: clean for the lower end, violating for the upper one.

    Notes
    -----
    Exact inversion of the hypergeometric test: the ends are those at which
    each tail still has more than half of what ``confidence`` leaves.

    Examples
    --------
    >>> pool_interval(180, 19, 0), pool_interval(180, 19, 3), pool_interval(180, 19, 19)
    ((0, 30), (7, 69), (150, 180))
    """
    if not 0 <= found <= found + silent <= drawn <= pool:
        raise ValueError("found, silent, drawn and pool do not fit each other")
    tail = (1 - confidence) / 2
    whole = comb(pool, drawn)

    def could_be(total: int, lowest: int, highest: int) -> bool:
        return _ways(pool, drawn, total, lowest, highest) * tail.denominator > whole * tail.numerator

    most = found + silent
    low = _first(found, pool, lambda total: could_be(total, found, drawn))
    high = pool - _first(0, pool - found, lambda rest: could_be(pool - rest, 0, most))
    return low, high


def spatial_balance(places: list[tuple[int, int]], drawn: list[int], chance: Fraction) -> Fraction:
    """Return how evenly the drawn ones lie: the mean of (v - 1)^2 over their neighbourhoods, 0 is even.

    Parameters
    ----------
    places
        Whole-number coordinates of everybody in the pool.
    drawn
        Indices of the drawn ones.

    Notes
    -----
    v is the sum of the chances of those nearer to a drawn one than to any
    other; those at equal distance share themselves out.
    """
    sums = dict.fromkeys(drawn, Fraction(0))
    for x, y in places:
        away = {k: (places[k][0] - x) ** 2 + (places[k][1] - y) ** 2 for k in drawn}
        nearest = [k for k, square in away.items() if square == min(away.values())]
        for k in nearest:
            sums[k] += chance / len(nearest)
    return sum(((v - 1) ** 2 for v in sums.values()), Fraction(0)) / len(sums)


def _variance(pool: int, drawn: int, found: int, *, eligible: int) -> Fraction | None:
    if drawn == pool:
        return Fraction(0)
    if drawn < 2:
        return None
    rate = Fraction(found, drawn)
    spread = Fraction(drawn, drawn - 1) * rate * (1 - rate)
    return pool**2 * (1 - Fraction(drawn, pool)) * spread / drawn / eligible**2


def _ways(pool: int, drawn: int, total: int, lowest: int, highest: int) -> int:
    """Return in how many samples between lowest and highest of the total are drawn."""
    first, last = max(lowest, drawn - (pool - total)), min(highest, total, drawn)
    if first > last:
        return 0
    term = comb(total, first) * comb(pool - total, drawn - first)
    ways = term
    for k in range(first, last):
        term = term * (total - k) * (drawn - k) // ((k + 1) * (pool - total - drawn + k + 1))
        ways += term
    return ways


def _first(low: int, high: int, is_true: Callable[[int], bool]) -> int:
    """Return the first number from low to high that is true; once true, all later ones are."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_true(middle) else (middle + 1, high)
    return low
