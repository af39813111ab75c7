"""The fewest shifts, proved and shown by a plan; what one more shift brings."""

from array import array
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from domain.routing import Location, RoutingProblem, Visit, Weights
from domain.teams import Shift
from domain.travel import TravelMatrix
from planner.capacity import coverage_curve, fewest_shifts
from planner.capacity.words import gap_sentence, need_sentence
from planner.routing.bound import gap_share
from planner.routing.engine import Limits
from planner.routing.timing import time_route

MINUTE, HOUR = 60, 3600
DAY, EVENING = ((8 * HOUR, 16 * HOUR),), ((18 * HOUR, 20 * HOUR),)


def shift(number: int, start_h: int = 8) -> Shift:
    return Shift(
        id=f"s{number}", team=f"t{number}", date=date(2027, 3, 8) + timedelta(days=number), start_s=start_h * HOUR,
        end_s=(start_h + 2) * HOUR, start_location="B", end_location="B", max_duty_s=2 * HOUR,
    )  # fmt: skip


def hours(count: int, shifts: tuple[Shift, ...], *, legs_s: int = 0) -> RoutingProblem:
    """Return visits of one hour each around the base: a shift of two hours holds two."""
    size = count + 1
    cells = [legs_s if i != j else 0 for i in range(size) for j in range(size)]
    return RoutingProblem(
        name="hours",
        locations=tuple(Location(id=name, lon=1.0, lat=1.0) for name in ["B", *(f"p{k}" for k in range(count))]),
        matrix=TravelMatrix(size=size, durations=array("i", cells), distances=None, source="matrix"),
        visits=tuple(Visit(id=f"v{k}", location=f"p{k}", service_s=HOUR, windows=()) for k in range(count)),
        shifts=shifts,
        weights=Weights(travel_points_per_minute=1.0),
    )


def test_five_hours_need_three_shifts_of_two():
    capacity = fewest_shifts(hours(5, tuple(shift(k) for k in range(4))))
    # Two and a half shifts' work: no plan has fewer than three, and three do.
    assert (capacity.at_least, capacity.enough, capacity.is_proved, capacity.is_short) == (3, 3, True, False)
    assert sorted(visit for order in capacity.orders.values() for visit in order) == [f"v{k}" for k in range(5)]
    assert all(time_route(hours(5, tuple(shift(k) for k in range(4))), *one) for one in capacity.orders.items())


def test_a_minute_of_way_halves_what_a_shift_holds():
    capacity = fewest_shifts(hours(3, tuple(shift(k) for k in range(3)), legs_s=MINUTE))
    assert (capacity.at_least, capacity.enough) == (3, 3)


def test_two_shifts_are_proved_too_few_for_five_hours():
    capacity = fewest_shifts(hours(5, (shift(0), shift(1))))
    assert capacity.is_short
    assert (capacity.at_least, capacity.enough, capacity.orders) == (3, None, {})


def test_each_kind_has_its_own_need():
    both = hours(5, (shift(0), shift(1), shift(2, 18), shift(3, 18)))
    timed = tuple(
        replace(v, windows=EVENING if k == 0 else DAY if k < 4 else DAY + EVENING) for k, v in enumerate(both.visits)
    )
    capacity = fewest_shifts(replace(both, visits=timed), by_kind=True)
    # Three visits by day fill two day shifts; one visit needs an evening; the fifth finds room in either.
    assert [(kind.shifts, kind.at_least, kind.enough) for kind in capacity.kinds] == [
        (("s0", "s1"), 2, 2),
        (("s2", "s3"), 1, 1),
    ]
    assert capacity.enough == 3
    assert all(kind.is_proved for kind in capacity.kinds)


def test_nothing_to_visit_needs_no_shift():
    empty = replace(hours(1, (shift(0),)), visits=())
    assert fewest_shifts(empty).enough == 0


def test_the_curve_rises_by_what_a_shift_holds_and_then_is_flat():
    curve = coverage_curve(hours(5, (shift(0), shift(1))), extra=2, dong_per_shift=750_000)
    assert [(point.shifts, point.visits, point.cost_dong) for point in curve] == [
        (1, 2, 750_000),
        (2, 4, 1_500_000),
        (3, 5, 2_250_000),
        (4, 5, 3_000_000),
    ]


def test_the_curve_takes_the_better_score_of_equally_many():
    one = hours(3, (shift(0),))
    priced = replace(one, visits=tuple(replace(v, prize=10 * k) for k, v in enumerate(one.visits)))
    (point,) = coverage_curve(priced)
    assert (point.visits, point.score, point.cost_dong) == (2, 30.0, None)


def test_the_same_rounds_give_the_same_answer():
    problem = hours(6, tuple(shift(k) for k in range(4)), legs_s=0)
    assert fewest_shifts(problem, limits=Limits(iterations=4)) == fewest_shifts(problem, limits=Limits(iterations=4))
    assert coverage_curve(problem, limits=Limits(iterations=4)) == coverage_curve(problem, limits=Limits(iterations=4))


@pytest.mark.parametrize(
    ("score", "bound", "share"),
    [
        (100.0, 104.2, Fraction(42, 1000)),
        (-100.0, -90.0, Fraction(1, 10)),
        (100.0, 99.9, 0),
        (0.0, 5.0, None),
        (1.0, None, None),
    ],
)
def test_a_gap_is_a_share_of_the_plan_at_hand(score, bound, share):
    found = gap_share(score, bound)
    assert found == share or abs(found - share) < Fraction(1, 10**9)


def test_a_gap_is_told_without_promising_too_much():
    # 4.21 % is told as 4.3 %, never as 4.2 %.
    assert gap_sentence(100.0, 104.2) == ("plan.gap", {"tenths": 42})
    assert gap_sentence(100.0, 104.21) == ("plan.gap", {"tenths": 43})
    assert gap_sentence(100.0, 100.0) == ("plan.gap_none", {})
    assert gap_sentence(100.0, None) == ("plan.gap_unknown", {})


def test_a_need_is_told_as_proved_or_between_two_numbers():
    capacity = fewest_shifts(hours(5, tuple(shift(k) for k in range(4))))
    assert need_sentence(capacity) == ("plan.shifts_proved", {"enough": 3, "shifts": 4})
    assert need_sentence(replace(capacity, enough=4)) == (
        "plan.shifts_between",
        {"at_least": 3, "enough": 4, "shifts": 4},
    )
    assert need_sentence(replace(capacity, enough=None)) == ("plan.shifts_unknown", {"at_least": 3, "shifts": 4})
    short = fewest_shifts(hours(5, (shift(0), shift(1))))
    assert need_sentence(short) == ("plan.shifts_short", {"shifts": 2})
