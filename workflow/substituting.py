"""Changes of a drawn list: a reserve for a closed door, and overrides by document; floors hold, everything is kept."""

from collections.abc import Sequence

from domain.accounts import Actor
from domain.ceremony import ChangeKind, SampleChange, apply_changes, missed_floors
from domain.errors import ConflictError, InputError
from domain.rounds import FrameRow, RoundStatus, Sample, SamplingRule
from planner.selection.formats import read_frame
from store import ceremonies, rounds
from workflow.offices import read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.rounds import round_of
from workflow.workspace import Workspace

CHANGEABLE = (RoundStatus.DRAWN, RoundStatus.PLANNED, RoundStatus.SEALED)


def substitute(
    workspace: Workspace, actor: Actor, *, round_id: str, establishment_id: str, reason: str, stand_in: str = ""
) -> SampleChange:
    """Put a reserve of the same commune and type in the place of a closed or absent establishment.

    The absent one stays in the sample as not answered; the reserve is marked as
    one and never counts as drawn.

    Parameters
    ----------
    stand_in
        One of the cell's unused reserves; "" takes the next one by its ticket.

    Raises
    ------
    InputError
        ``substitute.no_reason``.
    ConflictError
        ``substitute.not_visited``, ``substitute.no_reserve``, ``substitute.not_drawn``.
    """
    need(workspace, actor, *PLANNER, action="sample.substitute", target=establishment_id)
    if not reason.strip():
        raise InputError("substitute.no_reason")
    sample, frame, changes = _drawn(workspace, round_id)
    rows = {row.id: row for row in frame}
    visited = apply_changes(sample.selected, changes)
    if establishment_id not in visited:
        raise ConflictError("substitute.not_visited", establishment=establishment_id)
    absent = rows[establishment_id]
    used = {change.stand_in for change in changes} | {change.establishment_id for change in changes}
    waiting = [id_ for id_ in sample.reserves if id_ not in used and id_ not in visited]
    fitting = [id_ for id_ in waiting if _cell(rows[id_]) == _cell(absent) and stand_in in ("", id_)]
    if not fitting:
        raise ConflictError("substitute.no_reserve", establishment=establishment_id)
    change = SampleChange(
        round_id=round_id, number=0, kind=ChangeKind.SUBSTITUTE, establishment_id=establishment_id,
        stand_in=fitting[0], reason=reason.strip(), account=actor.account, at=read_now(workspace),
    )  # fmt: skip
    _check_floors(workspace, sample, frame, changes, change)
    return _keep(workspace, actor, change, known=len(changes))


def substituted_offline(
    change: SampleChange,
    *,
    rule: SamplingRule,
    sample: Sample,
    frame: Sequence[FrameRow],
    changes: Sequence[SampleChange],
) -> bool:
    """Tell whether a team without signal may have put a reserve in the place of an absent establishment.

    The same rules as for the planner: the absent one was still to be visited,
    the reserve is an unused one of the same cell, and no floor is lost.
    """
    rows = {row.id: row for row in frame}
    visited = apply_changes(sample.selected, changes)
    used = {one.stand_in for one in changes} | {one.establishment_id for one in changes} | set(visited)
    absent, stand_in = rows.get(change.establishment_id), rows.get(change.stand_in)
    if absent is None or stand_in is None or _cell(absent) != _cell(stand_in):
        return False
    is_open = absent.id in visited and stand_in.id in sample.reserves and stand_in.id not in used
    return is_open and not lost_floors(change, rule=rule, sample=sample, frame=frame, changes=changes)


