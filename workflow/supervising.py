"""A commune's own work looked at by a team: a stop at its People's Committee, on a day shift, outside every share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.accounts import Actor
from domain.errors import ConflictError
from domain.places import Commune, CommuneKey
from domain.plans import Plan
from domain.routing import Route, Visit
from domain.sheets import stop_of_commune
from domain.teams import Shift
from store import places, plans, sheets
from workflow.door_matrix import with_visits
from workflow.meanwhile import UNSEEN, expect_seen, hold
from workflow.offices import office_of, read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class DayShift:
    """Hold a shift that can take a supervision: it is in office hours and has not begun; seconds after midnight."""

    shift: str
    team: str
    date: date
    start_s: int
    end_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionView:
    """Hold one commune's supervision; ``start_s`` None where its shift has no time for it any more."""

    commune: CommuneKey
    name: str
    shift: DayShift
    start_s: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervisions:
    """Hold what a round supervises, which communes there are (code to key and name), and which shifts could."""

    planned: tuple[SupervisionView, ...]
    communes: tuple[tuple[CommuneKey, str], ...]
    shifts: tuple[DayShift, ...]


def list_supervisions(workspace: Workspace, actor: Actor, *, round_id: str) -> Supervisions:
    """Return the supervisions of a round's plan, and what more could be planned."""
    need(workspace, actor, *PLANNER, action="supervision.list", target=round_id)
    plan = _plan_of(workspace, round_id)
    communes = _communes(workspace)
    with workspace.store.read() as connection:
        kept = sheets.read_supervisions(connection, round_id)
    starts = _starts(with_supervisions(workspace, plan))
    shifts = {shift.id: shift for shift in plan.problem.shifts}
    planned = tuple(
        SupervisionView(
            commune=key, name=_name(communes[key]), shift=_day_shift(shifts[shift]),
            start_s=starts.get(stop_of_commune(key)),
        )
        for key, shift in kept.items()
        if key in communes and shift in shifts
    )  # fmt: skip
    now, hours = read_now(workspace), workspace.reference.field_rules.supervision_starts
    free = [one for one in plan.problem.shifts if _starts_at(one, now) > now and _is_by_day(one, hours)]
    named = tuple((key, _name(communes[key])) for key in office_of(workspace).communes if key in communes)
    return Supervisions(planned=planned, communes=named, shifts=tuple(_day_shift(one) for one in free))


def supervise_commune(
    workspace: Workspace, actor: Actor, *, round_id: str, commune: CommuneKey, shift: str, seen: object = UNSEEN
) -> None:
    """Let a shift look at a commune's own work, in the place of another one that did; it counts in no share.

    Parameters
    ----------
    seen
        The shift that the page showed for the commune, None for none.

    Raises
    ------
    ConflictError
        ``changed.meanwhile`` where somebody changed it since;
        ``supervision.unknown`` for a shift or commune that is not the office's,
        ``supervision.over`` once the shift has begun, ``supervision.no_time``
        where its way and the office hours leave no time.
    """
    need(workspace, actor, *PLANNER, action="supervision.plan", target=shift)
    plan = _plan_of(workspace, round_id)
    duty = next((one for one in plan.problem.shifts if one.id == shift), None)
    if duty is None or commune not in office_of(workspace).communes:
        raise ConflictError("supervision.unknown", shift=shift, commune=commune.code)
    now = read_now(workspace)
    if _starts_at(duty, now) <= now:
        raise ConflictError("supervision.over", shift=shift)
    with workspace.store.read() as connection:
        kept = sheets.read_supervisions(connection, round_id)
    trial = _extended(workspace, plan, {**kept, commune: shift})
    if stop_of_commune(commune) not in _starts(trial):
        raise ConflictError("supervision.no_time", shift=shift)
    with workspace.store.write() as connection:
        _expect(workspace, connection, round_id, commune, seen=seen)
        sheets.save_supervision(connection, round_id, commune, shift)
        log_in(connection, actor, action="supervision.plan", target=shift, commune=commune.code)


