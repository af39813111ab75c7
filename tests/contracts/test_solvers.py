"""What every solver of the registry keeps on any problem: rules, explanations, bytes; and that one can be added.

test_every_solver.py works small cases out by hand; here problems are drawn.
"""

from array import array
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from domain.errors import InputError
from domain.routing import CurrentPlan, Group, Location, RoutingProblem, Solution, Visit, Weights
from domain.teams import Break, Shift
from domain.travel import TravelMatrix
from planner.routing import SOLVERS, solve
from planner.routing.engine import Found
from planner.routing.formats import problem_json, read_problem, solution_json
from planner.verify import verify

MINUTE, HOUR = 60, 3600
LEFT_OUT = {"required_missing", "group", "lock"}
"""All that a plan may break when there is too little time: what is left out."""

minutes = st.integers(0, 40).map(lambda m: m * MINUTE)


@st.composite
def windows(draw) -> tuple[tuple[int, int], ...]:
    starts = draw(st.lists(st.integers(7, 20), max_size=3, unique=True))
    return tuple((hour * HOUR, hour * HOUR + draw(st.integers(0, 180)) * MINUTE) for hour in starts)


@st.composite
def shifts(draw, number: int) -> Shift:
    start_h = draw(st.sampled_from([8, 13, 18]))
    pause = Break(earliest_s=(start_h + 1) * HOUR, latest_s=(start_h + 2) * HOUR, duration_s=30 * MINUTE)
    return Shift(
        id=f"s{number}",
        team=f"t{number % 2}",
        date=date(2027, 3, 8) + timedelta(days=number // 2),
        start_s=start_h * HOUR,
        end_s=(start_h + draw(st.integers(2, 8))) * HOUR,
        start_location="B",
        end_location=draw(st.sampled_from(["B", "C"])),
        max_duty_s=draw(st.integers(2, 8)) * HOUR,
        pause=draw(st.sampled_from([None, None, pause])),
        agencies=draw(st.sampled_from([("CA",), ("CA", "VH")])),
        max_stops=draw(st.sampled_from([None, None, 2])),
        area=draw(st.sampled_from([None, None, "north"])),
    )


@st.composite
def problems(draw) -> RoutingProblem:
    """Draw a problem of up to 7 visits and 3 shifts that uses every rule."""
    count, shift_count = draw(st.integers(1, 7)), draw(st.integers(1, 3))
    size = count + 2
    cells = [draw(minutes) if i != j else 0 for i in range(size) for j in range(size)]
    if draw(st.booleans()):
        cells[draw(st.integers(0, size * size - 1))] = -1
    names = [f"s{k}" for k in range(shift_count)]
    some = st.lists(st.sampled_from(names), max_size=1, unique=True).map(tuple)
    visits = tuple(
        Visit(
            id=f"v{k}",
            location=f"p{k}",
            service_s=draw(minutes),
            windows=draw(windows()),
            required=draw(st.booleans()),
            prize=draw(st.integers(0, 90)),
            agencies=draw(st.sampled_from([(), ("CA",), ("VH",)])),
            groups=draw(st.sampled_from([(), ("g",)])),
            allowed_shifts=draw(st.sampled_from([None, None, tuple(names[:1])])),
            forbidden_shifts=draw(some),
            area=draw(st.sampled_from([None, None, "north", "south"])),
        )
        for k in range(count)
    )
    problem = RoutingProblem(
        name="drawn",
        locations=tuple(Location(id=n, lon=1.0, lat=1.0) for n in ["B", "C", *(f"p{k}" for k in range(count))]),
        matrix=TravelMatrix(size=size, durations=array("i", cells), distances=None, source="matrix"),
        visits=visits,
        shifts=tuple(draw(shifts(k)) for k in range(shift_count)),
        groups=(Group(id="g", at_least=draw(st.integers(0, 2))),),
        weights=Weights(
            travel_points_per_minute=draw(st.sampled_from([0.0, 0.05, 1.0])),
            balance_points_per_hour=draw(st.sampled_from([0.0, 2.0])),
            per_shift=draw(st.sampled_from([0.0, 60.0])),
            moved=draw(st.sampled_from([0.0, 30.0])),
        ),
    )
    return replace(problem, current=draw(st.none() | current_plans(problem)))


@st.composite
def current_plans(draw, problem: RoutingProblem) -> CurrentPlan:
    """Draw a plan in force: what a solver made of the problem, then a shift lost and some visits locked."""
    made = solve(problem, solver="greedy")
    orders = tuple((route.shift, tuple(stop.visit for stop in route.stops)) for route in made.routes)
    planned = [visit for _, order in orders for visit in order]
    done = orders[0][1][: draw(st.integers(0, 1))] if orders else ()
    locks = st.dictionaries(st.sampled_from(planned), st.sampled_from(["team", "day", "order"]), max_size=3)
    lost = st.lists(st.sampled_from([shift.id for shift in problem.shifts]), max_size=1)
    return CurrentPlan(routes=orders, done=done, locked=draw(locks) if planned else {}, lost_shifts=tuple(draw(lost)))


def solver_of(name: str, problem: RoutingProblem) -> Solution:
    """Return a solver's plan; what it says that it cannot express is no example of it."""
    try:
        return solve(problem, solver=name, iterations=1)
    except InputError as error:
        assert error.code == "solver.cannot"
        assert error.params["feature"] == "current.done"
        assert problem.current is not None
        assert problem.current.done
        reject()


@pytest.mark.parametrize("solver", sorted(SOLVERS))
@given(problem=problems())
@settings(max_examples=12, deadline=None)
def test_every_plan_is_legal_and_every_visit_routed_or_explained_once(solver, problem):
    solution = solver_of(solver, problem)
    verdict = verify(problem, solution)
    assert {rule.code for rule in verdict.broken} <= LEFT_OUT
    assert verdict.score == solution.score
    routed = [stop.visit for route in solution.routes for stop in route.stops]
    assert sorted([*routed, *(one.visit for one in solution.unassigned)]) == sorted(v.id for v in problem.visits)
    assert all([r.shift for r in one.reasons] == [s.id for s in problem.shifts] for one in solution.unassigned)
    again = solver_of(solver, read_problem(problem_json(problem)))
    assert solution_json(again) == solution_json(solution)


@given(problem=problems())
@settings(max_examples=15, deadline=None)
def test_auto_is_never_worse_than_greedy(problem):
    greedy, auto = (solve(problem, solver=name, iterations=1) for name in ("greedy", "auto"))
    broken = [len(verify(problem, solution).broken) for solution in (greedy, auto)]
    assert broken[1] <= broken[0]
    if broken[1] == broken[0] and not broken[0]:
        assert auto.score >= greedy.score


def eight_visits() -> RoutingProblem:
    """Return eight required visits on a line that one team can make on two days."""
    size = 9
    cells = [abs(i - j) * 5 * MINUTE for i in range(size) for j in range(size)]
    day = Shift(
        id="s0", team="t", date=date(2027, 3, 8), start_s=8 * HOUR, end_s=12 * HOUR, start_location="p0",
        end_location="p0", max_duty_s=4 * HOUR,
    )  # fmt: skip
    return RoutingProblem(
        name="line",
        locations=tuple(Location(id=f"p{k}", lon=1.0, lat=1.0) for k in range(size)),
        matrix=TravelMatrix(size=size, durations=array("i", cells), distances=None, source="matrix"),
        visits=tuple(Visit(id=f"v{k}", location=f"p{k}", service_s=20 * MINUTE, windows=()) for k in range(1, size)),
        shifts=(day, replace(day, id="s1", date=date(2027, 3, 9))),
        weights=Weights(travel_points_per_minute=1.0, per_shift=60.0),
    )


SEARCHES = ["auto", "lns", "ortools", "pyvrp", "pyvrp-tuned"]


@pytest.mark.parametrize("solver", SEARCHES)
def test_stopping_keeps_the_best_plan_so_far(solver):
    asked = []

    def stop_at_once() -> bool:
        asked.append(1)
        return True

    solution = solve(eight_visits(), solver=solver, should_stop=stop_at_once)
    assert asked
    assert solution.stopped_by == "user"
    assert {rule.code for rule in verify(eight_visits(), solution).broken} <= LEFT_OUT


@pytest.mark.parametrize("solver", SEARCHES)
def test_a_ceiling_of_no_seconds_ends_by_time(solver):
    assert solve(eight_visits(), solver=solver, seconds=0).stopped_by == "time"


def test_progress_is_told_round_by_round():
    told = []
    solve(eight_visits(), solver="ortools", iterations=2, on_progress=lambda *step: told.append(step))
    assert [step for step in told if step[0] == "route.ortools"] == [("route.ortools", 1, 2), ("route.ortools", 2, 2)]


def test_a_toy_solver_plugs_in_and_gets_times_score_and_explanations(monkeypatch):
    def one_each(problem, *, start, seed, limits, watch):
        """Put the first visit in the first shift and leave the rest."""
        return Found(orders={"s0": ["v1"]}, iterations=1, stopped_by="iterations", version="toy")

    monkeypatch.setitem(SOLVERS, "toy", one_each)
    solution = solve(eight_visits(), solver="toy")
    # Five minutes there and back, one shift.
    assert (solution.solver, solution.version, solution.score) == ("toy", "toy", -70.0)
    assert len(solution.unassigned) == 7
    assert {rule.code for rule in verify(eight_visits(), solution).broken} == {"required_missing"}


def test_a_solver_that_breaks_time_is_caught(monkeypatch):
    def all_in_one(problem, *, start, seed, limits, watch):
        orders = {"s0": [visit.id for visit in problem.visits] * 2}
        return Found(orders=orders, iterations=1, stopped_by="iterations", version="toy")

    monkeypatch.setitem(SOLVERS, "toy", all_in_one)
    with pytest.raises(ValueError, match="toy"):
        solve(eight_visits(), solver="toy")
