"""The triage of complaints: a clear sign names its ground, and a second account where the office has one."""

from dataclasses import dataclass, replace

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from domain.inspections import Complaint, ComplaintState
from store import establishments, inspections
from workflow.ceremony import has_second_planner
from workflow.permissions import PLANNER, log, need
from workflow.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintView:
    """Hold a complaint with the name of its establishment; ``may_confirm`` tells whether the one who asks can agree."""

    complaint: Complaint
    name: str
    may_confirm: bool


def list_complaints(workspace: Workspace, actor: Actor) -> tuple[ComplaintView, ...]:
    """Return every complaint, the newest first; who sent it is not kept."""
    need(workspace, actor, *PLANNER, action="complaints.list")
    with workspace.store.read() as connection:
        heard = inspections.read_complaints(connection)
        names = {e.id: e.name for e in establishments.read_establishments(connection)}
    return tuple(
        ComplaintView(
            complaint=c, name=names.get(c.establishment_id, c.establishment_id),
            may_confirm=c.waits and c.triaged_by != actor.account,
        )
        for c in reversed(heard)
    )  # fmt: skip


def triage_complaint(
    workspace: Workspace, actor: Actor, *, complaint: str, state: ComplaintState, ground: str = ""
) -> Complaint:
    """Say how far a complaint was handled; a clear sign waits for a second account where the office has one.

    Raises
    ------
    InputError
        ``triage.no_ground`` for a clear sign without its legal ground.
    ConflictError
        ``triage.unknown``.
    """
    need(workspace, actor, *PLANNER, action="complaint.triage", target=complaint)
    is_clear = state is ComplaintState.CLEAR_SIGN
    if is_clear and not ground.strip():
        raise InputError("triage.no_ground", complaint=complaint)
    triaged = replace(
        _known(workspace, complaint), state=state, ground=ground.strip() if is_clear else "",
        triaged_by=actor.account, needs_second=is_clear and has_second_planner(workspace), confirmed_by="",
    )  # fmt: skip
    with workspace.store.write() as connection:
        inspections.update_complaint(connection, triaged)
    log(workspace, actor, action="complaint.triage", target=complaint, state=state.value)
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
        inspections.update_complaint(connection, confirmed)
    log(workspace, actor, action="complaint.confirm", target=complaint)
    return confirmed


def _known(workspace: Workspace, complaint: str) -> Complaint:
    with workspace.store.read() as connection:
        found = next((c for c in inspections.read_complaints(connection) if c.id == complaint), None)
    if found is None:
        raise ConflictError("triage.unknown", complaint=complaint)
    return found
