"""A commune's review is taken over: proposed, confirmed item by item, kept as a step that can be taken back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from domain.establishments import Decision, Establishment, Status
from domain.issues import IssueState, KeptIssue, Severity
from domain.places import PositionSource
from domain.register_steps import (
    Contact,
    ContactChange,
    RegisterChange,
    RegisterEntry,
    RegisterStep,
    StepKind,
    decided,
)
from domain.reviews import CommuneReview
from register.report import RegisterRow
from register.review_difference import ReviewChange
from store import register_steps, reviews
from workflow.arriving import ids_for, kept_issue
from workflow.offices import read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.placing import place_in_office
from workflow.returned_reviews import ReturnedReview, actions_of, proposal_of, read_returned
from workflow.review_views import ReviewProposal, ReviewResult
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from geo.placing import Placement

_STATUS_OF = {"close": Status.CLOSED, "move": Status.MOVED}
_SETTLES = {
    "name": ("name_missing",),
    "type": ("type_missing", "type_unknown", "type_several"),
    "status": ("status_unknown",),
}
"""Doubts that a commune's correction of a field answers."""


def propose_review(
    workspace: Workspace, actor: Actor, *, path: Path, file_name: str, commune: str = ""
) -> ReviewProposal:
    """Read a workbook that came back from a commune and say what it would change; nothing is kept.

    Parameters
    ----------
    commune
        Code of the commune, for a workbook that does not say whose it is.

    Raises
    ------
    InputError
        What register.check refuses; ``review.no_commune``, ``review.not_here``,
        ``review.other_commune``.
    """
    need(workspace, actor, *PLANNER, action="review.propose", target=file_name)
    return proposal_of(read_returned(workspace, path, commune=commune))


def confirm_review(
    workspace: Workspace,
    actor: Actor,
    *,
    path: Path,
    file_name: str,
    proposal: ReviewProposal,
    choices: Mapping[str, str] | None = None,
    on: date | None = None,
    signer_title: str = "",
) -> ReviewResult:
    """Take a commune's review over as one step of the register.

    Parameters
    ----------
    proposal
        What was looked at; where the file or the register is another by now,
        nothing is taken over.
    choices
        Id of an item to one of its actions; an item that is not named takes its default.
    on, signer_title
        In the place of what stands at the foot of the workbook.

    Raises
    ------
    ConflictError
        ``review.file_changed``, ``review.moved_on``.
    InputError
        ``review.no_date``, ``review.date_in_future``, ``review.no_signer``, ``review.choice``.
    """
    need(workspace, actor, *PLANNER, action="review.confirm", target=file_name)
    now = read_now(workspace)
    read = read_returned(workspace, path, commune=proposal.commune)
    if read.foot.digest != proposal.digest:
        raise ConflictError("review.file_changed", file=file_name)
    day, signer = _signed(read, on, signer_title, now.date())
    changes, contacts = _changes(workspace, actor, read, _chosen(read, choices or {}))
    step = RegisterStep(
        number=0, kind=StepKind.REVIEW, at=now, account=actor.account, file_name=file_name, digest=read.foot.digest,
        rows_read=len(read.report.rows), note=read.commune.code,
    )  # fmt: skip
    with workspace.store.write() as connection:
        if not register_steps.last_number(connection) == read.register == proposal.register:
            raise ConflictError("review.moved_on")
        taken = register_steps.take_step(connection, step, changes=changes, contacts=contacts)
        answered = {change.row.key for change in read.difference.changes if change.row}
        rows = len(read.difference.confirmed) + len(answered)
        review = CommuneReview(commune=read.commune, on=day, signer_title=signer, step=taken.number, rows=rows)
        reviews.add_review(connection, review)
        log_in(connection, actor, action="review.confirm", target=read.commune.code, step=taken.number, rows=rows)
    added = sum(change.before is None for change in changes)
    return ReviewResult(
        commune=read.commune.code, commune_name=read.commune_name, step=taken.number,
        confirmed=len(read.difference.confirmed), changed=len(changes) - added, added=added,
    )  # fmt: skip


def _signed(read: ReturnedReview, on: date | None, signer_title: str, today: date) -> tuple[date, str]:
    day, signer = on or read.foot.on, signer_title.strip() or read.foot.signer_title
    if day is None:
        raise InputError("review.no_date", commune=read.commune_name)
    if day > today:
        raise InputError("review.date_in_future", day=f"{day:%d/%m/%Y}")
    if not signer:
        raise InputError("review.no_signer", commune=read.commune_name)
    return day, signer


def _chosen(read: ReturnedReview, choices: Mapping[str, str]) -> list[tuple[ReviewChange, str]]:
    """Return each difference with its action."""
    chosen = []
    for change in read.difference.changes:
        actions = actions_of(change)
        action = choices.get(change.id, actions[0])
        if action not in actions:
            raise InputError("review.choice", item=change.id, action=action)
        chosen.append((change, action))
    return chosen


