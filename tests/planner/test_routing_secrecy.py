"""A plan is one of many nearly as good: legal, hardly dearer, the seed's own, and hard to guess."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from routing_cases import HOUR, MINUTE, matrix_of, shift, visit

from domain.routing import CurrentPlan, Location, RoutingProblem, Together, Weights
from planner.routing import solve
from planner.routing.guessing import guessability
from planner.routing.secrecy import choose_secretly, seeded_numbers, try_guessing
from planner.verify import verify
from planner.warning import together_report

ROOT = Path(__file__).resolve().parents[2]
MONDAY = date(2027, 3, 8)
LINE = ((0, 10, 20, 30), (10, 0, 10, 20), (20, 10, 0, 10), (30, 20, 10, 0))
"""Base and three places on one road, ten minutes apart: B-p1-p2-p3-B and its reverse drive 60, B-p2-p1-p3-B 70."""


def days_problem(days=5, *, together=(), **changes) -> RoutingProblem:
    """One team with one equal shift a day, in which all three visits fit; 60 min of way and 60 for the shift."""
    plain = RoutingProblem(
        name="days",
        locations=tuple(Location(id=name, lon=106.0, lat=11.0) for name in ("B", "p1", "p2", "p3")),
        matrix=matrix_of([[cell * MINUTE for cell in row] for row in LINE]),
        visits=tuple(visit(number) for number in (1, 2, 3)),
        shifts=tuple(shift(f"d{k}", 8, 12, team="A", date=MONDAY + timedelta(days=k)) for k in range(days)),
        together=together,
        weights=Weights(travel_points_per_minute=1.0, per_shift=60.0),
    )
    return replace(plain, **changes)


def orders(solution):
    return {route.shift: tuple(stop.visit for stop in route.stops) for route in solution.routes}


def chosen(problem, best, count, loss_bp):
    return [choose_secretly(problem, best, seed=f"seed {k}", loss_bp=loss_bp) for k in range(count)]


def test_equal_days_are_taken_equally_often_in_both_directions_at_no_cost():
    problem = days_problem()
    best = solve(problem, solver="greedy")
    assert best.score == -120.0
    plans = chosen(problem, best, 100, 100)
    assert {plan.score for plan in plans} == {-120.0}, "the next dearer order costs ten minutes more, over one percent"
    days = Counter(shift for plan in plans for shift in orders(plan))
    ways = Counter(order for plan in plans for order in orders(plan).values())
    assert set(days) == {"d0", "d1", "d2", "d3", "d4"} and max(days.values()) <= 35 and min(days.values()) >= 8
    # On a straight road every order that goes out and comes back once is as short: p1 and p2 may stay for the way home.
    assert set(ways) == {
        ("v1", "v2", "v3"), ("v3", "v2", "v1"), ("v1", "v3", "v2"), ("v2", "v3", "v1"),
    }  # fmt: skip
    assert max(ways.values()) <= 40
    assert all(verify(problem, plan).ok for plan in plans)


def test_a_larger_loss_allows_dearer_orders_and_no_loss_keeps_the_best_plan():
    problem = days_problem()
    best = solve(problem, solver="greedy")
    dear = {plan.score for plan in chosen(problem, best, 40, 1700)}
    # Half an hour more, 20 of 120: back to p1 and out again to p3; a second shift is beyond it.
    assert dear == {-120.0, -140.0}
    assert choose_secretly(problem, best, seed="seed", loss_bp=0) is best


def test_the_seed_decides_and_nothing_else():
    problem = days_problem()
    best = solve(problem, solver="greedy")
    one = choose_secretly(problem, best, seed="a", loss_bp=200)
    assert choose_secretly(problem, best, seed="a", loss_bp=200) == one
    assert any(choose_secretly(problem, best, seed=f"a{k}", loss_bp=200) != one for k in range(3))
    below = seeded_numbers("a")
    assert Counter(below(3) for _ in range(300)).keys() == {0, 1, 2}


def test_what_is_done_or_locked_stays_where_it_is():
    current = CurrentPlan(routes=(("d1", ("v1", "v2", "v3")),), done=("v1",), locked={"v2": "order", "v3": "order"})
    problem = days_problem(current=current)
    best = solve(problem, solver="greedy")
    for plan in chosen(problem, best, 8, 5000):
        assert verify(problem, plan).ok and orders(plan) == {"d1": ("v1", "v2", "v3")}


def test_a_group_is_brought_together_where_that_costs_little_enough():
    together = (Together(visits=("v1", "v3"), within_s=2 * HOUR),)
    problem = days_problem(2, together=together)
    # Two shifts, the group on two days: 20 + 60 minutes of way and two shifts, 200 points.
    apart = _plan(problem, {"d0": ("v1",), "d1": ("v2", "v3")})
    assert apart.score == -200.0 and together_report(problem, apart.routes).kept == 0
    for plan in chosen(problem, apart, 5, 2000):
        assert together_report(problem, plan.routes).kept == 1 and verify(problem, plan).ok
    far = days_problem(2, together=together, visits=_closed_to_each_other())
    kept_apart = solve(far, solver="greedy")
    assert all(together_report(far, plan.routes).kept == 0 for plan in chosen(far, kept_apart, 3, 200))


def _closed_to_each_other():
    return (visit(1, allowed_shifts=("d0",)), visit(2), visit(3, allowed_shifts=("d1",)))


def _plan(problem, routes):
    from planner.routing.engine import Found
    from planner.routing.finishing import complete

    found = Found(orders=routes, iterations=0, stopped_by="iterations", version="1")
    return complete(problem, found, solver="hand", seed=0)


def test_a_guess_is_learnt_from_one_half_and_held_against_the_other():
    problem = days_problem(2)
    first = _plan(problem, {"d0": ("v1", "v2", "v3")}).routes
    turned = _plan(problem, {"d0": ("v3", "v2", "v1")}).routes
    later = _plan(problem, {"d1": ("v1", "v2", "v3")}).routes
    found = guessability(problem, [first, first, turned, later])
    # Learnt: all on Monday, v1 v2 v3. The third plan is on Monday, the last on Tuesday.
    assert (found.day, found.weekday) == (Fraction(1, 2), Fraction(1, 2))
    # Places: of the turned one only v2's is right, of the later one all: 4 of 6. Firsts: d0 is v3 now, d1 unheard of.
    assert (found.place, found.first) == (Fraction(2, 3), Fraction(0))
    with pytest.raises(ValueError, match="held against"):
        guessability(problem, [first])


def test_without_a_choice_a_plan_is_known_and_with_one_it_is_not():
    problem = days_problem(10)
    best = solve(problem, solver="greedy")
    assert try_guessing(problem, best, loss_bp=0).day == 1
    assert try_guessing(problem, best, loss_bp=200, plans=40).day <= Fraction(1, 3)


@st.composite
def problems(draw):
    """Return a small problem over two to four days with windows, limits and groups."""
    places = [(0, 0)] + [
        (draw(st.integers(-20, 20)), draw(st.integers(-20, 20))) for _ in range(draw(st.integers(2, 6)))
    ]
    rows = [[(abs(a - c) + abs(b - d)) * MINUTE for c, d in places] for a, b in places]
    count = len(places) - 1
    evening = ((9 * HOUR, 10 * HOUR),)
    visits = tuple(
        visit(
            k,
            windows=draw(st.sampled_from([(), evening])),
            required=draw(st.booleans()),
            prize=draw(st.integers(0, 90)),
        )
        for k in range(1, count + 1)
    )
    shifts = tuple(
        shift(
            f"{team}{day}", 8, draw(st.sampled_from([11, 12])), team=team, date=MONDAY + timedelta(days=day),
            max_stops=draw(st.sampled_from([None, 3])),
        )
        for day in range(draw(st.integers(2, 3)))
        for team in ("A", "B")
    )  # fmt: skip
    together = (Together(visits=("v1", "v2"), within_s=draw(st.integers(0, 3)) * HOUR),)
    return days_problem(
        2, matrix=matrix_of(rows), visits=visits, shifts=shifts, together=together,
        locations=tuple(Location(id="B" if k == 0 else f"p{k}", lon=106.0, lat=11.0) for k in range(count + 1)),
        weights=Weights(travel_points_per_minute=1.0, balance_points_per_hour=2.0, per_shift=30.0),
    )  # fmt: skip


@given(problem=problems(), loss_bp=st.sampled_from([0, 50, 200, 3000]), seed=st.text(max_size=4))
@settings(max_examples=40, deadline=None)
def test_the_choice_is_legal_near_the_best_and_the_same_again(problem, loss_bp, seed):
    best = solve(problem, solver="greedy")
    plan = choose_secretly(problem, best, seed=seed, loss_bp=loss_bp)
    assert plan == choose_secretly(problem, best, seed=seed, loss_bp=loss_bp)
    visits = {stop.visit for route in best.routes for stop in route.stops}
    assert visits == {stop.visit for route in plan.routes for stop in route.stops}
    assert {rule.code for rule in verify(problem, plan).broken} <= {rule.code for rule in verify(problem, best).broken}
    cost = sum(v.prize for v in problem.visits if v.id in visits) - best.score
    assert best.score - plan.score <= cost * loss_bp / 10_000 + 1e-9
    assert together_report(problem, plan.routes).kept >= together_report(problem, best.routes).kept


def test_only_the_making_of_a_plan_chooses_secretly():
    rooms = ("domain", "geo", "planner", "store", "documents", "workflow", "commands", "benchmarks", "ui", "demo")
    users = {
        path.relative_to(ROOT).as_posix()
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
        if "routing.secrecy" in path.read_text(encoding="utf-8")
    }
    assert users == {"demo/country_plans.py", "workflow/planning.py", "workflow/warning_groups.py"}
