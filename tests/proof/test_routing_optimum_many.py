"""Thousands of small rounds that nobody chose, each beside every plan that there is."""

from collections import Counter

import pytest
from hypothesis import given, settings
from oracle.route_cases import rounds
from oracle.route_judging import ITERATIONS, Tally, judge, share_optimal

from domain.routing import RoutingProblem

MANY = 3_000
tally: Tally = Counter()


@given(problem=rounds())
@settings(max_examples=MANY, deadline=None)
def judge_many(problem: RoutingProblem) -> None:
    judge(problem, tally)


@pytest.mark.proof
def test_thousands_of_small_rounds_are_planned_as_well_as_can_be_or_the_gap_is_told() -> None:
    tally.clear()
    judge_many()
    print(dict(tally))
    assert tally["round", "possible"] >= MANY // 4
    for solver in ITERATIONS:
        assert share_optimal(tally, solver) >= 0.97, tally
        assert tally[solver, "floor missed"] <= 0.01 * tally["round", "possible"], tally