def _changes(
    workspace: Workspace,
    actor: Actor,
    read: ReturnedReview,
    chosen: Sequence[tuple[ReviewChange, str]],
) -> tuple[list[RegisterChange], list[ContactChange]]:
    """Return what becomes of each establishment that something is done with, the added ones last."""
    done: dict[str, list[tuple[ReviewChange, str]]] = defaultdict(list)
    added: list[RegisterRow] = []
    for change, action in chosen:
        if action == "add" and change.row:
            added.append(replace(change.row, commune_reported=read.commune))
        elif action not in ("keep", "skip"):
            done[change.establishment_id].append((change, action))
    moved = [_where(read.entries[id_].establishment, actions) for id_, actions in done.items()]
    placed = _placements(workspace, read, [*(row for row in moved if row), *added])
    changes = [_changed(read.entries[id_], done[id_], actor, placed.get(id_)) for id_ in sorted(done)]
    contacts = []
    owners = {contact.key: contact for contact in read.report.contacts}
    ids = ids_for([row.key for row in added], {}, read.last_id)
    for row in added:
        id_ = ids[row.key]
        changes.append(_added(id_, row, read, placed[row.key]))
        if (owner := owners.get(row.key)) and (owner.owner_name or owner.phone):
            both = {"read_owner_name": owner.owner_name, "read_phone": owner.phone}
            kept = Contact(owner_name=owner.owner_name, phone=owner.phone, **both)
            contacts.append(ContactChange(establishment_id=id_, before=None, after=kept))
    return changes, contacts


def _changed(
    entry: RegisterEntry, actions: Sequence[tuple[ReviewChange, str]], actor: Actor, placement: "Placement | None"
) -> RegisterChange:
    """Return what becomes of one establishment by all that is taken of what was said of it."""
    one = entry.establishment
    settled: set[str] = set()
    for change, action in actions:
        if action == "take":
            one = _corrected(one, change)
            settled |= set(_SETTLES.get(change.field, ()))
        elif action == "reject":
            one = replace(one, decision=Decision.REJECTED)
        else:
            one = replace(one, status=_STATUS_OF[action])
    if placement is not None:
        one = replace(one, position=placement.position)
    issues = tuple(_settled(issue, actor) if issue.issue.code in settled else issue for issue in entry.issues)
    after = replace(entry, establishment=replace(one, decision=decided(one, issues)), issues=issues)
    return RegisterChange(establishment_id=one.id, before=entry, after=after)


def _corrected(one: Establishment, change: ReviewChange) -> Establishment:
    if change.field == "type":
        return replace(one, type=change.after, type_raw=change.row.type_raw if change.row else one.type_raw)
    if change.field == "status":
        return replace(one, status=Status(change.after))
    corrected: dict[str, Any] = {change.field: change.after}
    return replace(one, **corrected)


def _settled(issue: KeptIssue, actor: Actor) -> KeptIssue:
    if issue.state is not IssueState.OPEN:
        return issue
    return replace(issue, state=IssueState.SETTLED, settled_by=actor.account)


def _where(one: Establishment, actions: Sequence[tuple[ReviewChange, str]]) -> RegisterRow | None:
    """Return the row to place anew: another hamlet moves what stands at its hamlet's or commune's centre."""
    hamlets = [c.row for c, action in actions if c.field == "hamlet" and action == "take" and c.row]
    if not hamlets or one.position is None or one.position.source not in _CENTRES:
        return None
    return replace(hamlets[0], key=one.id, commune_reported=one.commune_reported, coords_raw="")


_CENTRES = (PositionSource.HAMLET, PositionSource.COMMUNE)


def _placements(workspace: Workspace, read: ReturnedReview, rows: Sequence[RegisterRow]) -> "dict[str, Placement]":
    if not rows:
        return {}
    report = replace(read.report, rows=tuple(rows))
    return dict(zip((row.key for row in rows), place_in_office(workspace, report), strict=True))


def _added(id_: str, row: RegisterRow, read: ReturnedReview, placement: "Placement") -> RegisterChange:
    own = (issue for issue in read.issues if (issue.sheet, issue.row) == (row.source_sheet, row.source_row))
    issues = tuple(
        kept_issue(id_, issue, {}) for issue in (*own, *placement.issues) if issue.severity is not Severity.NOTE
    )
    one = Establishment(
        id=id_, entity_id=f"DN-{id_}", name=row.name, type=row.type, type_raw=row.type_raw,
        hamlet=row.hamlet, address_raw=row.address_raw, commune_raw=read.commune_name, commune_reported=read.commune,
        commune_now=read.commune, coords_raw=row.coords_raw, position=placement.position, status=row.status,
        decision=Decision.ACCEPTED, source_sheet=row.source_sheet, source_row=row.source_row, notes=row.notes,
    )  # fmt: skip
    one = replace(one, decision=decided(one, issues))
    entry = RegisterEntry(establishment=one, reading=one, issues=issues)
    return RegisterChange(establishment_id=id_, before=None, after=entry)