def drop_supervision(
    workspace: Workspace, actor: Actor, *, round_id: str, commune: CommuneKey, seen: object = UNSEEN
) -> None:
    """Take a commune's supervision out of its shift; without one nothing changes.

    ``seen`` and its ConflictError as in ``supervise_commune``.
    """
    need(workspace, actor, *PLANNER, action="supervision.drop", target=commune.code)
    with workspace.store.write() as connection:
        _expect(workspace, connection, round_id, commune, seen=seen)
        sheets.save_supervision(connection, round_id, commune, None)
        log_in(connection, actor, action="supervision.drop", target=commune.code)


def _expect(workspace: Workspace, connection: Any, round_id: str, commune: CommuneKey, *, seen: object) -> None:
    hold(connection, "supervision")
    kept = sheets.read_supervisions(connection, round_id).get(commune)
    expect_seen(workspace, connection, seen=seen, kept=kept, part="supervision")


def with_supervisions(workspace: Workspace, plan: Plan) -> Plan:
    """Return a plan whose shifts also stop where they supervise; where there is no time any more they do not."""
    with workspace.store.read() as connection:
        kept = sheets.read_supervisions(connection, plan.round_id)
    return _extended(workspace, plan, kept) if kept else plan


def _extended(workspace: Workspace, plan: Plan, kept: Mapping[CommuneKey, str]) -> Plan:
    from planner.routing.index import index_problem

    rules, communes = workspace.reference.field_rules, _communes(workspace)
    known = {shift.id for shift in plan.problem.shifts}
    wanted = {key: shift for key, shift in kept.items() if key in communes and shift in known}
    visits = tuple(
        Visit(
            id=stop_of_commune(key), location=stop_of_commune(key), service_s=rules.supervision_s,
            windows=rules.supervision_starts, required=False,
        )
        for key in wanted
    )  # fmt: skip
    centres = {stop_of_commune(key): (communes[key].centre_lon, communes[key].centre_lat) for key in wanted}
    problem = with_visits(workspace, plan.problem, visits, places=centres)
    index = index_problem(problem)
    routes = {route.shift: route for route in plan.solution.routes}
    for key, shift in wanted.items():
        order = [stop.visit for stop in routes[shift].stops] if shift in routes else []
        route = _inserted(index, shift, order, stop_of_commune(key))
        if route is not None:
            routes[shift] = route
    return replace(plan, problem=problem, solution=replace(plan.solution, routes=tuple(routes.values())))


def _inserted(index, shift: str, order: Sequence[str], visit: str) -> Route | None:  # type: ignore[no-untyped-def]
    """Return the route with one more stop where the team is home earliest, the other stops in their order."""
    from planner.routing.timing import time_order

    trials = ([*order[:place], visit, *order[place:]] for place in range(len(order) + 1))
    timed = [route for trial in trials if (route := time_order(index, shift, trial)) is not None]
    return min(timed, key=lambda route: (route.return_s, route.travel_s), default=None)


def _plan_of(workspace: Workspace, round_id: str) -> Plan:
    with workspace.store.read() as connection:
        plan = plans.read_plan(connection, round_id)
    if plan is None:
        raise ConflictError("plan.not_drawn")
    return plan


def _communes(workspace: Workspace) -> Mapping[CommuneKey, Commune]:
    with workspace.store.read() as connection:
        return {commune.key: commune for commune in places.read_communes(connection)}


def _name(commune: Commune) -> str:
    return f"{commune.kind} {commune.name}"


def _starts(plan: Plan) -> Mapping[str, int]:
    return {stop.visit: stop.start_s for route in plan.solution.routes for stop in route.stops}


def _day_shift(shift: Shift) -> DayShift:
    return DayShift(shift=shift.id, team=shift.team, date=shift.date, start_s=shift.start_s, end_s=shift.end_s)


def _starts_at(shift: Shift, now: datetime) -> datetime:
    return datetime.combine(shift.date, time(0), tzinfo=now.tzinfo) + timedelta(seconds=shift.start_s)


def _is_by_day(shift: Shift, hours: Sequence[tuple[int, int]]) -> bool:
    return any(shift.start_s < last and first < shift.end_s for first, last in hours)
