"""A big round in blocks: areas apart, floors shared out, weeks that exchange, legal as a whole, the same each time."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import InputError
from domain.routing import Group, Location, RoutingProblem, Visit, Weights
from domain.teams import Shift
from planner.routing.areas import split_areas
from planner.routing.blocks import solve_blocks
from planner.routing.engine import Limits
from planner.routing.formats import problem_json, read_problem
from planner.routing.measuring import UNMEASURED, KnownTravel, PlaneTravel
from planner.routing.problem_format import read_unmeasured
from planner.verify import verify

HOUR = 3600
PLANE = PlaneTravel(detour=1.3, speed_kmh=36.0)
"""A metre takes 0.13 seconds."""


def shift(number: int, base: str, *, day: int, agencies: tuple[str, ...] = ("CA",)) -> Shift:
    return Shift(
        id=f"s{number}", team=f"t{base}", date=date(2027, 3, 1) + timedelta(days=day), start_s=8 * HOUR,
        end_s=12 * HOUR, start_location=base, end_location=base, max_duty_s=4 * HOUR, agencies=agencies,
    )  # fmt: skip


def province(shares: list[int], *, floor: int, weeks: int = 2, must: int = 0) -> RoutingProblem:
    """Return towns 40 km apart with so many visits around each, one team each, one shift a week; a shift holds three."""
    towns = range(len(shares))
    bases = [Location(id=f"b{town}", x_m=40_000.0 * town, y_m=0.0) for town in towns]
    places, visits = [], []
    for town, count in enumerate(shares):
        for k in range(count):
            name = f"v{town}.{k}"
            places.append(Location(id=name, x_m=40_000.0 * town + 100.0 * k, y_m=500.0))
            visits.append(
                Visit(
                    id=name, location=name, service_s=HOUR, windows=(), required=k < must, prize=10 + k, groups=("g",)
                )
            )
    return RoutingProblem(
        name="province",
        locations=(*bases, *places),
        matrix=UNMEASURED,
        visits=tuple(visits),
        shifts=tuple(shift(weeks * t + w, f"b{t}", day=7 * w) for t in towns for w in range(weeks)),
        groups=(Group(id="g", at_least=floor),),
        weights=Weights(travel_points_per_minute=0.1),
    )


def measured(problem: RoutingProblem) -> RoutingProblem:
    return replace(problem, matrix=PLANE(problem.locations))


def test_every_visit_goes_to_the_town_that_is_near_and_floors_are_shared_up():
    first, second = split_areas(province([4, 2], floor=3))
    assert [visit.id for visit in first.visits] == ["v0.0", "v0.1", "v0.2", "v0.3"]
    assert [s.id for s in second.shifts] == ["s2", "s3"]
    assert {place.id for place in second.locations} == {"b1", "v1.0", "v1.1"}
    # A floor of 3 over 4 and 2 members: 2 and 1; of 4: 2.67 and 1.33, both rounded up.
    assert [part.groups[0].at_least for part in (first, second)] == [2, 1]
    assert [part.groups[0].at_least for part in split_areas(province([4, 2], floor=4))] == [3, 2]


def test_a_base_whose_teams_lack_an_agency_joins_the_nearest_area_that_has_it():
    problem = province([2, 2, 2], floor=0)
    shifts = tuple(
        replace(one, agencies=("CA", "VH") if one.start_location != "b1" else ("CA",)) for one in problem.shifts
    )
    moved = tuple(replace(one, x_m=30_000.0) if one.id == "b1" else one for one in problem.locations)
    parts = split_areas(replace(problem, shifts=shifts, locations=moved))
    # b1 at 30 km lies nearer to b0 (30 km away) than to b2 (50 km).
    assert [sorted({one.start_location for one in part.shifts}) for part in parts] == [["b0", "b1"], ["b2"]]


def test_a_named_area_wins_over_the_nearest_base():
    problem = province([2, 2], floor=0)
    visits = tuple(replace(one, area="b1") for one in problem.visits)
    assert [len(part.visits) for part in split_areas(replace(problem, visits=visits))] == [0, 4]


@given(shares=st.lists(st.integers(1, 9), min_size=1, max_size=5), floor=st.integers(0, 12))
@settings(max_examples=40, deadline=None)
def test_shared_floors_never_sum_below_the_whole(shares, floor):
    parts = split_areas(province(shares, floor=floor))
    assert sum(part.groups[0].at_least for part in parts) >= floor
    assert sorted(v.id for part in parts for v in part.visits) == sorted(v.id for v in province(shares, floor=0).visits)
    if floor <= sum(shares):
        assert all(part.groups[0].at_least <= len(part.visits) for part in parts)


@pytest.mark.parametrize("weeks", [1, 2, 3])
def test_the_whole_plan_is_legal_and_scores_what_verify_counts(weeks):
    problem = province([7, 5], floor=6, weeks=weeks, must=3)
    solution = solve_blocks(problem, matrix_of=PLANE, solver="greedy")
    verdict = verify(measured(problem), solution)
    assert verdict.broken == ()
    assert verdict.score == pytest.approx(solution.score)
    # Three visits of an hour fit four hours with the ways between; each town has one shift a week.
    assert len([stop for route in solution.routes for stop in route.stops]) == min(7, 3 * weeks) + min(5, 3 * weeks)


def test_more_required_visits_than_a_week_holds_are_spread_over_the_weeks():
    problem = province([6], floor=0, weeks=2, must=6)
    assert verify(measured(problem), solve_blocks(problem, matrix_of=PLANE, solver="greedy")).ok


def test_an_executor_changes_nothing():
    problem = province([7, 5, 4], floor=6)
    limits = Limits(iterations=20)
    with ThreadPoolExecutor(2) as executor:
        apart = solve_blocks(problem, matrix_of=PLANE, solver="greedy", limits=limits, executor=executor)
    assert apart == solve_blocks(problem, matrix_of=PLANE, solver="greedy", limits=limits)


def test_stopping_leaves_the_areas_not_begun_without_routes():
    asked = []

    def stop_after_one() -> bool:
        asked.append(1)
        return len(asked) > 1

    solution = solve_blocks(province([3, 3], floor=0), matrix_of=PLANE, solver="greedy", should_stop=stop_after_one)
    assert {route.shift for route in solution.routes} <= {"s0", "s1"}
    assert solution.stopped_by == "user"
    assert {one.visit for one in solution.unassigned} >= {"v1.0", "v1.1", "v1.2"}


def test_a_part_of_a_matrix_is_the_matrix_of_the_part():
    places = province([3, 2], floor=0).locations
    known = KnownTravel(matrix=PLANE(places), places={one.id: k for k, one in enumerate(places)})
    chosen = (places[4], places[0], places[3])
    assert known(chosen).durations == PLANE(chosen).durations


def test_a_province_is_read_without_its_matrix():
    whole = measured(province([2, 1], floor=1))
    text = json.loads(problem_json(whole))
    text["travel"] = {"detour": 1.3, "speed_kmh": 36.0}
    matrix = text.pop("matrix")
    problem, measure = read_unmeasured(json.dumps(text))
    assert problem.matrix.size == 0
    assert (
        measure(problem.locations).durations
        == read_problem(json.dumps(text)).matrix.durations
        == whole.matrix.durations
    )
    with pytest.raises(InputError, match=r"problem\.no_travel"):
        read_unmeasured(json.dumps({**{k: v for k, v in text.items() if k != "travel"}, "matrix": matrix}))
