"""What came back from the field, shift by shift, for the planner: visits with their state, conflicts, refusals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.accounts import Actor
from domain.errors import ConflictError
from domain.plans import Plan
from domain.rounds import Round
from domain.sheets import commune_of_stop, stop_of_commune
from domain.teams import Shift
from domain.visits import KeptResult, ResultChoice, ResultState, StopKind
from store import audit, ceremonies, establishments, places, plans, results, rounds, teams
from workflow.closed_doors import waiting_of
from workflow.permissions import PLANNER, need
from workflow.supervising import with_supervisions
from workflow.workspace import Workspace

MOST_AUDIT = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitResults:
    """Hold one visit of a shift with all that was received of it.

    Parameters
    ----------
    start_s
        Planned start, seconds after midnight of the shift's date; None where the plan in force has it not (any more).
    standing
        The result in force, None where nothing was received: the visit is not synced.
    conflicts
        Results that wait for the planner, in the order of arrival.
    is_waiting
        Whether nobody has decided yet what becomes of a door that stayed closed.
    """

    stop: str
    kind: StopKind
    name: str
    type: str
    start_s: int | None
    standing: KeptResult | None
    conflicts: tuple[KeptResult, ...]
    history: tuple[KeptResult, ...]
    is_waiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftResults:
    """Hold one shift with its visits in the order of the plan; what came beside the plan stands at the end."""

    shift: str
    team_name: str
    date: date
    start_s: int
    end_s: int
    visits: tuple[VisitResults, ...]

    @property
    def received(self) -> int:
        """Return how many visits have something received."""
        return sum(bool(visit.history) for visit in self.visits)

    @property
    def counted(self) -> int:
        """Return how many visits count as inspected."""
        return sum(visit.standing is not None and visit.standing.result.counts for visit in self.visits)

    @property
    def conflicts(self) -> int:
        """Return how many visits wait for the planner."""
        return sum(bool(visit.conflicts) for visit in self.visits)

    @property
    def waiting(self) -> int:
        """Return how many closed doors wait for a decision."""
        return sum(visit.is_waiting for visit in self.visits)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsView:
    """Hold what came back of a round: its shifts by day, and what the planner decided between results."""

    round: Round
    shifts: tuple[ShiftResults, ...]
    choices: tuple[ResultChoice, ...]
    unmarked: int
    """Results that a signed-in team sent without a mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedFile:
    """Hold one line of the audit of a file that was refused, wholly or in part; ``reasons`` are codes."""

    at: datetime
    account: str
    sheet: str
    refused: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    names: Mapping[str, str]
    types: Mapping[str, str]
    replaced: frozenset[str]
    planned: Mapping[str, str]


def read_results(workspace: Workspace, actor: Actor, *, round_id: str | None = None) -> ResultsView | None:
    """Return what came back of a round; of the newest sealed one for None, None where no plan was sealed yet."""
    need(workspace, actor, *PLANNER, action="results.read", target=round_id or "")
    with workspace.store.read() as connection:
        sealed = [
            (found, plan)
            for found in sorted(rounds.list_rounds(connection), key=lambda one: one.id)
            if (plan := plans.read_plan(connection, found.id)) and plan.sealed_at and round_id in (None, found.id)
        ]
        if not sealed:
            if round_id is not None:
                raise ConflictError("round.none", round=round_id)
            return None
        found, plan = sealed[-1]
        received = results.read_results(connection, found.id)
        choices = results.read_choices(connection, found.id)
        crews = {team.id: team.name for team in teams.read_teams(connection)}
    plan = with_supervisions(workspace, plan)
    known = _known(workspace, plan)
    by_visit: dict[tuple[str, str], list[KeptResult]] = {}
    for one in received:
        by_visit.setdefault((one.sheet.shift, one.result.stop), []).append(one)
    used = {route.shift for route in plan.solution.routes if route.stops} | {shift for shift, _ in by_visit}
    shifts = tuple(
        _shift(shift, plan, by_visit, known, team_name=crews.get(shift.team, shift.team))
        for shift in sorted(plan.problem.shifts, key=lambda one: (one.date, one.start_s, one.team))
        if shift.id in used
    )
    return ResultsView(round=found, shifts=shifts, choices=choices, unmarked=sum(not one.is_marked for one in received))


def list_refused(workspace: Workspace, actor: Actor) -> tuple[RefusedFile, ...]:
    """Return the files that were refused, wholly or in part, the newest first; of their content nothing was kept."""
    need(workspace, actor, *PLANNER, action="results.refused")
    with workspace.store.read() as connection:
        lines = audit.read_audit(connection, limit=MOST_AUDIT)
    return tuple(
        RefusedFile(
            at=line.at, account=line.account, sheet=line.object, refused=int(line.details.get("refused", 0)),
            reasons=tuple(str(line.details.get("reason", "")).split(", ")),
        )
        for line in lines
        if line.action == "results.take" and line.details.get("reason")
    )  # fmt: skip


def _known(workspace: Workspace, plan: Plan) -> _Known:
    with workspace.store.read() as connection:
        registered = establishments.read_establishments(connection)
        communes = {stop_of_commune(c.key): f"{c.kind} {c.name}" for c in places.read_communes(connection)}
        changes = ceremonies.read_changes(connection, plan.round_id)
    return _Known(
        names={one.id: one.name or one.id for one in registered} | communes,
        types={one.id: one.type or "" for one in registered},
        replaced=frozenset(change.establishment_id for change in changes),
        planned={stop.visit: route.shift for route in plan.solution.routes for stop in route.stops},
    )  # fmt: skip


def _shift(
    shift: Shift, plan: Plan, by_visit: Mapping[tuple[str, str], Sequence[KeptResult]], known: _Known, *, team_name: str
) -> ShiftResults:
    starts = {
        stop.visit: stop.start_s for route in plan.solution.routes if route.shift == shift.id for stop in route.stops
    }
    beside = [stop for of, stop in by_visit if of == shift.id and stop not in starts]
    visits = tuple(
        _visit(stop, starts.get(stop), by_visit.get((shift.id, stop), ()), known, shift=shift.id)
        for stop in (*starts, *beside)
    )
    return ShiftResults(
        shift=shift.id, team_name=team_name, date=shift.date, start_s=shift.start_s, end_s=shift.end_s, visits=visits
    )


def _visit(
    stop: str, start_s: int | None, received: Sequence[KeptResult], known: _Known, *, shift: str
) -> VisitResults:
    standing = next((one for one in reversed(received) if one.state is ResultState.KEPT), None)
    is_supervision = commune_of_stop(stop) is not None
    is_here = known.planned.get(stop, shift) == shift
    return VisitResults(
        stop=stop, kind=StopKind.COMMUNE_SUPERVISION if is_supervision else StopKind.ESTABLISHMENT,
        name=known.names.get(stop, stop), type=known.types.get(stop, ""), start_s=start_s, standing=standing,
        conflicts=tuple(one for one in received if one.state is ResultState.CONFLICT), history=tuple(received),
        is_waiting=waiting_of(received) is not None and is_here and not is_supervision and stop not in known.replaced,
    )  # fmt: skip
