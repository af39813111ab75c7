"""What the doors show of a plan: its stops and shifts, what a move would do, its versions, what happened since."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from domain.closed_roads import RoadState
from domain.inspections import Inspection
from domain.issues import Issue
from domain.rounds import Reason, Role, Round
from domain.routing import BrokenRule, Unassigned
from domain.teams import Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class StopView:
    """Hold one stop with all that a team needs; times in seconds after midnight of the shift's date."""

    establishment_id: str
    order: int
    name: str
    type: str
    address: str
    commune: str
    commune_former: str
    lon: float
    lat: float
    quality: str
    arrival_s: int
    start_s: int
    leave_s: int
    agencies: tuple[str, ...]
    role: Role | None = None
    reason: Reason | None = None
    """Role and reason are for the planner; a team's view has None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftView:
    """Hold one team-shift with its stops and the line that it drives (degrees)."""

    shift: str
    team: str
    team_name: str
    date: date
    start_s: int
    end_s: int
    departure_s: int
    return_s: int
    travel_s: int
    distance_m: int | None
    break_start_s: int | None
    base_name: str
    base_lon: float
    base_lat: float
    agencies: tuple[str, ...]
    stops: tuple[StopView, ...]
    line: tuple[tuple[float, float], ...] = ()
    revealed_at: datetime | None = None
    travel_source: str = ""
    """Which source timed it; "estimate" is told to everybody who sees a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """Hold a round's plan for the planner."""

    round: Round
    version: int
    registered: int
    required: int
    selected: int
    must: int
    risk: int
    lottery: int
    shifts_used: int
    rules_broken: int
    travel_source: str
    communes_reached: int
    communes_all: int
    shifts: tuple[ShiftView, ...]
    unassigned: tuple[Unassigned, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    """Establishment id to name, for what has no stop."""
    made_at: datetime | None = None
    sealed_at: datetime | None = None
    far: tuple[Issue, ...] = ()
    """Places of the sample far from any road, to be looked at before anybody drives there."""
    locked: Mapping[str, str] = field(default_factory=dict)
    """Establishment id to what is locked of its stop: team, day or order."""
    can_undo: bool = False
    can_redo: bool = False
    moved: tuple["MovedStop", ...] = ()
    """Appointments that the last re-plan gave another shift; each costs ``moved_price`` points."""
    moved_price: float = 0.0
    spare_shifts: tuple[Shift, ...] = ()
    """Shifts that have no stop and may take one, by date and team."""
    lost_shifts: tuple[str, ...] = ()


class MovedStop(NamedTuple):
    """Name a visit that changed its shift."""

    visit: str
    from_shift: str
    to_shift: str


class RetimedStop(NamedTuple):
    """Name a visit that starts at another time or in another shift; seconds after midnight of the shift's date.

    A visit that had no stop, or has none now, has None and no shift on that side.
    """

    visit: str
    old_start_s: int | None
    new_start_s: int | None
    old_shift: str
    new_shift: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveView:
    """Hold what a move would do, before anything is kept; where ``broken`` names a rule it is refused.

    Codes are planner.verify's. A move that no clock can meet has unreachable,
    window, duty or return_late, or ``timing`` where no one of them alone is
    the cause, and the figures of before.
    """

    broken: tuple[BrokenRule, ...]
    score_before: float
    score_after: float
    travel_s_before: int
    travel_s_after: int
    shifts_used_before: int
    shifts_used_after: int
    retimed: tuple[RetimedStop, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersionView:
    """Hold one version of a round's plan in a list: who made it, how, and its figures.

    ``action`` is make, move, lock, swap, replan or restore; ``visits`` counts the stops.
    """

    version: int
    made_at: datetime
    by: str
    action: str
    params: Mapping[str, str | int]
    visits: int
    unassigned: int
    shifts_used: int
    travel_s: int
    score: float
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDifferenceView:
    """Hold what one version has otherwise than another.

    ``moved`` changed their shift; ``retimed`` stay in it at another time;
    ``added`` and ``removed`` have a stop in the second or the first only.
    """

    first: PlanVersionView
    second: PlanVersionView
    moved: tuple[MovedStop, ...]
    retimed: tuple[RetimedStop, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """Say what happened since a plan was made, for a new one that changes as little as possible.

    Parameters
    ----------
    lost_shifts, lost_teams
        Shifts that do not take place; teams of which every shift that is not done is lost.
    closed_visits
        Visits that cannot be made now.
    late
        Shift and how many seconds later it starts.
    done_before
        Every stop of a shift before this day is done.
    done_visits
        Visits that a team has recorded already.
    added
        Establishments that the list has now by a document and the plan lacks.
    roads
        All that is closed or slower from now on, in place of what was before; None leaves that as it is.
    note
        Why; must be given once the plan is sealed.
    """

    lost_shifts: tuple[str, ...] = ()
    lost_teams: tuple[str, ...] = ()
    closed_visits: tuple[str, ...] = ()
    late: tuple[tuple[str, int], ...] = ()
    done_before: date | None = None
    done_visits: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    roads: RoadState | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyView:
    """Hold why one establishment is in the sample or not, for the planner."""

    establishment_id: str
    name: str
    role: Role
    reason: Reason
    chance_numerator: int
    chance_denominator: int
    points: tuple[tuple[str, int], ...]
    inspections: tuple[Inspection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """Hold what a team sees now: its revealed shifts, and when the next one opens."""

    team: str
    team_name: str
    shifts: tuple[ShiftView, ...]
    next_reveal_at: datetime | None
