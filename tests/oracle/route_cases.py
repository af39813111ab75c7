"""Small rounds that nobody chose, for Hypothesis: all their times are multiples of the oracle's grid."""

from array import array
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from domain.routing import CurrentPlan, Group, Location, RoutingProblem, Together, Visit, Weights
from domain.teams import Break, Shift
from domain.travel import TravelMatrix
from oracle.routes import GRID_S

HOUR = 3600
MOST_BALANCED = 5
"""Visits up to which balance has a price: there every duty of every set is tried."""


def steps(low_min: int, high_min: int) -> st.SearchStrategy[int]:
    """Return seconds on the grid between two numbers of minutes."""
    return st.integers(low_min * 60 // GRID_S, high_min * 60 // GRID_S).map(lambda k: k * GRID_S)


@st.composite
def shifts(draw, number: int) -> Shift:
    start = draw(st.sampled_from([8, 8, 13])) * HOUR
    length = draw(steps(150, 360))
    first = start + draw(steps(30, 150))
    pause = Break(earliest_s=first, latest_s=first + draw(steps(0, 60)), duration_s=draw(steps(10, 45)))
    return Shift(
        id=f"s{number}",
        team=f"t{draw(st.integers(0, 1))}",
        date=date(2027, 3, 8) + timedelta(days=number),
        start_s=start,
        end_s=start + length,
        start_location="B",
        end_location=draw(st.sampled_from(["B", "B", "C"])),
        max_duty_s=draw(st.sampled_from([length, length, max(HOUR, length - HOUR)])),
        pause=draw(st.sampled_from([None, None, pause])),
        agencies=draw(st.sampled_from([("CA", "VH"), ("CA", "VH"), ("CA",)])),
        max_stops=draw(st.sampled_from([None, None, None, None, 0, 1, 2, 3])),
        area=draw(st.sampled_from([None, None, "a", "a", "b"])),
    )


@st.composite
def visits(draw, number: int, shift_ids: list[str], share_required: int) -> Visit:
    some = st.lists(st.sampled_from(shift_ids), min_size=1, unique=True).map(tuple)
    window = st.tuples(steps(8 * 60, 16 * 60), steps(0, 300)).map(lambda found: (found[0], found[0] + found[1]))
    return Visit(
        id=f"v{number}",
        location=f"p{number}",
        service_s=draw(steps(10, 50)),
        windows=draw(st.sampled_from([0, 0, 0, 1, 2, 3]).flatmap(lambda n: st.tuples(*[window] * n))),
        required=draw(st.integers(0, 9)) < share_required,
        prize=draw(st.integers(0, 90)),
        agencies=draw(st.sampled_from([(), (), (), (), ("VH",)])),
        groups=draw(st.sampled_from([(), (), ("g",), ("h",), ("g", "h")])),
        allowed_shifts=draw(
            st.sampled_from([False] * 5 + [True]).flatmap(lambda is_bound: some if is_bound else st.none())
        ),
        forbidden_shifts=draw(st.sampled_from([False] * 5 + [True]).flatmap(lambda has: some if has else st.just(()))),
        area=draw(st.sampled_from([None, None, None, "a"])),
    )


@st.composite
def legs(draw, size: int) -> TravelMatrix:
    """Draw a table: of points on a line or a plane, or any numbers, some of them without a way."""
    spots = [(draw(st.integers(0, 4)), draw(st.integers(0, 4))) for _ in range(size)]
    kind = draw(st.sampled_from(["plane", "plane", "any"]))
    cells = []
    for i, (x, y) in enumerate(spots):
        for j, (u, v) in enumerate(spots):
            far = abs(x - u) + abs(y - v) if kind == "plane" else draw(st.integers(0, 7))
            cells.append(0 if i == j else far * GRID_S)
    if kind == "any" and size > 2 and draw(st.booleans()):
        cells[draw(st.integers(1, size * size - 2))] = -1
    return TravelMatrix(size=size, durations=array("i", cells), distances=None, source="matrix")


@st.composite
def rounds(draw, most: int = 8) -> RoutingProblem:
    """Draw a round of one to ``most`` visits and one to three shifts, required, chosen or mixed."""
    count, days = draw(st.integers(1, most)), draw(st.integers(1, 3))
    duties = tuple(draw(shifts(k)) for k in range(days))
    if draw(st.booleans()):
        duties = tuple(replace(duties[0], id=f"s{k}", team=f"t{k}", date=duties[k].date) for k in range(days))
    ids = [shift.id for shift in duties]
    share = draw(st.sampled_from([0, 2, 5, 10]))
    asked = tuple(draw(visits(k, ids, share)) for k in range(count))
    current = CurrentPlan(routes=((ids[0], (asked[0].id,)),)) if draw(st.booleans()) else None
    wishes = (Together(visits=(asked[0].id, asked[-1].id), within_s=HOUR),) if count > 1 and draw(st.booleans()) else ()
    return RoutingProblem(
        name="drawn",
        locations=tuple(Location(id=n, lon=1.0, lat=1.0) for n in ("B", "C", *(f"p{k}" for k in range(count)))),
        matrix=draw(legs(count + 2)),
        visits=asked,
        shifts=duties,
        groups=tuple(Group(id=name, at_least=draw(st.sampled_from([0, 0, 1, 2]))) for name in "gh"),
        together=wishes,
        current=current,
        weights=Weights(
            travel_points_per_minute=draw(st.sampled_from([0.0, 0.05, 1.0, 1.0])),
            balance_points_per_hour=draw(st.sampled_from([0.0, 0.0, 10.0])) if count <= MOST_BALANCED else 0.0,
            per_shift=draw(st.sampled_from([0.0, 0.0, 40.0])),
            moved=draw(st.sampled_from([0.0, 30.0])),
        ),
    )
