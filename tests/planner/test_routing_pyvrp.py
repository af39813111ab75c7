"""PyVRP behind the product's problem: what its model can say exactly, what is put right, what is refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from routing_cases import HOUR, MINUTE, routed, tiny_problem, with_shift, with_visit

from domain.errors import InputError
from domain.routing import CurrentPlan, Weights
from domain.teams import Break
from planner.routing import SOLVERS, solve
from planner.routing.engine import Limits, Watch
from planner.routing.formats import read_problem
from planner.routing.index import index_problem
from planner.routing.worth import worth
from planner.verify import verify

ROOT = Path(__file__).resolve().parents[2]
REQUIRED = ROOT.parent / "shared" / "benchmarks" / "required" / "required-201.json"


def find(problem, *, iterations=200, seed=0, start=None, solver="pyvrp-tuned"):
    return SOLVERS[solver](problem, start=start, seed=seed, limits=Limits(iterations=iterations), watch=Watch())


def test_of_several_windows_one_is_met():
    # Open 07-08 and 11-11:30: nothing else makes the team wait until 11.
    problem = with_visit(tiny_problem(), "v1", windows=((7 * HOUR, 8 * HOUR), (11 * HOUR, 11 * HOUR + 30 * MINUTE)))
    solution = solve(problem, solver="pyvrp", iterations=100)
    assert verify(problem, solution).ok
    assert [stop.start_s >= 11 * HOUR for r in solution.routes for stop in r.stops if stop.visit == "v1"] == [True]


def test_a_break_is_left_room_for():
    pause = Break(earliest_s=9 * HOUR, latest_s=10 * HOUR, duration_s=60 * MINUTE)
    # 160 minutes of duty and 60 of break fit into four hours, not into 219 minutes.
    for duty, missing in ((220, 0), (219, 1)):
        problem = with_shift(tiny_problem(), "m", pause=pause, max_duty_s=duty * MINUTE)
        solution = solve(problem, solver="pyvrp", iterations=100)
        assert len(solution.unassigned) == missing
        assert {rule.code for rule in verify(problem, solution).broken} <= {"required_missing"}


def test_a_price_on_a_shift_is_seen():
    # The evening could make all four alone; with 60 points a shift it should.
    problem = with_shift(tiny_problem(), "e", start_s=8 * HOUR, agencies=("CA", "VH"), max_duty_s=14 * HOUR)
    assert set(routed(solve(problem, solver="pyvrp", iterations=200))) == {"e"}


def test_done_stops_are_refused_by_name():
    problem = tiny_problem(current=CurrentPlan(routes=(("m", ("v1",)),), done=("v1",)))
    with pytest.raises(InputError) as refusal:
        solve(problem, solver="pyvrp", iterations=1)
    assert refusal.value.code == "solver.cannot"
    assert refusal.value.params["feature"] == "current.done"


def test_a_start_is_never_made_worse():
    problem = tiny_problem(weights=Weights(travel_points_per_minute=1.0))
    start = {"m": ["v1", "v2", "v3"], "e": ["v4"]}
    index = index_problem(problem)
    assert worth(index, find(problem, iterations=1, start=start).orders) >= worth(index, start)


def test_same_seed_and_iterations_same_plan_and_pool():
    if not REQUIRED.exists():
        pytest.skip("the shared benchmarks are not beside the checkout")
    problem = read_problem(REQUIRED.read_text(encoding="utf-8"))
    first, again = find(problem, seed=4), find(problem, seed=4)
    assert (first.orders, first.pool, first.iterations) == (again.orders, again.pool, 200)
    assert find(problem, seed=5).orders != first.orders
    # Required visits all fit, and every route of the pool keeps the times.
    index = index_problem(problem)
    assert worth(index, first.orders)[0] == 0
    assert all(worth(index, {shift: order}) is not None for shift, order in first.pool)


def test_the_two_tunings_search_differently():
    if not REQUIRED.exists():
        pytest.skip("the shared benchmarks are not beside the checkout")
    problem = read_problem(REQUIRED.read_text(encoding="utf-8"))
    assert find(problem, solver="pyvrp").orders != find(problem, solver="pyvrp-tuned").orders


def test_an_unreachable_place_is_left_out_and_the_rest_made():
    problem = tiny_problem()
    cells = list(problem.matrix.durations)
    size = problem.matrix.size
    for k in range(size):
        if k != 3:
            cells[3 * size + k] = cells[k * size + 3] = -1
    problem = replace(problem, matrix=replace(problem.matrix, durations=type(problem.matrix.durations)("i", cells)))
    solution = solve(problem, solver="pyvrp", iterations=100)
    assert [one.visit for one in solution.unassigned] == ["v3"]
