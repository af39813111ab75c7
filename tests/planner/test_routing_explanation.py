"""Why a visit is left out, by really trying to put it in, and what would help."""

from dataclasses import replace

import pytest
from routing_cases import HOUR, MINUTE, matrix_of, shift, tiny_problem, with_shift, with_visit

from domain.routing import CurrentPlan
from planner.explanation import explain_unassigned
from planner.routing.timing import time_route

MORNING_FULL = {"m": ["v1", "v2"]}


def reason(problem, visit="v3", shift="m", orders=MORNING_FULL):
    routes = [time_route(problem, name, order) for name, order in orders.items()]
    found = explain_unassigned(problem, routes, visit)
    assert [one.shift for one in found.reasons] == [one.id for one in problem.shifts]
    (told,) = (one for one in found.reasons if one.shift == shift)
    return told.code, dict(told.params)


def test_it_would_fit_after_all():
    # B-p1-p2-B drives 30 minutes, with p3 70: 40 more.
    assert reason(tiny_problem()) == ("fits", {"extra_s": 40 * MINUTE})
    assert reason(with_visit(tiny_problem(), "v3", required=False)) == ("cost", {"extra_s": 40 * MINUTE})


def test_the_duty_that_is_too_short_by_a_minute():
    # All three take 160 minutes.
    problem = with_shift(tiny_problem(), "m", max_duty_s=159 * MINUTE)
    assert reason(problem) == ("duty", {"over_s": MINUTE})


def test_the_shift_that_ends_too_early_by_a_minute():
    problem = with_shift(tiny_problem(), "m", end_s=10 * HOUR + 39 * MINUTE)
    assert reason(problem) == ("shift", {"cause": "late", "late_s": MINUTE})


def test_the_shift_that_is_too_short_in_both_ways():
    problem = with_shift(tiny_problem(), "m", end_s=10 * HOUR, max_duty_s=120 * MINUTE)
    assert reason(problem) == ("shift", {"cause": "full"})


def test_the_window_that_no_team_can_meet():
    # v3 first is reached at 08:20.
    problem = with_visit(tiny_problem(), "v3", windows=((6 * HOUR, 8 * HOUR + 19 * MINUTE),))
    assert reason(problem) == ("window", {"start_s": 8 * HOUR + 20 * MINUTE})


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (with_visit(tiny_problem(), "v3", agencies=("VH", "YT")), ("agency", {"agency": "YT"})),
        (with_visit(tiny_problem(), "v3", allowed_shifts=("e",)), ("territory", {})),
        (with_shift(with_visit(tiny_problem(), "v3", area="a"), "m", area="b"), ("territory", {})),
        (with_visit(tiny_problem(), "v3", forbidden_shifts=("m",)), ("shift", {"cause": "forbidden"})),
        (tiny_problem(current=CurrentPlan(lost_shifts=("m",))), ("shift", {"cause": "lost"})),
        (
            tiny_problem(current=CurrentPlan(routes=(("e", ("v3",)),), locked={"v3": "team"})),
            ("shift", {"cause": "locked"}),
        ),
        (
            tiny_problem(current=CurrentPlan(routes=(("e", ("v3",)),), done=("v3",))),
            ("shift", {"cause": "done"}),
        ),
        (with_shift(tiny_problem(), "m", max_stops=2), ("stops", {"max_stops": 2})),
    ],
)
def test_standing_rules_are_named(problem, told):
    assert reason(problem) == told


def test_no_road_is_named():
    rows = [[tiny_problem().matrix.duration_s(i, j) if 3 not in (i, j) else None for j in range(5)] for i in range(5)]
    assert reason(tiny_problem(matrix=matrix_of(rows))) == ("road", {})


def test_the_cheapest_remedies_come_first():
    # v3 needs VH, which only m has; m is full by duty, e lacks VH. Inviting VH to the empty evening costs
    # 60 for the shift and 40 minutes of driving; one more morning costs the same; a used evening only the drive:
    # B-p3-p4-B is 20 + 35 + 15 = 70 minutes where B-p4-B is 30.
    problem = with_shift(tiny_problem(), "m", max_duty_s=159 * MINUTE)
    routes = [time_route(problem, "m", ["v1", "v2"]), time_route(problem, "e", ["v4"])]
    told = explain_unassigned(problem, routes, "v3")
    assert [(one.code, dict(one.params), one.cost) for one in told.remedies] == [
        ("agency_present", {"agency": "VH", "shift": "e"}, 40.0),
        ("extra_shift", {"team": "M", "like": "m"}, 100.0),
    ]


def test_a_lost_shift_may_be_held_again_but_a_forbidden_one_not():
    lost = tiny_problem(current=CurrentPlan(lost_shifts=("m",)))
    assert [one.code for one in explain_unassigned(lost, [], "v1").remedies] == ["extra_shift"]
    forbidden = with_visit(tiny_problem(), "v1", forbidden_shifts=("m",))
    assert explain_unassigned(forbidden, [], "v1").remedies == ()


def test_there_is_a_reason_for_every_shift_of_a_bigger_calendar():
    days = tuple(shift(f"s{n}", 8, 9, team="T") for n in range(5))
    problem = replace(tiny_problem(), shifts=days)
    told = explain_unassigned(problem, [], "v4")
    assert {one.code for one in told.reasons} == {"window"}
