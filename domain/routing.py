"""The solver-neutral routing problem and its solution (docs/formats/)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.teams import Shift
from domain.travel import TravelMatrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Hold a point: degrees, or metres on a plane."""

    id: str
    lon: float | None = None
    lat: float | None = None
    x_m: float | None = None
    y_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Hold one visit to plan.

    ``windows`` are (earliest, latest start) in seconds after midnight of the
    shift's date; ``allowed_shifts`` None means all.
    """

    id: str
    location: str
    service_s: int
    windows: tuple[tuple[int, int], ...]
    required: bool = True
    prize: int = 0
    agencies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    allowed_shifts: tuple[str, ...] | None = None
    forbidden_shifts: tuple[str, ...] = ()
    priority: int = 0
    area: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Ask for at least this many visits among the members of a group."""

    id: str
    at_least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Wish that visits start within within_s of each other (a soft cost)."""

    visits: tuple[str, ...]
    within_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentPlan:
    """Hold the plan in force: routes as (shift, visits), what is done, locked (team, day, order) or lost."""

    routes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    done: tuple[str, ...] = ()
    locked: Mapping[str, str] = field(default_factory=dict)
    lost_shifts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Hold the prices of the score; all are points."""

    travel_points_per_minute: float = 1.0
    balance_points_per_hour: float = 0.0
    per_shift: float = 0.0
    moved: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingProblem:
    """Hold everything a solver may know; the matrix is in the order of locations."""

    name: str
    locations: tuple[Location, ...]
    matrix: TravelMatrix
    visits: tuple[Visit, ...]
    shifts: tuple[Shift, ...]
    groups: tuple[Group, ...] = ()
    together: tuple[Together, ...] = ()
    current: CurrentPlan | None = None
    weights: Weights = Weights()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Hold one stop of a route; seconds after midnight of the shift's date."""

    visit: str
    arrival_s: int
    wait_s: int
    start_s: int
    leave_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Hold what one shift does."""

    shift: str
    departure_s: int
    return_s: int
    travel_s: int
    break_start_s: int | None
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnassignedReason:
    """Hold why one shift cannot take a visit (code window, agency, duty, road, shift, stops, territory)."""

    code: str
    shift: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Hold a way to place a visit that was left out, with its cost in points."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    cost: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unassigned:
    """Hold a visit that no route has, with its reasons and remedies."""

    visit: str
    reasons: tuple[UnassignedReason, ...]
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """Hold a plan of routes as a solver gave it; never trusted before planner.verify saw it."""

    routes: tuple[Route, ...]
    unassigned: tuple[Unassigned, ...]
    score: float
    solver: str
    version: str
    seed: int
    iterations: int
    stopped_by: str
    bound: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRule:
    """Hold one rule that a solution breaks, as planner.verify found it."""

    code: str
    visit: str | None = None
    shift: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Hold what planner.verify says of a solution; score in points, recomputed."""

    score: float
    broken: tuple[BrokenRule, ...]

    @property
    def ok(self) -> bool:
        """Tell whether no rule is broken."""
        return not self.broken
