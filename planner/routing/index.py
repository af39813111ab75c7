"""Look-ups of one routing problem, made once for a whole search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.routing import CurrentPlan, RoutingProblem, Visit
from domain.teams import Shift

Orders = Mapping[str, Sequence[str]]
"""What a plan decides: shift id to visit ids in order. Times follow from it (planner.routing.timing)."""

Windows = tuple[tuple[int, int], ...]

ANY_TIME: Windows = ((0, 1 << 40),)
"""The windows of a visit that names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemIndex:
    """Hold a problem with its visits, shifts and locations by id, in the problem's order.

    ``windows`` are sorted; ``appointed`` is the shift that the current plan
    gave each visit; ``frozen`` the done visits of each shift, in their order.
    """

    problem: RoutingProblem
    current: CurrentPlan
    visits: Mapping[str, Visit]
    shifts: Mapping[str, Shift]
    points: Mapping[str, int]
    windows: Mapping[str, Windows]
    appointed: Mapping[str, str]
    frozen: Mapping[str, tuple[str, ...]]

    def travel_s(self, start: str, end: str) -> int | None:
        """Return the seconds between two locations, None where there is no way."""
        return self.problem.matrix.duration_s(self.points[start], self.points[end])


def index_problem(problem: RoutingProblem) -> ProblemIndex:
    """Return the look-ups of a problem."""
    current = problem.current or CurrentPlan()
    done = set(current.done)
    return ProblemIndex(
        problem=problem,
        current=current,
        visits={visit.id: visit for visit in problem.visits},
        shifts={shift.id: shift for shift in problem.shifts},
        points={location.id: k for k, location in enumerate(problem.locations)},
        windows={visit.id: tuple(sorted(visit.windows)) or ANY_TIME for visit in problem.visits},
        appointed={visit: shift for shift, order in current.routes for visit in order},
        frozen={shift: tuple(visit for visit in order if visit in done) for shift, order in current.routes},
    )
