"""When a bound ends and what it then says, on one round worked out by hand."""

from array import array
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.routing import Group, Location, RoutingProblem, Visit, Weights
from domain.teams import Break, Shift
from domain.travel import TravelMatrix
from planner.routing.bound import upper_bound

MINUTE, HOUR = 60, 3600


def day(number: int, **changes: object) -> Shift:
    made = Shift(
        id=f"s{number}", team="t", date=date(2027, 3, 8) + timedelta(days=number), start_s=8 * HOUR, end_s=12 * HOUR,
        start_location="p0", end_location="p0", max_duty_s=2 * HOUR,
    )  # fmt: skip
    return replace(made, **changes)


def line(*, shifts: tuple[Shift, ...] = (day(0), day(1)), groups: tuple[Group, ...] = ()) -> RoutingProblem:
    """Return four visits of 40 minutes, 10 minutes apart on a line from the base, with prizes 40, 30, 20 and 10.

    Two hours of duty hold two visits, none beyond 20 minutes' way: {1, 2} takes
    10 + 40 + 10 + 40 + 20 = 120 minutes, {3} takes 30 + 40 + 30 = 100.
    """
    size = 5
    cells = [abs(i - j) * 10 * MINUTE for i in range(size) for j in range(size)]
    return RoutingProblem(
        name="line",
        locations=tuple(Location(id=f"p{k}", lon=1.0, lat=1.0) for k in range(size)),
        matrix=TravelMatrix(size=size, durations=array("i", cells), distances=None, source="matrix"),
        visits=tuple(
            Visit(
                id=f"v{k}", location=f"p{k}", service_s=40 * MINUTE, windows=(), required=False, prize=50 - 10 * k,
                groups=("far",) if k == 4 else (),
            )
            for k in range(1, size)
        ),
        shifts=shifts,
        groups=groups,
        weights=Weights(travel_points_per_minute=0.1),
    )  # fmt: skip


def test_two_days_hold_the_first_two_and_the_third():
    bound = upper_bound(line())
    # 40 + 30 less 40 minutes' way, and 20 less 60 minutes' way.
    assert bound.value == pytest.approx(66 + 14, abs=0.02)
    assert (bound.is_converged, bound.stopped_by) == (True, "bound")


def test_a_floor_lowers_what_is_left_for_the_rest():
    bound = upper_bound(line(groups=(Group(id="far", at_least=1),)))
    # The fourth visit takes 40 + 40 + 40 minutes: a day of its own, 10 less 80 minutes' way.
    assert bound.value == pytest.approx(66 + 2, abs=0.02)


def test_a_required_visit_is_paid_for_even_at_a_loss():
    problem = line()
    visits = tuple(replace(v, required=v.id == "v4", prize=0 if v.id == "v4" else v.prize) for v in problem.visits)
    assert upper_bound(replace(problem, visits=visits)).value == pytest.approx(66 - 8, abs=0.02)


def test_a_break_takes_its_time_from_the_duty():
    pause = Break(earliest_s=9 * HOUR, latest_s=10 * HOUR, duration_s=20 * MINUTE)
    bound = upper_bound(line(shifts=(day(0, pause=pause),)))
    # With 20 minutes of rest two visits take 140 minutes; the first alone takes 60 + 20.
    assert bound.value == pytest.approx(40 - 2, abs=0.02)


def test_most_stops_and_a_shift_that_costs_are_felt():
    assert upper_bound(line(shifts=(day(0, max_stops=1),))).value == pytest.approx(38, abs=0.02)
    dear = replace(line(), weights=Weights(travel_points_per_minute=0.1, per_shift=15.0))
    # The second day would bring 14 and cost 15.
    assert upper_bound(dear).value == pytest.approx(66 - 15, abs=0.02)


def test_it_holds_however_early_it_ends():
    best = 80.0
    for rounds in range(4):
        bound = upper_bound(line(), rounds=rounds)
        assert bound.value >= best
        assert bound.rounds == rounds or bound.is_converged
    assert upper_bound(line(), rounds=0).value == pytest.approx(100)


def test_who_stops_it_is_told():
    assert upper_bound(line(), should_stop=lambda: True).stopped_by == "user"
    assert upper_bound(line(), seconds=0.0).stopped_by == "time"
    assert upper_bound(line(), rounds=1).stopped_by == "iterations"


def test_a_plan_to_begin_from_changes_no_truth_and_the_same_call_gives_the_same_bound():
    plan = {"s0": ("v1", "v2"), "s1": ("v3",)}
    begun = upper_bound(line(), plan=plan)
    assert begun.value == pytest.approx(80, abs=0.02)
    assert upper_bound(line(), plan=plan) == begun


def test_no_shift_and_no_visit_have_their_bounds():
    assert upper_bound(line(shifts=())).value == pytest.approx(0, abs=1e-6)
    assert upper_bound(replace(line(), visits=())).value == pytest.approx(0, abs=1e-6)
