"""The seal of a plan, and when each team may see its shift."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from domain.rounds import RoundStatus
from store import ceremonies, plans, rounds
from workflow.ceremony import has_second_planner
from workflow.offices import office_of, read_now
from workflow.permissions import PLANNER, log, need
from workflow.rounds import round_of
from workflow.showing import read_plan
from workflow.views import PlanView
from workflow.workspace import Workspace


def seal_plan(
    workspace: Workspace, actor: Actor, *, round_id: str, version: int, decision_no: str, decision_on: date, signer: str
) -> PlanView:
    """Seal the newest plan: each shift opens to its team at the start of its duty.

    Raises
    ------
    InputError
        ``seal.empty`` for a missing decision number or signer.
    ConflictError
        ``plan.version`` when the plan changed; ``plan.broken`` when a rule is broken;
        ``seal.same_account`` when who drew seals though the office has a second planner.
    """
    need(workspace, actor, *PLANNER, action="plan.seal", target=round_id)
    for field, value in (("decision_no", decision_no), ("signer", signer)):
        if not value.strip():
            raise InputError("seal.empty", field=field)
    found = round_of(workspace, round_id)
    zone = ZoneInfo(office_of(workspace).time_zone)
    has_second = has_second_planner(workspace)
    with workspace.store.write() as connection:
        draw = ceremonies.draw_of_round(connection, round_id)
        if has_second and draw is not None and draw.drawn_by == actor.account:
            raise ConflictError("seal.same_account", draw=draw.label)
        plan = plans.read_plan(connection, round_id)
        if plan is None or plan.version != version or found.status is not RoundStatus.PLANNED:
            raise ConflictError("plan.version", version=version)
        if plan.verdict.broken:
            raise ConflictError("plan.broken", rule=plan.verdict.broken[0].code)
        opens = tuple(
            (s.id, datetime.combine(s.date, time(0), tzinfo=zone) + timedelta(seconds=s.start_s))
            for s in plan.problem.shifts
        )
        plans.update_seal(connection, round_id, version, read_now(workspace), opens)
        sealed = replace(
            found, status=RoundStatus.SEALED, decision_no=decision_no.strip(), decision_on=decision_on,
            signer=signer.strip(),
        )  # fmt: skip
        rounds.save_round(connection, sealed)
    log(workspace, actor, action="plan.seal", target=round_id, version=version)
    view = read_plan(workspace, actor, round_id=round_id)
    if view is None:
        raise ConflictError("plan.version", version=version)
    return view


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
    log(workspace, actor, action="shift.reveal", target=shift, reason=reason.strip())
