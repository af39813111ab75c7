"""Rounds after the draw with lunch breaks, three windows and most stops: what a plan by hand makes, auto makes too."""

from itertools import pairwise

import pytest
from hand_rounds import MOST_STOPS, PLANS, ROUNDS, SHARED, hand_plan, routes_of, strict_round

from planner.routing import solve
from planner.routing.engine import Found
from planner.routing.finishing import complete
from planner.verify import verify

SAMPLE, ROUNDS_OF_AUTO = (201, 203, 206), 1

needs_rounds = pytest.mark.skipif(not SHARED.exists(), reason="the shared benchmarks are not beside the checkout")
every_round = pytest.mark.parametrize("number", ROUNDS)


@needs_rounds
@every_round
def test_a_plan_by_hand_makes_every_visit_of_the_stricter_round(number: int) -> None:
    problem = strict_round(number)
    assert verify(problem, complete(problem, _found(number), solver="hand", seed=0)).ok


@needs_rounds
@every_round
def test_the_rounds_really_are_stricter(number: int) -> None:
    problem = strict_round(number)
    assert all(len(visit.windows) == 3 for visit in problem.visits)
    assert all(later[0] > before[1] for v in problem.visits for before, later in pairwise(v.windows))
    assert all(shift.pause and shift.max_stops == MOST_STOPS for shift in problem.shifts)


def test_every_round_has_its_plan() -> None:
    assert sorted(path.stem for path in PLANS.glob("*.json")) == [f"required-{number}" for number in ROUNDS]


@needs_rounds
@pytest.mark.parametrize("number", SAMPLE)
def test_auto_makes_every_visit_too_and_drives_less(number: int) -> None:
    _hold_auto_to_the_hand(number, seed=0, iterations=ROUNDS_OF_AUTO)


@pytest.mark.proof
@needs_rounds
@every_round
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_auto_makes_every_visit_of_all_stricter_rounds(number: int, seed: int) -> None:
    _hold_auto_to_the_hand(number, seed=seed, iterations=ROUNDS_OF_AUTO)


def _hold_auto_to_the_hand(number: int, *, seed: int, iterations: int) -> None:
    problem = strict_round(number)
    plan = solve(problem, solver="auto", seed=seed, iterations=iterations)
    assert verify(problem, plan).ok
    assert plan.unassigned == ()
    by_hand = sum(route.travel_s for route in routes_of(problem, hand_plan(number)))
    assert sum(route.travel_s for route in plan.routes) < by_hand


def _found(number: int) -> Found:
    return Found(orders=hand_plan(number), iterations=0, stopped_by="iterations", version="1")