def override_sample(
    workspace: Workspace,
    actor: Actor,
    *,
    round_id: str,
    establishment_id: str,
    kind: ChangeKind,
    reason: str,
    document_no: str,
) -> SampleChange:
    """Add an establishment to a drawn list, or take one off it, by a document; every paper names it.

    Raises
    ------
    InputError
        ``override.empty`` for a missing reason or document, ``override.kind``.
    ConflictError
        ``override.unknown``, ``override.listed``, ``override.exempt``,
        ``override.floor`` where a floor would no longer be served, ``substitute.not_drawn``.
    """
    need(workspace, actor, *PLANNER, action="sample.override", target=establishment_id)
    for field, value in (("reason", reason), ("document_no", document_no)):
        if not value.strip():
            raise InputError("override.empty", field=field)
    if kind not in (ChangeKind.ADD, ChangeKind.REMOVE):
        raise InputError("override.kind", value=kind)
    sample, frame, changes = _drawn(workspace, round_id)
    change = SampleChange(
        round_id=round_id, number=0, kind=kind, establishment_id=establishment_id, reason=reason.strip(),
        document_no=document_no.strip(), account=actor.account, at=read_now(workspace),
    )  # fmt: skip
    _check_override(sample, frame, changes, change)
    _check_floors(workspace, sample, frame, changes, change)
    return _keep(workspace, actor, change, known=len(changes))


def list_changes(workspace: Workspace, actor: Actor, *, round_id: str) -> tuple[SampleChange, ...]:
    """Return the changes of a round's list, in their order."""
    need(workspace, actor, *PLANNER, action="sample.changes", target=round_id)
    with workspace.store.read() as connection:
        return ceremonies.read_changes(connection, round_id)


def _drawn(workspace: Workspace, round_id: str) -> tuple[Sample, tuple[FrameRow, ...], tuple[SampleChange, ...]]:
    found = round_of(workspace, round_id)
    with workspace.store.read() as connection:
        sample = rounds.read_sample(connection, round_id)
        frame = rounds.read_frame(connection, round_id)
        changes = ceremonies.read_changes(connection, round_id)
    if found.status not in CHANGEABLE or sample is None or frame is None:
        raise ConflictError("substitute.not_drawn", round=round_id)
    return sample, read_frame(frame[0]), changes


def _check_override(
    sample: Sample, frame: tuple[FrameRow, ...], changes: tuple[SampleChange, ...], change: SampleChange
) -> None:
    row = next((row for row in frame if row.id == change.establishment_id), None)
    if row is None:
        raise ConflictError("override.unknown", establishment=change.establishment_id)
    is_visited = row.id in apply_changes(sample.selected, changes)
    if is_visited is (change.kind is ChangeKind.ADD):
        raise ConflictError("override.listed", establishment=row.id, kind=change.kind)
    if change.kind is ChangeKind.ADD and (row.done or (row.exempt and not row.must)):
        raise ConflictError("override.exempt", establishment=row.id)


def _check_floors(
    workspace: Workspace,
    sample: Sample,
    frame: tuple[FrameRow, ...],
    changes: tuple[SampleChange, ...],
    change: SampleChange,
) -> None:
    """Refuse a change after which a group is served no longer; one that was missed before may stay so."""
    rule = round_of(workspace, change.round_id).rule
    if lost := lost_floors(change, rule=rule, sample=sample, frame=frame, changes=changes):
        raise ConflictError("override.floor", establishment=change.establishment_id, groups=", ".join(lost))


def lost_floors(
    change: SampleChange,
    *,
    rule: SamplingRule,
    sample: Sample,
    frame: Sequence[FrameRow],
    changes: Sequence[SampleChange],
) -> tuple[str, ...]:
    """Return the groups that a list serves before a change and no longer after it."""
    before = missed_floors(frame, apply_changes(sample.selected, tuple(changes)), rule)
    after = missed_floors(frame, apply_changes(sample.selected, (*changes, change)), rule)
    return tuple(sorted(set(after) - set(before)))


def _keep(workspace: Workspace, actor: Actor, change: SampleChange, *, known: int) -> SampleChange:
    with workspace.store.write() as connection:
        kept = ceremonies.add_change(connection, change)
        # Counted under its lock: what is raised here takes the change back.
        if kept.number != known + 1:
            raise ConflictError("substitute.changed", round=change.round_id)
        log_in(
            connection, actor, action=f"sample.{change.kind}", target=change.establishment_id, reason=change.reason,
            stand_in=change.stand_in, document=change.document_no,
        )  # fmt: skip
    return kept


def _cell(row: FrameRow) -> tuple[str, str]:
    return (row.commune, row.type)
