"""What every solver of the registry keeps, on a round small enough to work out by hand.

Two shifts (evening, three hours) from one base; four visits of 30 minutes, 10 minutes
from the base and from each other. An evening holds all four: 5 drives of 10 minutes and
4 x 30 minutes make 170 of 180 minutes.
"""

from array import array
from dataclasses import replace
from datetime import date

import pytest

from domain.errors import InputError
from domain.routing import Location, RoutingProblem, Visit, Weights
from domain.teams import Shift
from domain.travel import TravelMatrix
from planner.routing import SOLVERS, solve
from planner.routing.formats import problem_json, read_problem, read_solution, solution_json
from planner.verify import verify

MINUTE = 60
START = 19 * 60 * MINUTE


@pytest.fixture
def problem() -> RoutingProblem:
    size = 5
    durations = array("i", [0 if i == j else 10 * MINUTE for i in range(size) for j in range(size)])
    shifts = tuple(
        Shift(
            id=f"s{n}", team=f"t{n}", date=date(2027, 3, 8), start_s=START, end_s=START + 180 * MINUTE,
            start_location="base", end_location="base", max_duty_s=180 * MINUTE, agencies=("CONG_AN",),
        )
        for n in (1, 2)
    )  # fmt: skip
    visits = tuple(
        Visit(id=f"v{n}", location=f"p{n}", service_s=30 * MINUTE, windows=((START, START + 180 * MINUTE),))
        for n in range(1, size)
    )
    return RoutingProblem(
        name="tiny",
        locations=tuple(Location(id=name, lon=106.0, lat=11.0) for name in ("base", "p1", "p2", "p3", "p4")),
        matrix=TravelMatrix(size=size, durations=durations, distances=None, source="hand"),
        visits=visits,
        shifts=shifts,
        weights=Weights(travel_points_per_minute=1.0, per_shift=60.0),
    )


def change(problem: RoutingProblem, **changes: object) -> RoutingProblem:
    """Return the problem with its first visit changed."""
    first, *rest = problem.visits
    return replace(problem, visits=(replace(first, **changes), *rest))


def routed(solution) -> set[str]:
    return {stop.visit for route in solution.routes for stop in route.stops}


@pytest.mark.parametrize("solver", sorted(SOLVERS))
class TestEverySolver:
    def test_one_evening_holds_all_four(self, problem, solver):
        solution = solve(problem, solver=solver, iterations=1)
        assert verify(problem, solution).broken == ()
        assert routed(solution) == {"v1", "v2", "v3", "v4"}
        # 50 minutes of driving and one shift.
        assert solution.score == -(50 + 60)

    def test_the_same_seed_gives_the_same_bytes(self, problem, solver):
        one, other = (solution_json(solve(problem, solver=solver, seed=7, iterations=1)) for _ in range(2))
        assert one == other

    def test_a_missing_agency_leaves_the_visit_out_with_that_reason(self, problem, solver):
        asked = change(problem, agencies=("Y_TE",))
        solution = solve(asked, solver=solver, iterations=1)
        assert [u.visit for u in solution.unassigned] == ["v1"]
        assert {r.code for r in solution.unassigned[0].reasons} == {"agency"}

    def test_a_forbidden_shift_is_not_used(self, problem, solver):
        asked = change(problem, forbidden_shifts=("s1",))
        solution = solve(asked, solver=solver, iterations=1)
        assert verify(asked, solution).broken == ()
        assert all(stop.visit != "v1" for r in solution.routes if r.shift == "s1" for stop in r.stops)

    def test_a_late_window_is_waited_for(self, problem, solver):
        asked = change(problem, windows=((START + 120 * MINUTE, START + 125 * MINUTE),))
        solution = solve(asked, solver=solver, iterations=1)
        assert verify(asked, solution).broken == ()
        assert "v1" in routed(solution)

    def test_most_stops_hold(self, problem, solver):
        asked = replace(problem, shifts=tuple(replace(s, max_stops=2) for s in problem.shifts))
        solution = solve(asked, solver=solver, iterations=1)
        assert verify(asked, solution).broken == ()
        assert sorted(len(r.stops) for r in solution.routes if r.stops) == [2, 2]


def test_an_unknown_solver_is_refused(problem):
    with pytest.raises(InputError) as refused:
        solve(problem, solver="magic")
    assert refused.value.code == "solver.unknown"


def test_the_documented_texts_read_back_the_same(problem):
    text = problem_json(problem)
    assert problem_json(read_problem(text)) == text
    solution = solve(problem, solver="greedy")
    assert read_solution(solution_json(solution)) == solution


def test_an_unknown_key_is_refused_by_name(problem):
    with pytest.raises(InputError) as refused:
        read_problem(problem_json(problem).replace('"visits"', '"vists"', 1))
    assert "vists" in str(refused.value.params)
