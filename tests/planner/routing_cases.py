"""Small routing problems whose answers are worked out by hand.

``tiny_problem``: one base B and four places on a line, minutes of driving:

    B --10-- p1 --5-- p2      p3 --20-- B (the other way)      p4 --15-- B (to both others over B)

    from/to   B   p1   p2   p3   p4
    B         0   10   15   20   15
    p1       10    0    5   30   25
    p2       15    5    0   35   30
    p3       20   30   35    0   35
    p4       15   25   30   35    0

Morning shift m (08:00-12:00, team A, agencies CA and VH) and evening shift e (18:00-22:00, team B, agency CA only).
v1 at p1 and v2 at p2 open 08:00-11:00, v3 at p3 needs VH, v4 at p4 opens 18:30-21:00. Each takes 30 minutes.

Morning: B-p1-p2-p3-B drives 10+5+35+20 = 70 min, B-p3-p1-p2-B 20+30+5+15 = 70 too (and the two reversed ways);
with 90 min of work that is 160 min of duty. Evening: B-p4-B drives 30 min, leaves 18:15 for the window, returns 19:15.
Score with 1 point a minute and 60 a shift: -(70 + 30) - 2 x 60 = -220.
"""

from array import array
from dataclasses import replace
from datetime import date

from domain.routing import Location, Route, RoutingProblem, Solution, Unassigned, Visit, Weights
from domain.teams import Shift
from domain.travel import TravelMatrix

MINUTE = 60
HOUR = 3600
MINUTES = (
    (0, 10, 15, 20, 15),
    (10, 0, 5, 30, 25),
    (15, 5, 0, 35, 30),
    (20, 30, 35, 0, 35),
    (15, 25, 30, 35, 0),
)
MORNING = ((8 * HOUR, 11 * HOUR),)


def matrix_of(rows) -> TravelMatrix:
    """Return a matrix of whole seconds; None is no way."""
    cells = array("i", [-1 if cell is None else cell for row in rows for cell in row])
    return TravelMatrix(size=len(rows), durations=cells, distances=None, source="hand")


def visit(number: int, **changes) -> Visit:
    plain = Visit(id=f"v{number}", location=f"p{number}", service_s=30 * MINUTE, windows=())
    return replace(plain, **changes)


def shift(name: str, start_h: int, end_h: int, **changes) -> Shift:
    plain = Shift(
        id=name,
        team=name.upper(),
        date=date(2027, 3, 8),
        start_s=start_h * HOUR,
        end_s=end_h * HOUR,
        start_location="B",
        end_location="B",
        max_duty_s=(end_h - start_h) * HOUR,
        agencies=("CA",),
    )
    return replace(plain, **changes)


def tiny_problem(**changes) -> RoutingProblem:
    """Return the problem of this module's docstring."""
    plain = RoutingProblem(
        name="tiny",
        locations=tuple(Location(id=name, lon=106.0, lat=11.0) for name in ("B", "p1", "p2", "p3", "p4")),
        matrix=matrix_of([[cell * MINUTE for cell in row] for row in MINUTES]),
        visits=(
            visit(1, windows=MORNING),
            visit(2, windows=MORNING),
            visit(3, agencies=("VH",)),
            visit(4, windows=((18 * HOUR + 30 * MINUTE, 21 * HOUR),)),
        ),
        shifts=(shift("m", 8, 12, agencies=("CA", "VH")), shift("e", 18, 22)),
        weights=Weights(travel_points_per_minute=1.0, per_shift=60.0),
    )
    return replace(plain, **changes)


def with_visit(problem: RoutingProblem, id: str, **changes) -> RoutingProblem:
    return replace(problem, visits=tuple(replace(v, **changes) if v.id == id else v for v in problem.visits))


def with_shift(problem: RoutingProblem, id: str, **changes) -> RoutingProblem:
    return replace(problem, shifts=tuple(replace(s, **changes) if s.id == id else s for s in problem.shifts))


def solution_of(routes: tuple[Route, ...], *, score: float, left_out: tuple[str, ...] = ()) -> Solution:
    return Solution(
        routes=routes,
        unassigned=tuple(Unassigned(visit=one, reasons=()) for one in left_out),
        score=score,
        solver="hand",
        version="1",
        seed=0,
        iterations=0,
        stopped_by="iterations",
    )


def routed(solution: Solution) -> dict[str, list[str]]:
    return {route.shift: [stop.visit for stop in route.stops] for route in solution.routes}
