"""What agencies answer to their call-ups: who comes to which shift, which stops fall without one, and what helps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from domain.paperwork import CallUpReply, Reply
from domain.plans import Plan
from domain.routing import Route, RoutingProblem, Unassigned
from planner.explanation import explain_unassigned
from store import paperwork, plans
from workflow.meanwhile import UNSEEN, Unseen, expect_seen, hold
from workflow.offices import agency_labels, read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.rounds import round_of
from workflow.shift_calendar import save_absence
from workflow.showing import read_plan
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from workflow.plan_views import PlanView, ShiftView

LONGEST_NOTE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class CallUp:
    """Hold what is asked of one agency for one shift and what it answered; ``reply`` is None before it did."""

    agency: str
    shift: str
    team: str
    team_name: str
    date: date
    start_s: int
    end_s: int
    needed_by: tuple[str, ...]
    """Establishments of the shift that cannot be inspected without the agency."""
    reply: Reply | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FallenStop:
    """Hold one stop that falls because its agency does not come, why no other shift takes it, and what would help."""

    call_up: CallUp
    establishment_id: str
    name: str
    why: Unassigned


def read_call_ups(
    workspace: Workspace, actor: Actor, *, round_id: str, view: "PlanView | None" = None
) -> tuple[CallUp, ...]:
    """Return what is asked of every agency, by day, hour and agency; none before there is a plan.

    ``view`` is the round's plan where the same actor has just read it; reading it again costs as much as a page.
    """
    need(workspace, actor, *PLANNER, action="call_ups.read", target=round_id)
    view = view or read_plan(workspace, actor, round_id=round_id)
    if view is None:
        return ()
    with workspace.store.read() as connection:
        answered = {(one.agency, one.shift): one for one in paperwork.read_replies(connection, round_id)}
    asked = [
        _call_up(shift, agency, answered.get((agency, shift.shift)))
        for shift in view.shifts
        if shift.stops
        for agency in shift.agencies
    ]
    return tuple(sorted(asked, key=lambda one: (one.date, one.start_s, one.shift, one.agency)))


def record_reply(
    workspace: Workspace,
    actor: Actor,
    *,
    round_id: str,
    agency: str,
    shift: str,
    reply: Reply,
    note: str = "",
    seen: Reply | Unseen | None = UNSEEN,
) -> None:
    """Keep what an agency answered for a shift; no makes it absent from its team on that day, another answer present.

    The note names a document or a post, never a person; ``seen`` is the answer that the page showed.

    Raises
    ------
    ConflictError
        ``call_up.none`` where the agency is not called up for that shift;
        ``changed.meanwhile`` where another answer is kept by now.
    InputError
        ``call_up.note`` for a note of over 120 letters.
    """
    need(workspace, actor, *PLANNER, action="call_ups.reply", target=shift)
    if len(note) > LONGEST_NOTE:
        raise InputError("call_up.note", most=LONGEST_NOTE)
    asked = {(one.agency, one.shift): one for one in read_call_ups(workspace, actor, round_id=round_id)}
    found = asked.get((agency, shift))
    if found is None:
        raise ConflictError("call_up.none", agency=agency_labels(workspace).get(agency, agency), shift=shift)
    kept = CallUpReply(
        round_id=round_id, agency=agency, shift=shift, reply=reply, note=note.strip(), account=actor.account,
        at=read_now(workspace),
    )  # fmt: skip
    with workspace.store.write() as connection:
        hold(connection, "reply")
        known = {(one.agency, one.shift): one.reply for one in paperwork.read_replies(connection, round_id)}
        expect_seen(workspace, connection, seen=seen, kept=known.get((agency, shift)), part="reply", target=shift)
        paperwork.save_reply(connection, kept)
        log_in(connection, actor, action="call_ups.reply", target=shift, agency=agency, reply=reply.value)
    same_day = [one for one in asked.values() if (one.agency, one.team, one.date) == (agency, found.team, found.date)]
    others = [one for one in same_day if one.shift != shift]
    is_absent = reply.is_absent or any(one.reply is not None and one.reply.is_absent for one in others)
    save_absence(workspace, actor, on=found.date, agency=agency, teams_=[found.team], is_absent=is_absent)


def fallen_stops(
    workspace: Workspace, actor: Actor, *, round_id: str, view: "PlanView | None" = None
) -> tuple[FallenStop, ...]:
    """Return which stops fall because an agency said no, each with the remedies that the plan in force allows.

    Every remedy was tried against the plan without those stops and those agencies. ``view`` is as for read_call_ups.
    """
    need(workspace, actor, *PLANNER, action="call_ups.fallen", target=round_id)
    view = view or read_plan(workspace, actor, round_id=round_id)
    if view is None:
        return ()
    missing = [
        one
        for one in read_call_ups(workspace, actor, round_id=round_id, view=view)
        if one.needed_by and one.reply is not None and one.reply.is_absent
    ]
    if not missing:
        return ()
    with workspace.store.read() as connection:
        plan = plans.read_plan(connection, round_of(workspace, round_id).id)
    if plan is None:
        return ()
    problem, routes = _without(plan, missing)
    return tuple(
        FallenStop(
            call_up=one, establishment_id=visit, name=view.names.get(visit, visit),
            why=explain_unassigned(problem, routes, visit),
        )
        for one in missing
        for visit in one.needed_by
    )  # fmt: skip


def _call_up(shift: "ShiftView", agency: str, answered: CallUpReply | None) -> CallUp:
    needed = tuple(stop.establishment_id for stop in shift.stops if agency in stop.agencies)
    return CallUp(
        agency=agency, shift=shift.shift, team=shift.team, team_name=shift.team_name, date=shift.date,
        start_s=shift.start_s, end_s=shift.end_s, needed_by=needed, reply=answered.reply if answered else None,
        note=answered.note if answered else "",
    )  # fmt: skip


def _without(plan: Plan, missing: Iterable[CallUp]) -> tuple[RoutingProblem, list[Route]]:
    """Return the plan's problem without the agencies that do not come, and its routes without the stops that fall."""
    gone: dict[str, set[str]] = {}
    fallen: dict[str, set[str]] = {}
    for one in missing:
        gone.setdefault(one.shift, set()).add(one.agency)
        fallen.setdefault(one.shift, set()).update(one.needed_by)
    shifts = tuple(
        replace(shift, agencies=tuple(a for a in shift.agencies if a not in gone.get(shift.id, ())))
        for shift in plan.problem.shifts
    )
    return replace(plan.problem, shifts=shifts), [_thinned(route, fallen) for route in plan.solution.routes]


def _thinned(route: Route, fallen: Mapping[str, set[str]]) -> Route:
    kept = tuple(stop for stop in route.stops if stop.visit not in fallen.get(route.shift, ()))
    return replace(route, stops=kept)
