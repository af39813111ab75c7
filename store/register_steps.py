"""Steps of the register: taken in one transaction, kept with what they changed, and taken back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from domain.errors import ConflictError
from domain.establishments import Establishment
from domain.issues import KeptIssue
from domain.register_steps import Contact, ContactChange, RegisterChange, RegisterEntry, RegisterStep, StepKind
from store.engine import lock_for_writing
from store.establishments import (
    AT_ONCE,
    issue_rows,
    kept_issue,
    read_contacts,
    read_entries,
    write_contact_rows,
    write_entry_rows,
)
from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import (
    COMPLAINTS,
    CONTACT_CHANGES,
    ESTABLISHMENTS,
    INSPECTIONS,
    ISSUES,
    REGISTER_CHANGES,
    REGISTER_STEPS,
    SAMPLE_ROWS,
)

STEP, CHANGE = REGISTER_STEPS.c, REGISTER_CHANGES.c


def lock_register(connection: sa.Connection) -> None:
    """Let one transaction at a time look at the register and change it; call it before looking."""
    lock_for_writing(connection, "register_steps")


def take_step(
    connection: sa.Connection,
    step: RegisterStep,
    *,
    changes: Sequence[RegisterChange],
    contacts: Sequence[ContactChange] = (),
    file_issues: Iterable[KeptIssue] = (),
) -> RegisterStep:
    """Change the register by a step and keep it; the step returned has its own number and counts.

    Parameters
    ----------
    changes, contacts
        Each establishment once, with what the register holds of it now.
    file_issues
        Doubts about the file as a whole.
    """
    lock_register(connection)
    added = sum(change.before is None for change in changes)
    taken = replace(
        step, number=last_number(connection) + 1, added=added, changed=len(_changed_ids(changes, contacts)) - added
    )
    insert_rows(connection, REGISTER_STEPS, [row_from_value(taken)])
    insert_rows(connection, REGISTER_CHANGES, [row_from_value(change, step=taken.number) for change in changes])
    insert_rows(connection, CONTACT_CHANGES, [row_from_value(change, step=taken.number) for change in contacts])
    _apply(connection, changes, contacts)
    # The same doubt about two files is two rows; what stands behind the colon is the same.
    of_file = [replace(issue, id=f"{taken.number}:{issue.id}") for issue in file_issues]
    insert_rows(connection, ISSUES, issue_rows(of_file, None, taken.number))
    return taken


def undo_step(connection: sa.Connection, number: int, *, at: datetime, account: str) -> RegisterStep:
    """Take a step back, as a step of its own: every row it touched is again what it was before.

    Raises
    ------
    ConflictError
        ``register.no_step``; ``register.undone`` where it is taken back already;
        ``register.changed_since`` (step, count) where a later step changed the
        same establishments; ``register.inspected_since`` (count) and
        ``register.drawn_since`` (count) where one that it added was inspected,
        complained about or drawn.
    """
    lock_register(connection)
    step = _step(connection, number)
    changes, contacts = read_changes(connection, number), _contact_changes(connection, number)
    _refuse_changed(connection, number, changes, contacts)
    _refuse_used(connection, [change.establishment_id for change in changes if change.before is None])
    back = [RegisterChange(establishment_id=c.establishment_id, before=c.after, after=c.before) for c in changes]
    told = [ContactChange(establishment_id=c.establishment_id, before=c.after, after=c.before) for c in contacts]
    undo = RegisterStep(number=0, kind=StepKind.UNDO, at=at, account=account, note=step.kind, undoes=number)
    done = take_step(connection, undo, changes=back, contacts=told)
    if step.undoes is not None:
        connection.execute(sa.update(REGISTER_STEPS).where(STEP.number == step.undoes).values(undone_by=None))
    connection.execute(sa.update(REGISTER_STEPS).where(STEP.number == number).values(undone_by=done.number))
    return done


def read_steps(connection: sa.Connection) -> tuple[RegisterStep, ...]:
    """Return every step, the first one first."""
    rows = connection.execute(sa.select(REGISTER_STEPS).order_by(STEP.number))
    return tuple(value_from_row(RegisterStep, row) for row in rows)


def read_touches(connection: sa.Connection) -> dict[int, frozenset[str]]:
    """Return which establishments each step touched, those that only moved in their file among them."""
    found: dict[int, set[str]] = {}
    for number, id_ in connection.execute(sa.select(CHANGE.step, CHANGE.establishment_id)).tuples():
        found.setdefault(number, set()).add(id_)
    return {number: frozenset(ids) for number, ids in found.items()}


def read_changes(connection: sa.Connection, number: int) -> tuple[RegisterChange, ...]:
    """Return what a step changed, sorted by establishment."""
    rows = connection.execute(sa.select(REGISTER_CHANGES).where(CHANGE.step == number))
    return tuple(sorted((value_from_row(RegisterChange, row) for row in rows), key=lambda one: one.establishment_id))


def read_histories(connection: sa.Connection, ids: Collection[str]) -> tuple[tuple[datetime, RegisterChange], ...]:
    """Return every change of these establishments with its moment, in the order of the steps."""
    query = sa.select(STEP.at, REGISTER_CHANGES).join(REGISTER_STEPS, STEP.number == CHANGE.step).order_by(CHANGE.step)
    wanted = sorted(ids)
    found: list[tuple[datetime, RegisterChange]] = []
    for start in range(0, len(wanted), AT_ONCE):
        rows = connection.execute(query.where(CHANGE.establishment_id.in_(wanted[start : start + AT_ONCE])))
        found += [(row.at, value_from_row(RegisterChange, row)) for row in rows]
    return tuple(found)


def last_import(connection: sa.Connection) -> RegisterStep | None:
    """Return the last import that is in force, None where there is none."""
    is_import = sa.and_(STEP.kind == StepKind.IMPORT, STEP.undone_by.is_(None))
    row = connection.execute(sa.select(REGISTER_STEPS).where(is_import).order_by(STEP.number.desc()).limit(1)).first()
    return value_from_row(RegisterStep, row) if row else None


def read_file_issues(connection: sa.Connection, number: int) -> tuple[KeptIssue, ...]:
    """Return the doubts about the file of a step as a whole."""
    rows = connection.execute(sa.select(ISSUES).where(ISSUES.c.step == number).order_by(ISSUES.c.rank))
    return tuple(kept_issue(row) for row in rows)


def update_file_issue(connection: sa.Connection, issue: KeptIssue) -> None:
    """Keep what became of a doubt about a file."""
    statement = sa.update(ISSUES).where(ISSUES.c.id == issue.id, ISSUES.c.step.is_not(None))
    connection.execute(statement.values(state=issue.state, settled_by=issue.settled_by))


def last_number(connection: sa.Connection) -> int:
    """Return the number of the last step, 0 before the first: what a proposal is worked out from."""
    return connection.execute(sa.select(sa.func.max(STEP.number))).scalar() or 0


def last_touch(connection: sa.Connection, establishment_id: str) -> RegisterStep | None:
    """Return the last step that touched an establishment, undoing among them; None where none ever did."""
    last = sa.select(sa.func.max(CHANGE.step)).where(CHANGE.establishment_id == establishment_id).scalar_subquery()
    row = connection.execute(sa.select(REGISTER_STEPS).where(STEP.number == last)).first()
    return value_from_row(RegisterStep, row) if row else None


def last_id(connection: sa.Connection) -> str:
    """Return the highest id that an establishment has or ever had, "" before the first."""
    known = connection.scalars(sa.select(ESTABLISHMENTS.c.id).union(sa.select(CHANGE.establishment_id)))
    return max(known, default="")


def _changed_ids(changes: Sequence[RegisterChange], contacts: Sequence[ContactChange]) -> set[str]:
    """Return what is another than before, wherever it stands in its file."""
    changed = {c.establishment_id for c in changes if _unplaced(c.before) != _unplaced(c.after)}
    return changed | {c.establishment_id for c in contacts if _told(c.before) != _told(c.after)}


def _unplaced(entry: RegisterEntry | None) -> Establishment | None:
    return replace(entry.establishment, source_sheet="", source_row=0) if entry else None


def _told(contact: Contact | None) -> tuple[str, str]:
    return (contact.owner_name, contact.phone) if contact else ("", "")


def _apply(connection: sa.Connection, changes: Sequence[RegisterChange], contacts: Sequence[ContactChange]) -> None:
    write_entry_rows(connection, {change.establishment_id: change.after for change in changes})
    gone = {change.establishment_id for change in changes if change.after is None}
    write_contact_rows(connection, {c.establishment_id: c.after for c in contacts if c.establishment_id not in gone})


def _step(connection: sa.Connection, number: int) -> RegisterStep:
    row = connection.execute(sa.select(REGISTER_STEPS).where(STEP.number == number)).first()
    if row is None:
        raise ConflictError("register.no_step", step=number)
    if row.undone_by is not None:
        raise ConflictError("register.undone", step=number, by=row.undone_by)
    return value_from_row(RegisterStep, row)


def _contact_changes(connection: sa.Connection, number: int) -> tuple[ContactChange, ...]:
    rows = connection.execute(sa.select(CONTACT_CHANGES).where(CONTACT_CHANGES.c.step == number))
    return tuple(sorted((value_from_row(ContactChange, row) for row in rows), key=lambda one: one.establishment_id))


def _refuse_changed(
    connection: sa.Connection, number: int, changes: Sequence[RegisterChange], contacts: Sequence[ContactChange]
) -> None:
    """Refuse where a later step in force touched the same, or where they are not what this step made of them."""
    ids = {change.establishment_id for change in changes} | {change.establishment_id for change in contacts}
    later = [step for step in read_steps(connection) if step.number > number]
    touches = read_touches(connection)
    in_force = [step.number for step in later if step.kind is not StepKind.UNDO and step.undone_by is None]
    blocking = max((n for n in in_force if n in touches and touches[n] & ids), default=None)
    entries, kept = read_entries(connection, ids), read_contacts(connection)
    differing = {c.establishment_id for c in changes if entries.get(c.establishment_id) != c.after}
    differing |= {c.establishment_id for c in contacts if kept.get(c.establishment_id) != c.after}
    if blocking is None and differing:
        others = (step.number for step in later if touches.get(step.number, frozenset()) & differing)
        blocking = max(others, default=number)
    if blocking is not None:
        count = len(touches[blocking] & ids)
        raise ConflictError("register.changed_since", step=number, later=blocking, count=count)


def _refuse_used(connection: sa.Connection, added: Sequence[str]) -> None:
    ids = set(added)
    for code, tables in _USES.items():
        named = (id_ for table in tables for id_ in connection.scalars(sa.select(table.c.establishment_id)))
        if used := ids.intersection(named):
            raise ConflictError(code, count=len(used), example=min(used))


_USES = {"register.inspected_since": (INSPECTIONS, COMPLAINTS), "register.drawn_since": (SAMPLE_ROWS,)}
