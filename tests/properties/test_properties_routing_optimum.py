"""Rounds of up to eight visits beside every plan that there is: the best one is found or the gap told.

The oracle (tests/oracle/routes.py) tries every order at every hour of leaving and shares no line with the planner.
"""

import random
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle.route_cases import HOUR, rounds
from oracle.route_judging import ITERATIONS, Tally, judge, share_optimal
from oracle.routes import GRID_S, best_plan, timed, ways_between

from domain.routing import Location, Route, RoutingProblem, Solution, Stop, Unassigned, Visit, Weights
from domain.teams import Break, Shift
from domain.travel import TravelMatrix
from planner.routing.timing import time_route
from planner.verify import verify

SAMPLE, ORDERS = 150, 120
tally: Tally = Counter()


@given(problem=rounds())
@settings(max_examples=SAMPLE, deadline=None, derandomize=True)
def judge_a_sample(problem: RoutingProblem) -> None:
    judge(problem, tally)


def test_small_rounds_are_planned_as_well_as_can_be_or_the_gap_is_told() -> None:
    tally.clear()
    judge_a_sample()
    # Both kinds are there, else the sample would say little.
    assert tally["round", "possible"] >= SAMPLE // 4
    assert tally["round", "impossible"] >= SAMPLE // 10
    for solver in ITERATIONS:
        assert share_optimal(tally, solver) >= 0.97, tally
        assert tally[solver, "floor missed"] <= 0.01 * tally["round", "possible"], tally


@given(problem=rounds(most=4), data=st.data())
@settings(max_examples=ORDERS, deadline=None, derandomize=True)
def test_verify_calls_legal_what_some_hour_of_leaving_makes_so(problem: RoutingProblem, data: st.DataObject) -> None:
    shift = data.draw(st.sampled_from(problem.shifts))
    order = data.draw(st.lists(st.sampled_from([v.id for v in problem.visits]), min_size=1, max_size=4, unique=True))
    free = _without_floors(problem)
    route = timed(free, shift, order)
    if route is not None:
        assert verify(free, _plan(free, [route])).broken == ()
        assert time_route(free, shift.id, order) == route
        return
    chance = random.Random(str(order))
    for tried in _guesses(free, shift, order, chance):
        assert verify(free, _plan(free, [tried])).broken != ()


def _without_floors(problem: RoutingProblem) -> RoutingProblem:
    visits = tuple(replace(visit, required=False) for visit in problem.visits)
    groups = tuple(replace(group, at_least=0) for group in problem.groups)
    # Balance and moves are counted elsewhere: here the score is prizes less travel.
    weights = Weights(travel_points_per_minute=problem.weights.travel_points_per_minute)
    return replace(problem, visits=visits, groups=groups, weights=weights)


def _plan(problem: RoutingProblem, routes: Sequence[Route]) -> Solution:
    made = {stop.visit for route in routes for stop in route.stops}
    prizes = sum(visit.prize for visit in problem.visits if visit.id in made)
    cost = problem.weights.travel_points_per_minute * sum(route.travel_s for route in routes) / 60
    return Solution(
        routes=tuple(routes),
        unassigned=tuple(Unassigned(visit=v.id, reasons=()) for v in problem.visits if v.id not in made),
        score=prizes - cost,
        solver="guess",
        version="1",
        seed=0,
        iterations=0,
        stopped_by="iterations",
    )


def _guesses(problem: RoutingProblem, shift: Shift, order: Sequence[str], chance: random.Random) -> Iterator[Route]:
    """Yield routes with consistent times at hours by chance: what a planner could write by hand."""
    legs, visits = ways_between(problem), {visit.id: visit for visit in problem.visits}
    for _ in range(40):
        departure = shift.start_s + GRID_S * chance.randrange(0, 1 + (shift.end_s - shift.start_s) // GRID_S)
        gap = chance.randrange(len(order) + 1) if shift.pause else None
        now, place, rest, stops, travel = departure, shift.start_location, None, [], 0
        for k, one in enumerate([*order, None]):
            target = visits[one].location if one else shift.end_location
            leg = legs.get((place, target), 0)
            travel += leg
            arrival = now + leg
            if shift.pause and k == gap:
                rest = max(now, shift.pause.earliest_s)
                arrival = max(arrival, rest) + shift.pause.duration_s
            if one is None:
                now = arrival
                break
            start = arrival + GRID_S * chance.choice([0, 0, 1, 3, 6, 12])
            now = start + visits[one].service_s
            stops.append(Stop(visit=one, arrival_s=arrival, wait_s=start - arrival, start_s=start, leave_s=now))
            place = target
        yield Route(
            shift=shift.id, departure_s=departure, return_s=now, travel_s=travel, break_start_s=rest, stops=tuple(stops)
        )  # fmt: skip


def line(*, shifts: tuple[Shift, ...], prizes: Sequence[int] = (40, 30, 20)) -> RoutingProblem:
    """Return visits of 40 minutes, 10 minutes apart on a line from the base."""
    size = len(prizes) + 1
    return RoutingProblem(
        name="line",
        locations=tuple(Location(id=f"p{k}", lon=1.0, lat=1.0) for k in range(size)),
        matrix=TravelMatrix(
            size=size,
            durations=array("i", [abs(i - j) * 600 for i in range(size) for j in range(size)]),
            distances=None,
            source="hand",
        ),
        visits=tuple(
            Visit(id=f"v{k}", location=f"p{k}", service_s=2400, windows=(), required=False, prize=prize)
            for k, prize in enumerate(prizes, start=1)
        ),
        shifts=shifts,
        weights=Weights(travel_points_per_minute=0.1),
    )


def day(**changes: object) -> Shift:
    plain = Shift(
        id="s", team="t", date=date(2027, 3, 8), start_s=8 * HOUR, end_s=12 * HOUR, start_location="p0",
        end_location="p0", max_duty_s=2 * HOUR,
    )  # fmt: skip
    return replace(plain, **changes)


@pytest.mark.parametrize(
    ("shift", "score", "order"),
    [
        # Two hours hold the first two: 10 + 40 + 10 + 40 + 20 = 120 minutes, 70 points less 40 minutes' way.
        (day(), 66, {"v1", "v2"}),
        # A break of 5 minutes leaves room for one.
        (day(pause=Break(earliest_s=9 * HOUR, latest_s=10 * HOUR, duration_s=300)), 38, {"v1"}),
        # A break that begins at ten lies in the duty, so the team leaves late enough: three hours hold two and it.
        (day(max_duty_s=3 * HOUR, pause=Break(earliest_s=10 * HOUR, latest_s=10 * HOUR, duration_s=2400)), 66, {"v1", "v2"}),
        (day(max_duty_s=4 * HOUR, max_stops=1), 38, {"v1"}),
        # 30 + 120 + 30 minutes and the ways between are those there and back: 180.
        (day(max_duty_s=3 * HOUR), 84, {"v1", "v2", "v3"}),
    ],
)  # fmt: skip
def test_the_oracle_finds_what_is_worked_out_by_hand(shift: Shift, score: int, order: set[str]) -> None:
    best = best_plan(line(shifts=(shift,)))
    assert best is not None
    assert (best.score, set(best.orders["s"])) == (score, order)
