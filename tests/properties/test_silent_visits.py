"""Closed doors in the lottery: never dropped, and the interval found again by counting samples one by one."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.estimates import Answers, Results, estimate_prevalence, pool_interval

NOBODY = Answers(violating=0, clean=0)


def chance(pool: int, drawn: int, total: int, allowed: range) -> Fraction:
    """Return the chance that a sample holds an allowed number of the first ``total`` of the pool."""
    samples = list(combinations(range(pool), drawn))
    return Fraction(sum(sum(k < total for k in sample) in allowed for sample in samples), len(samples))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9).flatmap(lambda pool: st.tuples(st.just(pool), st.integers(0, pool))), st.data())
def test_the_interval_is_what_counting_every_sample_gives(sizes, data) -> None:
    pool, drawn = sizes
    found = data.draw(st.integers(0, drawn))
    silent = data.draw(st.integers(0, drawn - found))
    tail = Fraction(1, 40)
    totals = range(pool + 1)
    low = min(k for k in totals if chance(pool, drawn, k, range(found, drawn + 1)) > tail)
    high = max(k for k in totals if chance(pool, drawn, k, range(found + silent + 1)) > tail)
    assert pool_interval(pool, drawn, found, silent=silent) == (low, high)


def test_a_closed_door_stays_in_the_denominator() -> None:
    """3 drawn of 6: 1 in violation, 1 clean, 1 closed: 6/3 x 1 = 2 to 6/3 x 2 = 4; dropped, it would be 6/2 x 1 = 3."""
    lottery = Answers(violating=1, clean=1, silent=1)
    found = estimate_prevalence(Results(must=NOBODY, risk=NOBODY, lottery=lottery, pool=6))
    assert found is not None
    assert (found.least_total, found.most_total, found.eligible) == (2, 4, 6)
    assert (found.share, found.most_share) == (Fraction(1, 3), Fraction(2, 3))


def test_a_closed_door_widens_the_interval_both_ways() -> None:
    """The ends are those of the two full answers that it could have been."""
    for silent in range(4):
        low, high = pool_interval(60, 12, 2, silent=silent)
        assert low == pool_interval(60, 12, 2)[0] and high == pool_interval(60, 12, 2 + silent)[1]


def test_a_closed_door_on_the_risk_list_counts_as_either() -> None:
    """Risk list: 1 in violation, 1 closed; pool empty: 1 to 2 of 2, nobody leaves the denominator."""
    risk = Answers(violating=1, clean=0, silent=1)
    found = estimate_prevalence(Results(must=NOBODY, risk=risk, lottery=NOBODY, pool=0))
    assert found is not None
    assert (found.low, found.high, found.eligible) == (Fraction(1, 2), Fraction(1), 2)
