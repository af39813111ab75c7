"""Where lns chooses: room is seen in lines that ruin never touches, and a shift opens for what pays together."""

from dataclasses import replace

import pytest
from routing_cases import HOUR, matrix_of, shift, visit

from domain.routing import Group, Location, RoutingProblem, Visit, Weights
from planner.routing.engine import Limits, Watch
from planner.routing.lns.search import search

SEEDS = range(12)


def at_base(count: int, **changes: object) -> RoutingProblem:
    """Return optional visits of half an hour that all stand at the base, and one shift of four hours."""
    plain = RoutingProblem(
        name="base",
        locations=(Location(id="B", lon=106.0, lat=11.0),),
        matrix=matrix_of([[0]]),
        visits=tuple(optional(k) for k in range(1, count + 1)),
        shifts=(shift("m", 8, 12),),
        weights=Weights(travel_points_per_minute=1.0),
    )
    return replace(plain, **changes)


def optional(number: int, **changes: object) -> Visit:
    return replace(visit(number, location="B", required=False, prize=40), **changes)


def made(problem: RoutingProblem, seed: int) -> list[str]:
    orders = search(problem, start=None, seed=seed, limits=Limits(iterations=300), watch=Watch()).orders
    return sorted(visit for order in orders.values() for visit in order)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_look_passes_nothing_over(seed):
    one = at_base(1, visits=(optional(1, groups=("g",), prize=0),), groups=(Group(id="g", at_least=1),))
    assert made(one, seed) == ["v1"]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_shift_opens_for_visits_that_pay_it_together(seed):
    # One brings 40 and the shift costs 60; three bring 120.
    dear = at_base(3, weights=Weights(travel_points_per_minute=1.0, per_shift=60.0))
    assert made(dear, seed) == ["v1", "v2", "v3"]
    assert made(replace(dear, visits=dear.visits[:1]), seed) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_visit_that_costs_more_balance_than_it_brings_is_left_out(seed):
    # Half an hour of one team alone costs 50, the visit brings 40; with two visits both teams work alike.
    teams = (shift("m", 8, 9, max_duty_s=HOUR // 2), shift("e", 8, 9, max_duty_s=HOUR // 2))
    two = at_base(2, shifts=teams, weights=Weights(travel_points_per_minute=1.0, balance_points_per_hour=100.0))
    assert made(replace(two, visits=two.visits[:1]), seed) == []
    assert made(two, seed) == ["v1", "v2"]
