"""Estimates of a finished round: the design's values, exact intervals by another reckoning, silent visits kept."""

from dataclasses import replace
from fractions import Fraction
from math import comb

import pytest

from planner.estimates import (
    Answers,
    Prevalence,
    Results,
    estimate_groups,
    estimate_prevalence,
    naive_share,
    pool_interval,
)

CASE_9 = Results(
    must=Answers(violating=3, clean=5),
    risk=Answers(violating=9, clean=25),
    lottery=Answers(violating=4, clean=15),
    pool=180,
)


def estimate(results: Results) -> Prevalence:
    made = estimate_prevalence(results)
    assert made is not None
    return made


@pytest.mark.parametrize(("found", "interval"), [(0, (0, 30)), (3, (7, 69)), (19, (150, 180))])
def test_case_8_hypergeometric_interval(found: int, interval: tuple[int, int]) -> None:
    assert pool_interval(180, 19, found) == interval


def test_case_9_estimator() -> None:
    """12 + 180 x 4/19 = 49.8947 of 222; s^2 = 19/18 x 4/19 x 15/19."""
    made = estimate(CASE_9)
    assert made.eligible == 222
    assert made.least_total == made.most_total == 12 + Fraction(720, 19)
    assert round(float(made.least_total), 4) == 49.8947
    assert round(float(made.share), 6) == 0.224751
    assert made.standard_error is not None and round(made.standard_error, 6) == 0.073685
    assert (round(float(made.low), 4), round(float(made.high), 4)) == (0.1081, 0.4099)
    assert round(float(naive_share(CASE_9)), 4) == 0.2623


def tail_by_fractions(pool: int, drawn: int, total: int, found: range) -> Fraction:
    ways = sum(
        comb(total, k) * comb(pool - total, drawn - k) for k in found if k <= total and drawn - k <= pool - total
    )
    return Fraction(ways, comb(pool, drawn))


def test_intervals_equal_the_scan_of_every_total() -> None:
    tail = Fraction(1, 40)
    for pool in (1, 5, 12, 23):
        for drawn in range(1, pool + 1):
            for found in range(drawn + 1):
                fits = [
                    total
                    for total in range(found, pool - drawn + found + 1)
                    if tail_by_fractions(pool, drawn, total, range(found, drawn + 1)) > tail
                    and tail_by_fractions(pool, drawn, total, range(found + 1)) > tail
                ]
                assert pool_interval(pool, drawn, found) == (fits[0], fits[-1]), (pool, drawn, found)


def test_the_interval_covers_at_least_as_often_as_it_says() -> None:
    """Every total of 60 with 12 drawn: the chance that the interval holds it, summed exactly."""
    intervals = [pool_interval(60, 12, k) for k in range(13)]
    for total in range(61):
        cover = sum(
            tail_by_fractions(60, 12, total, range(k, k + 1))
            for k, (low, high) in enumerate(intervals)
            if low <= total <= high
        )
        assert cover >= Fraction(95, 100)


def test_the_silent_stay_and_are_taken_both_ways() -> None:
    """Two of the lottery's clean 15 do not answer: low as if clean, high as if violating; nobody is dropped."""
    silent = replace(CASE_9, lottery=Answers(violating=4, clean=13, silent=2))
    made = estimate(silent)
    assert made.low == estimate(CASE_9).low
    both = estimate(replace(CASE_9, lottery=Answers(violating=6, clean=13)))
    assert (made.high, made.most_total, made.least_total) == (both.high, both.most_total, estimate(CASE_9).least_total)
    assert silent.lottery.visits == 19 and made.share < made.most_share


def test_a_silent_must_widens_only_upwards() -> None:
    made = estimate(replace(CASE_9, must=Answers(violating=3, clean=4, silent=1)))
    assert made.low == estimate(CASE_9).low
    assert made.high == estimate(CASE_9).high + Fraction(1, 222)


def test_everybody_drawn_is_a_census() -> None:
    made = estimate(Results(must=Answers(violating=1, clean=0), risk=Answers(violating=0, clean=0),
                            lottery=Answers(violating=2, clean=3), pool=5))  # fmt: skip
    assert (made.low, made.share, made.high, made.variance) == (Fraction(1, 2),) * 3 + (0,)


def test_nothing_found_still_has_a_width() -> None:
    made = estimate(replace(CASE_9, lottery=Answers(violating=0, clean=19)))
    assert made.standard_error == 0 and made.high > made.low


def test_without_a_lottery_there_is_no_estimate() -> None:
    none = Answers(violating=0, clean=0)
    assert estimate_prevalence(replace(CASE_9, lottery=none)) is None
    assert estimate_prevalence(replace(CASE_9, lottery=none, pool=0)) is not None


def test_one_visit_has_no_standard_error() -> None:
    made = estimate(replace(CASE_9, lottery=Answers(violating=1, clean=0)))
    assert made.variance is None and made.standard_error is None and made.high > made.low


def test_a_group_needs_ten_lottery_visits() -> None:
    nine = replace(CASE_9, lottery=Answers(violating=4, clean=5))
    ten = replace(CASE_9, lottery=Answers(violating=4, clean=5, silent=1))
    made = estimate_groups({"b": ten, "a": nine})
    assert list(made) == ["a", "b"] and made["a"] is None and made["b"] == estimate_prevalence(ten)


@pytest.mark.parametrize("arguments", [(5, 6, 0), (5, 3, 4), (5, 3, -1)])
def test_numbers_that_do_not_fit_are_our_own_bug(arguments: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="fit"):
        pool_interval(*arguments)
    with pytest.raises(ValueError, match="more were drawn"):
        estimate_prevalence(replace(CASE_9, pool=18))
