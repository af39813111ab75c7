"""What the doors show: frozen values, already cut to what the actor may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.inspections import Inspection
from domain.issues import Issue
from domain.plans import Coverage
from domain.rounds import Reason, Role, Round
from domain.routing import Unassigned


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """Count the register for one sentence: rows, in scope, probable duplicates, rows to look at."""

    rows_read: int
    in_scope: int
    duplicates: int
    to_check: int
    need: int
    rate_bp: int
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoint:
    """Hold one establishment for the planner's working map (degrees)."""

    id: str
    name: str
    type: str | None
    commune: str | None
    commune_reported: str
    address: str
    lon: float
    lat: float
    quality: str
    in_scope: bool
    year_state: str
    """``inspected``, ``exempt``, ``open``, ``pending`` or ``out``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneView:
    """Hold one commune in force with its counts."""

    code: str
    name: str
    former_names: tuple[str, ...]
    registered: int
    need: int


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
    sealed_at: datetime | None = None
    far: tuple[Issue, ...] = ()
    """Places of the sample far from any road, to be looked at before anybody drives there."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageView:
    """Hold what a leader sees: aggregates only, no establishment."""

    on: date
    coverage: Coverage
    commune_names: Mapping[str, str]
    rate_bp: int
    planned: int
    """Inspections still planned in rounds whose plan is sealed; counts only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobView:
    """Hold a long task: kind, state (queued, running, done, failed, stopped), progress in steps."""

    id: str
    kind: str
    state: str
    step: str
    done: int
    total: int
    error_code: str = ""
    error_params: Mapping[str, str | int] = field(default_factory=dict)
    result: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """Hold a paper that may be fetched from /papers/ID."""

    id: str
    kind: str
    file_name: str
    media_type: str
    made_at: datetime
    size: int
