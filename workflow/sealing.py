"""The seal of a plan, and when each team may see its shift."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from domain.rounds import RoundStatus
from domain.teams import Shift
from store import ceremonies, establishments, plans, rounds
from workflow.ceremony import has_second_planner
from workflow.field_settings import check_reveal_minutes, settings_of
from workflow.offices import office_of, read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.plan_views import PlanView
from workflow.rounds import round_of
from workflow.showing import read_plan
from workflow.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class LateLodging:
    """Hold a visit to a lodging that ends later than such visits may; seconds after midnight of the shift's date."""

    establishment_id: str
    name: str
    shift: str
    leave_s: int


def seal_plan(
    workspace: Workspace,
    actor: Actor,
    *,
    round_id: str,
    version: int,
    decision_no: str,
    decision_on: date,
    signer: str,
    reveal_minutes: int | None = None,
    lodging_reason: str = "",
) -> PlanView:
    """Seal the newest plan: each shift opens to its team at the start of its duty, or some minutes before.

    Parameters
    ----------
    reveal_minutes
        How long before the start of duty, 0 to 1,440; None takes the office's setting.
    lodging_reason
        Why a lodging is visited late in the evening all the same; logged.

    Raises
    ------
    InputError
        ``seal.empty`` for a missing decision number or signer; ``sheet.reveal_minutes``.
    ConflictError
        ``plan.version`` when the plan changed; ``plan.broken`` when a rule is broken;
        ``seal.same_account`` when who drew seals though the office has a second planner;
        ``seal.lodging_late`` for a late visit to a lodging without a reason.
    """
    need(workspace, actor, *PLANNER, action="plan.seal", target=round_id)
    for field, value in (("decision_no", decision_no), ("signer", signer)):
        if not value.strip():
            raise InputError("seal.empty", field=field)
    minutes = settings_of(workspace).reveal_minutes if reveal_minutes is None else reveal_minutes
    check_reveal_minutes(minutes)
    zone = ZoneInfo(office_of(workspace).time_zone)
    found = round_of(workspace, round_id)
    late = late_lodgings(workspace, actor, round_id=round_id)
    if late and not lodging_reason.strip():
        raise ConflictError("seal.lodging_late", name=late[0].name, count=len(late))
    has_second = has_second_planner(workspace)
    with workspace.store.write() as connection:
        draw = ceremonies.draw_of_round(connection, round_id)
        if has_second and draw is not None and draw.drawn_by == actor.account:
            raise ConflictError("seal.same_account", draw=draw.label)
        plan = plans.read_plan(connection, round_id)
        if plan is None or plan.version != version or found.status is not RoundStatus.PLANNED:
            raise ConflictError("plan.version", version=version, round=round_id)
        if plan.verdict.broken:
            raise ConflictError("plan.broken", rule=plan.verdict.broken[0].code)
        opens = tuple((shift.id, _opens_at(shift, zone, minutes)) for shift in plan.problem.shifts)
        plans.update_seal(connection, round_id, version, read_now(workspace), opens)
        sealed = replace(
            found, status=RoundStatus.SEALED, decision_no=decision_no.strip(), decision_on=decision_on,
            signer=signer.strip(),
        )  # fmt: skip
        rounds.save_round(connection, sealed)
        told = {"lodging_reason": lodging_reason.strip()} if late else {}
        log_in(connection, actor, action="plan.seal", target=round_id, version=version, reveal_minutes=minutes, **told)
    view = read_plan(workspace, actor, round_id=round_id)
    if view is None:
        raise ConflictError("plan.version", version=version, round=round_id)
    return view


def late_lodgings(workspace: Workspace, actor: Actor, *, round_id: str) -> tuple[LateLodging, ...]:
    """Return the visits to lodgings that end later than data/rules/field.toml has it: rooms are a home at night.

    The windows of the types keep a plan from them; an office that widened its own windows may have some.
    """
    need(workspace, actor, *PLANNER, action="plan.lodgings", target=round_id)
    rules = workspace.reference.field_rules
    with workspace.store.read() as connection:
        plan = plans.read_plan(connection, round_id)
        known = {e.id: e for e in establishments.read_establishments(connection)} if plan else {}
    return tuple(
        LateLodging(establishment_id=stop.visit, name=known[stop.visit].name, shift=route.shift, leave_s=stop.leave_s)
        for route in (plan.solution.routes if plan else ())
        for stop in route.stops
        if stop.leave_s > rules.lodging_until_s and known[stop.visit].type in rules.lodging_types
    )


def reveal_shift(workspace: Workspace, actor: Actor, *, round_id: str, shift: str, reason: str) -> None:
    """Open one shift to its team now, for a reason that is logged."""
    need(workspace, actor, *PLANNER, action="shift.reveal", target=shift)
    if not reason.strip():
        raise InputError("reveal.no_reason")
    now = read_now(workspace)
    with workspace.store.write() as connection:
        plan = plans.read_plan(connection, round_id)
        if plan is None or plan.sealed_at is None:
            raise ConflictError("reveal.not_sealed")
        opens = tuple((id_, min(at, now) if id_ == shift else at) for id_, at in plan.reveal_at)
        plans.update_seal(connection, round_id, plan.version, plan.sealed_at, opens)
        log_in(connection, actor, action="shift.reveal", target=shift, reason=reason.strip())


def _opens_at(shift: Shift, zone: ZoneInfo, minutes: int) -> datetime:
    starts_at = datetime.combine(shift.date, time(0), tzinfo=zone) + timedelta(seconds=shift.start_s)
    return starts_at - timedelta(minutes=minutes)
