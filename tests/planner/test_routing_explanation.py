"""Why a visit is left out, by really trying to put it in, and what would help."""

from dataclasses import replace

import pytest
from routing_cases import HOUR, MINUTE, matrix_of, shift, tiny_problem, with_shift, with_visit

from domain.routing import CurrentPlan, Group
from planner.explanation import explain_unassigned, missed_floors
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
        ("longer_duty", {"shift": "m", "team": "M", "minutes": 1}, 40.0),
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


def remedies(problem, orders, visit):
    routes = [time_route(problem, name, order) for name, order in orders.items()]
    told = explain_unassigned(problem, routes, visit)
    return {one.code: (dict(one.params), one.cost) for one in told.remedies}


def test_another_visit_gives_way_to_a_shift_that_takes_it():
    # Morning m may drive v1 and v2 or v1 and v3 only; n is like m without VH and has room: it takes v1 or v2.
    # m: B-p1-p2-B drives 30 minutes. v2 gives way: B-p1-p3-B (or back) drives 10 + 30 + 20 = 60, and n drives to p2 and
    # back, 30: 90 - 30 = 60 minutes more, and n is opened for 60: 120. v1 gives way: B-p2-p3-B drives 15 + 35 + 20 = 70,
    # n drives to p1 and back, 20: the same 60 + 60. Of two that cost the same the shorter detour of m is named.
    base = with_shift(tiny_problem(), "m", max_stops=2)
    problem = replace(base, shifts=(base.shifts[0], shift("n", 8, 12), base.shifts[1]))
    told = remedies(problem, {"m": ["v1", "v2"]}, "v3")
    assert told["exchange"] == ({"shift": "m", "other": "v2", "to": "n"}, 120.0)
    # One more shift like m for v3 alone drives 40 minutes: 60 + 40.
    assert told["extra_shift"] == ({"team": "M", "like": "m"}, 100.0)


def test_a_visit_that_nobody_must_make_gives_way_for_its_prize():
    # Only m is left for v1, v2, v3; v1 is worth 5 points. B-p2-p3-B drives 70 minutes, B-p1-p2-B 30: 40 more, and 5 lost.
    base = with_shift(with_visit(tiny_problem(), "v1", required=False, prize=5), "m", max_stops=2)
    told = remedies(base, {"m": ["v1", "v2"]}, "v3")
    assert told["exchange_out"] == ({"shift": "m", "other": "v1"}, 45.0)
    # A floor that needs it keeps it in; v2 is required and fits nowhere else.
    floor = replace(with_visit(base, "v1", groups=("g",)), groups=(Group(id="g", at_least=1),))
    assert {"exchange", "exchange_out"}.isdisjoint(remedies(floor, {"m": ["v1", "v2"]}, "v3"))


def test_what_is_locked_or_done_does_not_give_way():
    base = with_shift(with_visit(tiny_problem(), "v1", required=False, prize=5), "m", max_stops=2)
    locked = replace(base, current=CurrentPlan(routes=(("m", ("v1", "v2")),), locked={"v1": "day"}))
    assert "exchange_out" not in remedies(locked, {"m": ["v1", "v2"]}, "v3")


def test_duty_that_is_longer_by_the_fewest_minutes():
    # All three take 160 minutes; the shift ends at 10:00 and duty is 120: 40 minutes longer serve both.
    problem = with_shift(tiny_problem(), "m", end_s=10 * HOUR, max_duty_s=120 * MINUTE)
    told = remedies(problem, {"m": ["v1", "v2"]}, "v3")
    assert told["longer_duty"] == ({"shift": "m", "team": "M", "minutes": 40}, 40.0)


def test_two_remedies_are_named_where_two_exist():
    # Both teams lost their evening; either could hold one more. Nothing else helps.
    two = replace(tiny_problem(), shifts=(shift("e", 18, 22), shift("f", 18, 22)))
    lost = replace(two, current=CurrentPlan(lost_shifts=("e", "f")))
    told = explain_unassigned(lost, [], "v4")
    # To p4 and back is 30 minutes, and 60 for the shift.
    assert [(one.code, dict(one.params)["team"], one.cost) for one in told.remedies] == [
        ("extra_shift", "E", 90.0), ("extra_shift", "F", 90.0),
    ]  # fmt: skip


def test_a_floor_that_is_missed_is_named_with_its_remedies():
    # The group wants two of v1, v2, v3; m has one stop at most, so that one more shift like it is needed.
    base = with_shift(tiny_problem(), "m", max_stops=1)
    visits = tuple(replace(one, required=False, groups=("g",)) for one in base.visits[:3])
    problem = replace(base, visits=(*visits, base.visits[3]), groups=(Group(id="g", at_least=2),))
    (missed,) = missed_floors(problem, [time_route(problem, "m", ["v1"])])
    assert (missed.group, missed.at_least, missed.lacks) == ("g", 2, 1)
    # v2 alone drives 30 minutes and v3 40, each with 60 for the shift; v3 needs VH in the evening too.
    assert [(visit, one.code, one.cost) for visit, one in missed.remedies] == [
        ("v2", "extra_shift", 90.0), ("v3", "agency_present", 100.0),
    ]  # fmt: skip
