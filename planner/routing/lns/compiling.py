"""Compiling at set-up, so that no planner waits for it."""

from array import array
from datetime import date

from domain.routing import Location, RoutingProblem, Visit
from domain.teams import Shift
from domain.travel import TravelMatrix
from planner.routing.engine import Limits, Watch
from planner.routing.lns.search import search


def compile_all() -> None:
    """Compile the whole search, and keep it on disk, by running it on a tiny problem."""
    search(_tiny(), start=None, seed=0, limits=Limits(iterations=1), watch=Watch())


def _tiny() -> RoutingProblem:
    visits = (
        Visit(id="v1", location="p0", service_s=60, windows=()),
        Visit(id="v2", location="p1", service_s=60, windows=(), required=False, prize=1),
    )
    shift = Shift(
        id="s", team="t", date=date(2027, 3, 1), start_s=0, end_s=7200, start_location="p0", end_location="p0",
        max_duty_s=7200,
    )  # fmt: skip
    return RoutingProblem(
        name="tiny",
        locations=tuple(Location(id=name, x_m=0.0, y_m=0.0) for name in ("p0", "p1")),
        matrix=TravelMatrix(size=2, durations=array("i", [0, 60, 60, 0]), distances=None, source="matrix"),
        visits=visits,
        shifts=(shift,),
    )
