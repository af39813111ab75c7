"""Assembly takes the best set of routes of a pool, keeps every rule, and never makes a plan worse."""

from dataclasses import replace
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st
from routing_cases import HOUR, tiny_problem, with_shift, with_visit

from domain.routing import CurrentPlan, Group, Weights
from planner.routing.assembly import assemble
from planner.routing.index import index_problem
from planner.routing.repairing import is_legal
from planner.routing.worth import worth


def two_days(**changes):
    """Return the tiny problem with two equal days that any visit may go to."""
    problem = with_shift(tiny_problem(**changes), "m", end_s=20 * HOUR, max_duty_s=12 * HOUR)
    first = next(shift for shift in problem.shifts if shift.id == "m")
    problem = replace(problem, shifts=(first, replace(first, id="e", team="E")))
    for visit in ("v1", "v2", "v3", "v4"):
        problem = with_visit(problem, visit, windows=(), agencies=())
    return problem


def value(problem, orders):
    return worth(index_problem(problem), orders)


def test_halves_of_two_plans_make_a_better_one():
    problem = two_days(weights=Weights(travel_points_per_minute=1.0))
    # v1 and v2 lie one way, v3 and v4 others: 30 + 70 minutes beat 85 + 75.
    hand = {"m": ["v1", "v3"], "e": ["v2", "v4"]}
    pool = [("m", ("v1", "v2")), ("e", ("v4",)), ("e", ("v3", "v4"))]
    made = assemble(problem, best=hand, pool=pool)
    assert sorted(map(tuple, made.values())) == [("v1", "v2"), ("v3", "v4")]
    assert value(problem, made) > value(problem, hand)


def test_a_route_of_one_day_is_used_on_an_equal_one():
    problem = two_days(weights=Weights(travel_points_per_minute=1.0))
    hand = {"m": ["v1", "v3"], "e": ["v2", "v4"]}
    pool = [("m", ("v1", "v2")), ("m", ("v3", "v4"))]
    assert sorted(map(tuple, assemble(problem, best=hand, pool=pool).values())) == [("v1", "v2"), ("v3", "v4")]


def test_shifts_of_a_plan_in_force_do_not_swap():
    current = CurrentPlan(routes=(("m", ("v1", "v3")), ("e", ("v2", "v4"))))
    problem = two_days(weights=Weights(travel_points_per_minute=1.0), current=current)
    hand = {"m": ["v1", "v3"], "e": ["v2", "v4"]}
    pool = [("m", ("v1", "v2")), ("m", ("v3", "v4"))]
    assert assemble(problem, best=hand, pool=pool) == hand


def test_what_is_left_out_counts_before_travel():
    problem = two_days(weights=Weights(travel_points_per_minute=1.0))
    hand = {"m": ["v1", "v2"], "e": []}
    pool = [("m", ("v1", "v3")), ("e", ("v2", "v4"))]
    made = assemble(problem, best=hand, pool=pool)
    assert {visit for order in made.values() for visit in order} == {"v1", "v2", "v3", "v4"}


def test_a_group_is_filled_before_points_are_made():
    problem = two_days(groups=(Group(id="g", at_least=1),))
    for visit in ("v1", "v2", "v3"):
        problem = with_visit(problem, visit, required=False, prize=500)
    problem = with_visit(problem, "v4", required=False, groups=("g",))
    hand = {"m": ["v1", "v2", "v3"], "e": []}
    made = assemble(problem, best=hand, pool=[("m", ("v4",))])
    assert {visit for order in made.values() for visit in order} == {"v1", "v2", "v3", "v4"}


def test_balance_is_paid_for():
    problem = two_days(weights=Weights(travel_points_per_minute=0.0, balance_points_per_hour=10.0))
    hand = {"m": ["v1", "v2", "v3", "v4"], "e": []}
    # 175 minutes of duty for one and none for the other, or 90 and 130.
    made = assemble(problem, best=hand, pool=[("m", ("v1", "v2")), ("e", ("v3", "v4"))])
    assert all(made.values())


def test_a_pool_with_a_route_that_no_time_can_meet_changes_nothing():
    problem = tiny_problem()
    hand = {"m": ["v1", "v2", "v3"], "e": []}
    # v4 opens in the evening only: such a route is no legal member of a pool.
    assert assemble(problem, best=hand, pool=[("m", ("v4", "v1", "v2", "v3"))]) == hand


def every_route(problem):
    index = index_problem(problem)
    names = [visit.id for visit in problem.visits]
    return [
        (shift.id, order)
        for shift in problem.shifts
        for size in range(1, len(names) + 1)
        for order in permutations(names, size)
        if is_legal(index, shift.id, order)
    ]


@given(
    required=st.lists(st.booleans(), min_size=4, max_size=4),
    prizes=st.lists(st.integers(0, 120), min_size=4, max_size=4),
    at_least=st.integers(0, 2),
    opening=st.sampled_from([0.0, 30.0]),
    balance=st.sampled_from([0.0, 6.0]),
)
@settings(max_examples=25, deadline=None)
def test_over_all_routes_it_finds_the_best_plan(required, prizes, at_least, opening, balance):
    weights = Weights(travel_points_per_minute=0.5, per_shift=opening, balance_points_per_hour=balance)
    problem = tiny_problem(groups=(Group(id="g", at_least=at_least),), weights=weights)
    for visit, is_required, prize in zip(("v1", "v2", "v3", "v4"), required, prizes, strict=True):
        problem = with_visit(problem, visit, required=is_required, prize=prize, groups=("g",))
    pool = every_route(problem)
    nothing = {shift.id: [] for shift in problem.shifts}
    ways = {shift.id: [(), *(order for name, order in pool if name == shift.id)] for shift in problem.shifts}
    plans = ({"m": m, "e": e} for m in ways["m"] for e in ways["e"] if not set(m) & set(e))
    best = max(value(problem, plan) for plan in plans)
    assert value(problem, assemble(problem, best=nothing, pool=pool)) == best
