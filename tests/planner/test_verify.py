"""planner.verify finds what is wrong with a plan, and only that."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from routing_cases import HOUR, MINUTE, matrix_of, solution_of, tiny_problem, with_shift, with_visit

from domain.routing import CurrentPlan, Group, Route, Solution, Unassigned, Weights
from domain.teams import Break
from planner.routing.timing import time_route
from planner.verify import verify

ORDERS = {"m": ["v1", "v2", "v3"], "e": ["v4"]}
LUNCH = Break(earliest_s=9 * HOUR, latest_s=10 * HOUR, duration_s=20 * MINUTE)


def good_plan(problem=None, orders=ORDERS) -> Solution:
    """Return the hand-worked plan: 100 minutes of driving, two shifts, so -220 points."""
    asked = problem or tiny_problem()
    return solution_of(tuple(time_route(asked, shift, order) for shift, order in orders.items()), score=-220.0)


def codes(problem, solution) -> set[str]:
    return {rule.code for rule in verify(problem, solution).broken}


def with_route(plan: Solution, number: int, **changes) -> Solution:
    routes = list(plan.routes)
    routes[number] = replace(routes[number], **changes)
    return replace(plan, routes=tuple(routes))


def with_stop(plan: Solution, route: int, number: int, **changes) -> Solution:
    stops = list(plan.routes[route].stops)
    stops[number] = replace(stops[number], **changes)
    return with_route(plan, route, stops=tuple(stops))


def shifted(route: Route, by: int) -> Route:
    stops = tuple(
        replace(s, arrival_s=s.arrival_s + by, start_s=s.start_s + by, leave_s=s.leave_s + by) for s in route.stops
    )
    return replace(route, departure_s=route.departure_s + by, return_s=route.return_s + by, stops=stops)


def test_the_good_plan_breaks_nothing_and_scores_as_worked_out():
    verdict = verify(tiny_problem(), good_plan())
    assert verdict.ok
    assert verdict.score == -220.0


BROKEN_PLANS = {
    "unknown_visit": lambda plan: with_stop(plan, 0, 0, visit="v9"),
    "visit_twice": lambda plan: with_stop(plan, 0, 1, visit="v1"),
    "unknown_shift": lambda plan: with_route(plan, 1, shift="x"),
    "shift_twice": lambda plan: with_route(plan, 1, shift="m"),
    "required_missing": lambda plan: replace(
        plan, routes=plan.routes[:1], unassigned=(Unassigned(visit="v4", reasons=()),)
    ),
    "not_listed": lambda plan: replace(plan, routes=plan.routes[:1]),
    "routed_and_listed": lambda plan: replace(plan, unassigned=(Unassigned(visit="v4", reasons=()),)),
    "listed_twice": lambda plan: replace(
        plan, routes=plan.routes[:1], unassigned=(Unassigned(visit="v4", reasons=()),) * 2
    ),
    "empty_route": lambda plan: with_route(plan, 1, stops=()),
    "window": lambda plan: replace(plan, routes=(plan.routes[0], shifted(plan.routes[1], -MINUTE))),
    "service_time": lambda plan: with_stop(plan, 1, 0, leave_s=19 * HOUR - 1),
    "wait": lambda plan: with_stop(plan, 1, 0, wait_s=60),
    "travel_time": lambda plan: with_route(plan, 1, return_s=plan.routes[1].return_s - 1),
    "travel_sum": lambda plan: with_route(plan, 1, travel_s=0),
    "departure_early": lambda plan: replace(plan, routes=(shifted(plan.routes[0], -HOUR), plan.routes[1])),
    "return_late": lambda plan: replace(plan, routes=(plan.routes[0], shifted(plan.routes[1], 3 * HOUR))),
    "break": lambda plan: with_route(plan, 1, break_start_s=19 * HOUR),
    "agencies": lambda plan: replace(
        plan, routes=(replace(plan.routes[0], shift="e"), replace(plan.routes[1], shift="m"))
    ),
    "score": lambda plan: replace(plan, score=-219.9),
    "bound": lambda plan: replace(plan, bound=-221.0),
}


@pytest.mark.parametrize("code", BROKEN_PLANS)
def test_each_kind_of_broken_plan_is_found(code):
    assert code in codes(tiny_problem(), BROKEN_PLANS[code](good_plan()))


# The good plan's morning takes 160 minutes of duty from 08:00, back at 10:40; its evening leaves 18:15, back 19:15.
JUST = {
    "duty": (
        lambda: with_shift(tiny_problem(), "m", max_duty_s=160 * MINUTE),
        lambda: with_shift(tiny_problem(), "m", max_duty_s=160 * MINUTE - 1),
    ),
    "return_late": (
        lambda: with_shift(tiny_problem(), "m", end_s=10 * HOUR + 40 * MINUTE),
        lambda: with_shift(tiny_problem(), "m", end_s=10 * HOUR + 40 * MINUTE - 1),
    ),
    "departure_early": (
        lambda: with_shift(tiny_problem(), "e", start_s=18 * HOUR + 15 * MINUTE),
        lambda: with_shift(tiny_problem(), "e", start_s=18 * HOUR + 15 * MINUTE + 1),
    ),
    "window": (
        lambda: with_visit(tiny_problem(), "v4", windows=((0, 1), (18 * HOUR + 30 * MINUTE,) * 2)),
        lambda: with_visit(tiny_problem(), "v4", windows=((0, 1), (18 * HOUR + 30 * MINUTE + 1,) * 2)),
    ),
    "max_stops": (
        lambda: with_shift(tiny_problem(), "m", max_stops=3),
        lambda: with_shift(tiny_problem(), "m", max_stops=2),
    ),
    "agencies": (
        lambda: with_visit(tiny_problem(), "v1", agencies=("CA", "VH")),
        lambda: with_visit(tiny_problem(), "v1", agencies=("CA", "YT")),
    ),
    "allowed_shift": (
        lambda: with_visit(tiny_problem(), "v4", allowed_shifts=("e",)),
        lambda: with_visit(tiny_problem(), "v4", allowed_shifts=("m",)),
    ),
    "forbidden_shift": (
        lambda: with_visit(tiny_problem(), "v4", forbidden_shifts=("m",)),
        lambda: with_visit(tiny_problem(), "v4", forbidden_shifts=("e",)),
    ),
    "area": (
        lambda: with_shift(with_visit(tiny_problem(), "v4", area="north"), "e", area="north"),
        lambda: with_shift(with_visit(tiny_problem(), "v4", area="north"), "e", area="south"),
    ),
    "group": (
        lambda: with_visit(tiny_problem(groups=(Group(id="g", at_least=1),)), "v4", groups=("g",)),
        lambda: with_visit(tiny_problem(groups=(Group(id="g", at_least=2),)), "v4", groups=("g",)),
    ),
    "lost_shift": (
        lambda: tiny_problem(current=CurrentPlan(lost_shifts=())),
        lambda: tiny_problem(current=CurrentPlan(lost_shifts=("e",))),
    ),
    "lock": (
        lambda: tiny_problem(current=CurrentPlan(routes=(("e", ("v4",)),), locked={"v4": "team"})),
        lambda: tiny_problem(current=CurrentPlan(routes=(("m", ("v4",)),), locked={"v4": "team"})),
    ),
    "lock_order": (
        lambda: tiny_problem(current=CurrentPlan(routes=(("m", ("v1", "v3")),), locked={"v1": "order", "v3": "order"})),
        lambda: tiny_problem(current=CurrentPlan(routes=(("m", ("v3", "v1")),), locked={"v1": "order", "v3": "order"})),
    ),
    "done": (
        lambda: tiny_problem(current=CurrentPlan(routes=(("m", ("v1", "v2")),), done=("v1", "v2"))),
        lambda: tiny_problem(current=CurrentPlan(routes=(("m", ("v2", "v1")),), done=("v2", "v1"))),
    ),
}


@pytest.mark.parametrize("code", JUST)
def test_a_rule_just_kept_and_just_broken(code):
    kept, broken = JUST[code]
    assert codes(kept(), good_plan()) == set()
    assert codes(broken(), good_plan()) == {code}


def test_a_lock_of_the_day_allows_another_team():
    other_day = with_shift(tiny_problem(), "m", date=tiny_problem().shifts[0].date.replace(day=9))
    current = CurrentPlan(routes=(("m", ("v4",)),), locked={"v4": "day"})
    assert codes(tiny_problem(current=current), good_plan()) == set()
    assert codes(replace(other_day, current=current), good_plan()) == {"lock"}


def test_a_road_that_does_not_exist_is_found():
    rows = [[tiny_problem().matrix.duration_s(i, j) for j in range(5)] for i in range(5)]
    rows[4][0] = None
    assert codes(tiny_problem(matrix=matrix_of(rows)), good_plan()) >= {"unreachable"}


def test_breaks_must_be_taken_within_their_window_between_two_stops():
    problem = with_shift(tiny_problem(), "m", pause=LUNCH)
    plan = good_plan(problem)
    assert codes(problem, plan) == set()
    # v1 ends 08:40 and v2 09:15; the break starts then.
    assert plan.routes[0].break_start_s == 9 * HOUR + 15 * MINUTE
    assert codes(problem, good_plan()) == {"break"}
    assert "break" in codes(problem, with_route(plan, 0, break_start_s=9 * HOUR + 14 * MINUTE))
    early = with_shift(problem, "m", pause=replace(LUNCH, earliest_s=9 * HOUR + 16 * MINUTE))
    assert codes(early, plan) == {"break_window"}
    late = with_shift(problem, "m", pause=replace(LUNCH, latest_s=9 * HOUR + 14 * MINUTE))
    assert codes(late, plan) == {"break_window"}


def test_the_score_counts_prizes_balance_shifts_and_moves():
    # Duty: A 160 minutes, B 60: 100 minutes apart. One appointment moved from e to m.
    problem = with_visit(
        tiny_problem(
            weights=Weights(travel_points_per_minute=0.05, balance_points_per_hour=6.0, per_shift=2.0, moved=3.0),
            current=CurrentPlan(routes=(("e", ("v1", "v4")),)),
        ),
        "v2",
        prize=50,
    )
    # 50 - 0.05 x 100 - 6 x 100/60 - 2 x 2 - 3 = 28.
    assert verify(problem, good_plan()).score == 28.0


FIELDS = [(None, name) for name in ("departure_s", "return_s", "travel_s")] + [
    (stop, name) for stop in range(3) for name in ("arrival_s", "wait_s", "start_s", "leave_s")
]


@given(st.sampled_from(FIELDS), st.integers(-5000, 5000).filter(bool), st.booleans())
def test_any_single_time_changed_is_found(field, by, has_break):
    # Every time follows from the others, so no single one can change.
    problem = with_shift(tiny_problem(), "m", pause=LUNCH if has_break else None)
    plan, (stop, name) = good_plan(problem), field
    owner = plan.routes[0] if stop is None else plan.routes[0].stops[stop]
    changes = {name: getattr(owner, name) + by}
    changed = with_route(plan, 0, **changes) if stop is None else with_stop(plan, 0, stop, **changes)
    assert not verify(problem, changed).ok


@given(st.permutations(["v1", "v2", "v3", "v4"]))
def test_any_other_order_with_the_same_times_is_found(names):
    plan = good_plan()
    first = tuple(replace(s, visit=n) for s, n in zip(plan.routes[0].stops, names[:3], strict=True))
    second = tuple(replace(s, visit=names[3]) for s in plan.routes[1].stops)
    changed = with_route(with_route(plan, 0, stops=first), 1, stops=second)
    assert verify(tiny_problem(), changed).ok == (names == ["v1", "v2", "v3", "v4"])


@given(st.integers(8 * HOUR, 12 * HOUR))
def test_a_moved_break_is_found_or_still_valid(at):
    problem = with_shift(tiny_problem(), "m", pause=LUNCH)
    plan = good_plan(problem)
    # v2 is left at 09:15, v3 reached at 10:10: 35 minutes of driving and 20 of break; on the way it may lie anywhere
    # from 09:15 to before 09:50, the moment of arrival without it.
    still_valid = 9 * HOUR + 15 * MINUTE <= at < 9 * HOUR + 50 * MINUTE
    assert verify(problem, with_route(plan, 0, break_start_s=at)).ok == still_valid
