"""Every place where owners' contacts lie in the store, and their leaving it; the establishments stay."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

import sqlalchemy as sa

from domain.establishments import Decision, Establishment, Status
from domain.register_steps import Contact, ContactChange, RegisterChange, RegisterEntry
from store.establishments import AT_ONCE, read_contacts, read_entries, read_establishments, write_entry_rows
from store.register_steps import read_histories
from store.rows import value_from_row
from store.tables import CONTACT_CHANGES, CONTACTS, ISSUES, JOBS, REGISTER_CHANGES, REGISTER_STEPS
from store.tables.running import JobState

Rewrite = Callable[[RegisterEntry], RegisterEntry]


def merged_with(connection: sa.Connection, establishment_id: str) -> tuple[str, ...]:
    """Return an establishment and all that were merged with it, sorted; none where the register has no such one."""
    links = [(one.id, one.merged_into) for one in read_establishments(connection)]
    found = {id_ for id_, _ in links if id_ == establishment_id}
    size = -1
    while len(found) != size:
        size = len(found)
        joined = [pair for pair in links if pair[1] is not None and (pair[0] in found or pair[1] in found)]
        found |= {id_ for pair in joined for id_ in pair if id_ is not None}
    return tuple(sorted(found))


def read_left(connection: sa.Connection) -> dict[str, datetime]:
    """Return who has a contact and left the register, to the instant of the step by which it left."""
    kept = set(connection.scalars(sa.select(CONTACTS.c.establishment_id)))
    kept |= set(connection.scalars(sa.select(CONTACT_CHANGES.c.establishment_id)))
    gone = {one.id for one in read_establishments(connection) if one.id in kept and _has_left(one)}
    left: dict[str, datetime] = {}
    for at, change in read_histories(connection, gone):
        was_gone = change.before is not None and _has_left(change.before.establishment)
        if change.after is not None and _has_left(change.after.establishment) and not was_gone:
            left[change.establishment_id] = at
    return left


def read_told(connection: sa.Connection, ids: Collection[str]) -> tuple[tuple[int, datetime, ContactChange], ...]:
    """Return what the steps keep of these contacts: number, instant and change, the oldest first."""
    query = sa.select(REGISTER_STEPS.c.number, REGISTER_STEPS.c.at, CONTACT_CHANGES).join(
        REGISTER_STEPS, REGISTER_STEPS.c.number == CONTACT_CHANGES.c.step
    )
    rows = [row for some in _parts(ids) for row in connection.execute(query.where(_CHANGED.in_(some)))]
    told = [(row.number, row.at, value_from_row(ContactChange, row)) for row in rows]
    return tuple(sorted(told, key=lambda one: (one[0], one[2].establishment_id)))


def known_words(connection: sa.Connection, ids: Collection[str]) -> frozenset[str]:
    """Return every name and phone that is or was kept of these contacts."""
    contacts: list[Contact | None] = [one for id_, one in read_contacts(connection).items() if id_ in set(ids)]
    for _, _, change in read_told(connection, ids):
        contacts += [change.before, change.after]
    words = (w for c in contacts if c for w in (c.owner_name, c.phone, c.read_owner_name, c.read_phone))
    return frozenset(word.strip() for word in words if word.strip())


def forget_contacts(connection: sa.Connection, ids: Collection[str]) -> tuple[int, int]:
    """Delete these contacts and what the steps keep of them; return how many contacts and how many kept changes.

    A step taken back later leaves the contact as it then is: it has nothing of it any more.
    """
    contacts = changes = 0
    for some in _parts(ids):
        contacts += connection.execute(sa.delete(CONTACTS).where(CONTACTS.c.establishment_id.in_(some))).rowcount
        changes += connection.execute(sa.delete(CONTACT_CHANGES).where(_CHANGED.in_(some))).rowcount
    return contacts, changes


def rewrite_entries(connection: sa.Connection, ids: Collection[str], rewrite: Rewrite) -> None:
    """Rewrite what the register and its steps hold of these establishments alike, so that steps can be taken back."""
    entries = read_entries(connection, ids)
    changed: dict[str, RegisterEntry | None] = {
        id_: new for id_, old in entries.items() if (new := rewrite(old)) != old
    }
    write_entry_rows(connection, changed)
    for some in _parts(ids):
        rows = connection.execute(sa.select(REGISTER_CHANGES).where(REGISTER_CHANGES.c.establishment_id.in_(some)))
        for row in rows.all():
            old = value_from_row(RegisterChange, row)
            sides = {"before": _rewritten(old.before, rewrite), "after": _rewritten(old.after, rewrite)}
            if (sides["before"], sides["after"]) != (old.before, old.after):
                key = sa.and_(
                    REGISTER_CHANGES.c.step == row.step, REGISTER_CHANGES.c.establishment_id == old.establishment_id
                )
                connection.execute(sa.update(REGISTER_CHANGES).where(key).values(**sides))


def mask_file_issues(connection: sa.Connection, words: Iterable[str], mask: str) -> None:
    """Put a mask in the place of words in the doubts about whole files."""
    for word in words:
        held = sa.and_(ISSUES.c.establishment_id.is_(None), ISSUES.c.value.contains(word, autoescape=True))
        connection.execute(sa.update(ISSUES).where(held).values(value=sa.func.replace(ISSUES.c.value, word, mask)))


def has_open_job(connection: sa.Connection) -> bool:
    """Tell whether a job waits or runs: it may hold an uploaded file open."""
    is_open = JOBS.c.state.in_((JobState.QUEUED, JobState.RUNNING))
    return connection.execute(sa.select(JOBS.c.number).where(is_open).limit(1)).first() is not None


_CHANGED = CONTACT_CHANGES.c.establishment_id


def _has_left(one: Establishment) -> bool:
    return one.status is Status.CLOSED or one.decision is Decision.REJECTED or one.merged_into is not None


def _rewritten(entry: RegisterEntry | None, rewrite: Rewrite) -> RegisterEntry | None:
    return rewrite(entry) if entry else None


def _parts(ids: Collection[str]) -> Iterable[list[str]]:
    wanted = sorted(set(ids))
    return [wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE)]
