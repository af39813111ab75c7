"""The steps by which the register changed: listed, looked into, taken back."""

from collections.abc import Iterator, Mapping

from domain.accounts import Actor
from domain.establishments import Establishment
from domain.places import Position
from domain.register_steps import Contact, RegisterChange, RegisterStep, StepKind
from register.difference import difference_texts
from store import establishments, register_steps
from workflow.labelling import Labels, labels_of
from workflow.offices import read_now
from workflow.permissions import PLANNER, log, log_in, need
from workflow.register_views import StepChangeView, StepView
from workflow.workspace import Workspace


def list_steps(workspace: Workspace, actor: Actor) -> tuple[StepView, ...]:
    """Return every step of the register, the newest first."""
    need(workspace, actor, *PLANNER, action="register.steps")
    with workspace.store.read() as connection:
        steps, touches = register_steps.read_steps(connection), register_steps.read_touches(connection)
    later: set[str] = set()
    views = []
    for step in reversed(steps):
        touched = touches.get(step.number, frozenset())
        views.append(_view(step, may_undo=step.undone_by is None and not touched & later))
        if step.kind is not StepKind.UNDO and step.undone_by is None:
            later |= touched
    return tuple(views)


def read_step(workspace: Workspace, actor: Actor, *, step: int) -> tuple[StepChangeView, ...]:
    """Return what a step changed, field by field; a contact's change is not among it."""
    need(workspace, actor, *PLANNER, action="register.step", target=str(step))
    labels = labels_of(workspace)
    with workspace.store.read() as connection:
        changes = register_steps.read_changes(connection, step)
    return tuple(view for change in changes for view in _changed(change, labels))


def undo_step(workspace: Workspace, actor: Actor, *, step: int) -> int:
    """Take a step back and return the number of the step that did it; taking that one back does it again.

    Raises
    ------
    ConflictError
        ``register.no_step``, ``register.undone``, ``register.changed_since``,
        ``register.inspected_since``, ``register.drawn_since``.
    """
    need(workspace, actor, *PLANNER, action="register.undo", target=str(step))
    now = read_now(workspace)
    with workspace.store.write() as connection:
        done = register_steps.undo_step(connection, step, at=now, account=actor.account)
        log_in(connection, actor, action="register.undo", target=str(step), step=done.number)
    return done.number


def read_contacts(workspace: Workspace, actor: Actor) -> Mapping[str, Contact]:
    """Return the owners' contacts by establishment; the looking leaves its row in the audit log."""
    need(workspace, actor, *PLANNER, action="contacts.read")
    with workspace.store.read() as connection:
        contacts = establishments.read_contacts(connection)
    log(workspace, actor, action="contacts.read", rows=len(contacts))
    return contacts


def _view(step: RegisterStep, *, may_undo: bool) -> StepView:
    return StepView(
        number=step.number, kind=step.kind, at=step.at, account=step.account, file_name=step.file_name,
        rows_read=step.rows_read, note=step.note, added=step.added, changed=step.changed,
        undoes=step.undoes, undone_by=step.undone_by, may_undo=may_undo,
    )  # fmt: skip


def _changed(change: RegisterChange, labels: Labels) -> Iterator[StepChangeView]:
    before = change.before.establishment if change.before else None
    after = change.after.establishment if change.after else None
    shown = after or before
    if shown is None:
        return
    if before is None or after is None:
        field = "added" if before is None else "removed"
        yield StepChangeView(establishment_id=shown.id, name=shown.name, field=field, before="", after="")
        return
    yield from _fields(before, after, labels)


def _fields(before: Establishment, after: Establishment, labels: Labels) -> Iterator[StepChangeView]:
    for field, one, other in difference_texts(before, after):
        yield StepChangeView(
            establishment_id=after.id, name=after.name, field=field, before=labels.value(field, one),
            after=labels.value(field, other),
        )  # fmt: skip
    if before.position != after.position:
        one, other = (_place(side.position) for side in (before, after))
        yield StepChangeView(establishment_id=after.id, name=after.name, field="position", before=one, after=other)


def _place(position: Position | None) -> str:
    return f"{position.lat:.5f}, {position.lon:.5f} ({position.quality})" if position else ""
