"""The one schedule of a fixed order: earliest return, then latest departure."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from routing_cases import HOUR, MINUTE, matrix_of, shift, tiny_problem, visit, with_shift, with_visit

from domain.routing import Location, RoutingProblem
from domain.teams import Break
from planner.routing.timing import retime, time_route


def clock(hour: int, minute: int) -> int:
    return hour * HOUR + minute * MINUTE


def test_the_team_leaves_as_late_as_its_return_allows():
    route = time_route(tiny_problem(), "e", ["v4"])
    # The window opens at 18:30 and the drive is 15 minutes: leave 18:15, not 18:00; 30 minutes' work; back 19:15.
    assert (route.departure_s, route.return_s, route.travel_s) == (clock(18, 15), clock(19, 15), 30 * MINUTE)
    (stop,) = route.stops
    assert (stop.arrival_s, stop.wait_s, stop.start_s, stop.leave_s) == (
        clock(18, 30),
        0,
        clock(18, 30),
        clock(19, 0),
    )


def test_a_window_just_met_and_just_missed():
    # B-p3-p1: drive 20, work 30, drive 30 from 08:00 is 09:20.
    met = with_visit(tiny_problem(), "v1", windows=((8 * HOUR, clock(9, 20)),))
    assert time_route(met, "m", ["v3", "v1"]).stops[1].start_s == clock(9, 20)
    missed = with_visit(tiny_problem(), "v1", windows=((8 * HOUR, clock(9, 20) - 1),))
    assert time_route(missed, "m", ["v3", "v1"]) is None


def test_the_shift_end_just_met_and_just_missed():
    # B-p1-p2-B: 10 + 30 + 5 + 30 + 15 = 90 minutes.
    assert time_route(with_shift(tiny_problem(), "m", end_s=clock(9, 30)), "m", ["v1", "v2"]) is not None
    assert time_route(with_shift(tiny_problem(), "m", end_s=clock(9, 30) - 1), "m", ["v1", "v2"]) is None


def test_a_duty_limit_moves_the_day_to_the_next_windows():
    # v1 at 08:00-08:30 would mean waiting for v2 until 10:30; duty of two hours needs v1's second window instead.
    problem = with_visit(
        with_visit(tiny_problem(), "v1", windows=((8 * HOUR, clock(8, 30)), (10 * HOUR, 11 * HOUR))),
        "v2",
        windows=((clock(10, 30), 11 * HOUR),),
    )
    long = time_route(problem, "m", ["v1", "v2"])
    assert [stop.start_s for stop in long.stops] == [clock(8, 30), clock(10, 30)]
    short = time_route(with_shift(problem, "m", max_duty_s=90 * MINUTE), "m", ["v1", "v2"])
    # Return is 11:15 either way at the earliest (10:30 + 30 + 15); with 90 minutes of duty v1 starts at 10:00 and
    # v2 at 10:35, so the return is 11:20.
    assert (short.departure_s, short.return_s) == (clock(9, 50), clock(11, 20))
    assert time_route(with_shift(problem, "m", max_duty_s=90 * MINUTE - 1), "m", ["v1", "v2"]) is None


@pytest.mark.parametrize(
    ("pause", "break_start", "arrivals", "departure", "back"),
    [
        # After v1 at 08:40 nothing is open: the break is taken before leaving p1.
        (Break(earliest_s=clock(8, 40), latest_s=9 * HOUR, duration_s=600), clock(8, 40), (490, 535), 480, 580),
        # It opens while driving from p1 to p2 (08:40-08:45): taken on arriving at 08:45.
        (Break(earliest_s=clock(8, 42), latest_s=9 * HOUR, duration_s=600), clock(8, 45), (490, 525), 480, 580),
        # It must start while driving: taken on the way at 08:42.
        (Break(earliest_s=clock(8, 42), latest_s=clock(8, 43), duration_s=600), clock(8, 42), (490, 535), 480, 580),
        # It opens at 11:00, when work is long done: everything moves, and the break ends the duty.
        (Break(earliest_s=clock(11, 0), latest_s=clock(11, 0), duration_s=600), 660 * 60, (580, 615), 570, 670),
    ],
)
def test_where_a_break_lies(pause, break_start, arrivals, departure, back):
    route = time_route(with_shift(tiny_problem(), "m", pause=pause), "m", ["v1", "v2"])
    assert route.break_start_s == break_start
    assert tuple(stop.arrival_s for stop in route.stops) == tuple(minutes * MINUTE for minutes in arrivals)
    assert (route.departure_s, route.return_s) == (departure * MINUTE, back * MINUTE)


def test_a_break_that_no_duty_can_hold_makes_the_order_impossible():
    late = Break(earliest_s=clock(11, 0), latest_s=clock(11, 30), duration_s=HOUR)
    problem = with_visit(
        with_shift(tiny_problem(), "m", pause=late, max_duty_s=2 * HOUR), "v1", windows=((8 * HOUR, 9 * HOUR),)
    )
    # v1 at 09:00 at the latest, break from 11:00 to 12:00: at least 08:50-12:00, over two hours.
    assert time_route(problem, "m", ["v1"]) is None


def test_no_way_is_no_route_and_no_visit_is_a_fault():
    rows = [[0, 60], [None, 0]]
    problem = tiny_problem(
        locations=(Location(id="B", lon=1.0, lat=1.0), Location(id="p1", lon=1.0, lat=1.0)),
        matrix=matrix_of(rows),
        visits=(visit(1),),
    )
    assert time_route(problem, "m", ["v1"]) is None
    with pytest.raises(ValueError, match="unused shift"):
        time_route(problem, "m", [])


def test_retiming_every_shift_tells_which_order_is_impossible():
    routes = retime(tiny_problem(), {"m": ["v1", "v4"], "e": ["v4"], "x": []})
    assert routes["m"] is None
    assert routes["e"].return_s == clock(19, 15)
    assert set(routes) == {"m", "e"}


def reachable_returns(problem, order, departure):
    """Return every return time that some choice of waits, windows and break allows: all seconds are tried."""
    (duty,) = problem.shifts
    visits = {one.id: one for one in problem.visits}
    places = [0, *(int(visits[one].location[1:]) for one in order), 0]
    states = {(departure, duty.pause is None)}
    for k, name in enumerate([*order, None]):
        leg = problem.matrix.duration_s(places[k], places[k + 1])
        ready = set()
        for leave, rested in states:
            ready.add((leave + leg, rested))
            if not rested:
                for start in range(max(leave, duty.pause.earliest_s), duty.pause.latest_s + 1):
                    on_the_way = start < leave + leg
                    begin = leave + leg if on_the_way else start
                    ready.add((begin + duty.pause.duration_s, True))
        if name is None:
            return {at for at, rested in ready if rested}
        windows = visits[name].windows or ((0, duty.end_s),)
        states = {
            (start + visits[name].service_s, rested)
            for at, rested in ready
            for earliest, latest in windows
            for start in range(max(at, earliest), min(latest, duty.end_s) + 1)
        }
    return set()


times = st.integers(0, 24)
windows = st.lists(st.tuples(times, st.integers(0, 6)).map(lambda w: (w[0], w[0] + w[1])), max_size=3).map(tuple)


@st.composite
def short_days(draw):
    """Draw a day of at most 24 seconds with up to three stops, so that every second can be tried."""
    count = draw(st.integers(1, 3))
    rows = [[0 if i == j else draw(st.integers(0, 4)) for j in range(count + 1)] for i in range(count + 1)]
    visits = tuple(visit(n, service_s=draw(st.integers(0, 3)), windows=draw(windows)) for n in range(1, count + 1))
    earliest = draw(st.integers(0, 15))
    pause = Break(earliest_s=earliest, latest_s=earliest + draw(st.integers(0, 6)), duration_s=draw(st.integers(0, 4)))
    day = shift(
        "m", 0, 1, start_s=draw(st.integers(0, 5)), end_s=24, max_duty_s=draw(st.integers(4, 24)), start_location="p0"
    )
    return RoutingProblem(
        name="",
        locations=tuple(Location(id=f"p{k}", lon=1.0, lat=1.0) for k in range(count + 1)),
        matrix=matrix_of(rows),
        visits=visits,
        shifts=(
            with_shift(tiny_problem(shifts=(day,)), "m", end_location="p0", pause=draw(st.sampled_from([None, pause])))
        ).shifts,
    )


@given(short_days())
@settings(max_examples=250, deadline=None)
def test_the_schedule_is_the_best_of_all_seconds(problem):
    (day,) = problem.shifts
    order = [one.id for one in problem.visits]
    best = min(
        (
            (back, -departure)
            for departure in range(day.start_s, day.end_s + 1)
            for back in reachable_returns(problem, order, departure)
            if back <= day.end_s and back - departure <= day.max_duty_s
        ),
        default=None,
    )
    route = time_route(problem, "m", order)
    assert (None if route is None else (route.return_s, -route.departure_s)) == best
