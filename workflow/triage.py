"""The triage of complaints: a clear sign names its ground, and a second account where the office has one."""

from dataclasses import dataclass, replace

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from domain.inspections import Complaint, ComplaintState, Inspection
from store import establishments, inspections, places
from workflow.ceremony import has_second_planner
from workflow.complaints import find_complaint, visits_for
from workflow.meanwhile import UNSEEN, Unseen, expect_seen, hold
from workflow.offices import read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintView:
    """Hold a complaint with the name of its establishment, or of its commune.

    ``may_confirm`` tells whether the one who asks can agree; ``visits`` are the
    inspections that may have verified it; ``is_late`` whether its day passed.
    """

    complaint: Complaint
    name: str
    may_confirm: bool
    is_late: bool
    visits: tuple[Inspection, ...] = ()


def list_complaints(workspace: Workspace, actor: Actor) -> tuple[ComplaintView, ...]:
    """Return every complaint, the newest first; who sent it is not kept."""
    need(workspace, actor, *PLANNER, action="complaints.list")
    with workspace.store.read() as connection:
        heard = inspections.read_complaints(connection)
        done = inspections.read_inspections(connection)
        names = {e.id: e.name or e.id for e in establishments.read_establishments(connection)}
        communes = {c.key: f"{c.kind} {c.name}" for c in places.read_communes(connection)}
    today = read_now(workspace).date()
    return tuple(
        ComplaintView(
            complaint=c, may_confirm=c.waits and c.triaged_by != actor.account, is_late=c.is_late(today),
            name=communes.get(c.commune, "") if c.commune else names.get(c.establishment_id, c.establishment_id),
            visits=visits_for(c, done),
        )
        for c in reversed(heard)
    )  # fmt: skip


def triage_complaint(
    workspace: Workspace,
    actor: Actor,
    *,
    complaint: str,
    state: ComplaintState,
    ground: str = "",
    seen: Complaint | Unseen = UNSEEN,
) -> Complaint:
    """Say how far a complaint was handled; a clear sign waits for a second account where the office has one.

    Parameters
    ----------
    seen
        The complaint as the page showed it.

    Raises
    ------
    InputError
        ``triage.no_ground`` for a clear sign without its legal ground.
    ConflictError
        ``triage.unknown``; ``triage.forwarded`` for a denunciation of a crime, of which nothing else is kept;
        ``changed.meanwhile`` where it is no longer what the page showed.
    """
    need(workspace, actor, *PLANNER, action="complaint.triage", target=complaint)
    known = _known(workspace, complaint)
    if ComplaintState.FORWARDED in (state, known.state):
        raise ConflictError("triage.forwarded", complaint=complaint)
    is_clear = state is ComplaintState.CLEAR_SIGN
    if is_clear and not ground.strip():
        raise InputError("triage.no_ground", complaint=complaint)
    today = read_now(workspace).date()
    triaged = replace(
        known, state=state, ground=ground.strip() if is_clear else "", triaged_by=actor.account,
        needs_second=is_clear and has_second_planner(workspace), confirmed_by="",
        handled_on=None if state is ComplaintState.RECEIVED else known.handled_on or today,
    )  # fmt: skip
    with workspace.store.write() as connection:
        hold(connection, "complaint")
        kept = find_complaint(connection, complaint)
        shown = known if seen is UNSEEN else seen
        expect_seen(workspace, connection, seen=shown, kept=kept, part="complaint", target=complaint)
        inspections.update_complaint(connection, triaged)
        log_in(connection, actor, action="complaint.triage", target=complaint, state=state.value)
    return triaged


def confirm_clear_sign(workspace: Workspace, actor: Actor, *, complaint: str) -> Complaint:
    """Agree, as another account than the one that triaged it, that a complaint is a clear sign.

    Raises
    ------
    ConflictError
        ``triage.unknown``, ``triage.not_waiting``, ``triage.same_account``.
    """
    need(workspace, actor, *PLANNER, action="complaint.confirm", target=complaint)
    known = _known(workspace, complaint)
    if not known.waits:
        raise ConflictError("triage.not_waiting", complaint=complaint)
    if known.triaged_by == actor.account:
        raise ConflictError("triage.same_account", complaint=complaint)
    confirmed = replace(known, confirmed_by=actor.account)
    with workspace.store.write() as connection:
        hold(connection, "complaint")
        kept = find_complaint(connection, complaint)
        expect_seen(workspace, connection, seen=known, kept=kept, part="complaint", target=complaint)
        inspections.update_complaint(connection, confirmed)
        log_in(connection, actor, action="complaint.confirm", target=complaint)
    return confirmed


def _known(workspace: Workspace, complaint: str) -> Complaint:
    with workspace.store.read() as connection:
        return find_complaint(connection, complaint)
