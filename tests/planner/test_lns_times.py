"""The compiled times are those of planner.routing.timing, and no offer breaks them."""

from array import array
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("numba")

from domain.routing import Location, RoutingProblem, Visit
from domain.teams import Break, Shift
from domain.travel import TravelMatrix
from planner.routing.arrays import problem_arrays
from planner.routing.index import index_problem
from planner.routing.lns.board import BELOW, DEPART, FINISH, IS_EXACT, LAID, NODE, NONE, STOPS, Board
from planner.routing.lns.changes import put_in
from planner.routing.lns.insertion import cheapest_gap
from planner.routing.lns.laying import lay_out
from planner.routing.lns.pricing import price_all
from planner.routing.lns.times import NEVER, count_times, laid_times, lay
from planner.routing.timing import time_order

MINUTE, HOUR = 60, 3600
MOST_STOPS = 5


@st.composite
def one_shift(draw) -> RoutingProblem:
    """Draw a shift of up to five visits, with windows, a break or none, and ways that need not be the shortest."""
    count = draw(st.integers(1, MOST_STOPS))
    size = count + 1
    minutes = draw(st.lists(st.integers(0, 45), min_size=size * size, max_size=size * size))
    begin, hours = 8, draw(st.integers(2, 9))
    pause = Break(
        earliest_s=(begin + draw(st.integers(0, 3))) * HOUR, latest_s=(begin + 3) * HOUR,
        duration_s=draw(st.integers(0, 45)) * MINUTE,
    )  # fmt: skip
    return RoutingProblem(
        name="line",
        locations=tuple(Location(id=f"p{k}", lon=1.0, lat=1.0) for k in range(size)),
        matrix=TravelMatrix(
            size=size, durations=array("i", [m * MINUTE for m in minutes]), distances=None, source="matrix"
        ),
        visits=tuple(
            Visit(id=f"v{k}", location=f"p{k}", service_s=draw(st.integers(0, 40)) * MINUTE, windows=draw(windows()))
            for k in range(1, size)
        ),
        shifts=(
            Shift(
                id="s", team="t", date=date(2027, 3, 8), start_s=begin * HOUR, end_s=(begin + hours) * HOUR,
                start_location="p0", end_location="p0", max_duty_s=draw(st.integers(60, 60 * hours)) * MINUTE,
                pause=draw(st.sampled_from([None, pause])),
            ),
        ),
    )  # fmt: skip


@st.composite
def windows(draw) -> tuple[tuple[int, int], ...]:
    starts = draw(st.lists(st.integers(7, 16), max_size=3, unique=True))
    return tuple((hour * HOUR, hour * HOUR + draw(st.integers(0, 150)) * MINUTE) for hour in starts)


def laid_out(problem: RoutingProblem, stops: int) -> Board:
    """Return the board of a problem with its first visits in its shift, in their order."""
    board = lay_out(problem_arrays(problem), price_all(problem), 0)
    roomy = board._replace(
        line=np.zeros((1, MOST_STOPS + 4, board.line.shape[2]), dtype=np.int64),
        hand=np.zeros(LAID + MOST_STOPS + 6, dtype=np.int64),
    )
    roomy.line[0, : stops + 2, NODE] = [len(problem.visits), *range(stops), len(problem.visits) + 1]
    roomy.shift[0, STOPS] = stops
    roomy.hand[BELOW] = NONE
    count_times(roomy.ways, roomy.visit, roomy.shift, roomy.line, 0)
    return roomy


def times_of(board: Board) -> tuple[int, int]:
    lay(board.line, board.hand, 0, board.shift[0, STOPS])
    return laid_times(board.ways, board.visit, board.shift, board.hand, 0, board.shift[0, STOPS])


@given(problem=one_shift())
@settings(max_examples=200, deadline=None)
def test_departure_and_return_are_those_of_the_exact_times(problem):
    board = laid_out(problem, len(problem.visits))
    route = time_order(index_problem(problem), "s", [visit.id for visit in problem.visits])
    expected = (NEVER, NEVER) if route is None else (route.departure_s, route.return_s)
    assert times_of(board) == expected
    if route is not None:
        # Bounds that a look at an offer relies on: no return is earlier, no departure later.
        assert board.shift[0, FINISH] <= route.return_s
        assert board.shift[0, DEPART] >= route.departure_s


@given(problem=one_shift())
@settings(max_examples=150, deadline=None)
def test_the_cheapest_gap_is_the_cheapest_of_all_that_can_be_timed(problem):
    index = index_problem(problem)
    names = [visit.id for visit in problem.visits]
    last = len(names) - 1
    if last and time_order(index, "s", names[:last]) is None:
        return
    board = laid_out(problem, last)
    orders = [[*names[:k], names[last], *names[k:last]] for k in range(last + 1)]
    routes = [time_order(index, "s", order) for order in orders]
    before = time_order(index, "s", names[:last]).travel_s if last else 0
    timed = [route.travel_s - before for route in routes if route is not None]
    look = (board.ways, board.visit, board.shift, board.line, board.hand, last, 0)
    if not board.takes[0, last]:
        assert not timed
        return
    bounded, _ = cheapest_gap(*look)
    assert bounded <= min(timed, default=NONE)
    board.hand[IS_EXACT] = 1
    extra, gap = cheapest_gap(*look)
    assert extra == min(timed, default=NONE)
    if extra != NONE:
        put_in(board, last, 0, gap)
        assert times_of(board)[0] != NEVER
