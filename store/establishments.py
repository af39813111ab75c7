"""The register as it stands; it changes by steps alone (store.register_steps)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from domain.establishments import Entity, Establishment
from domain.issues import Issue, KeptIssue
from domain.register_steps import Contact, RegisterEntry
from store.rows import insert_rows, row_from_value, value_from_row, values_from_rows
from store.tables import CONTACTS, ENTITIES, ESTABLISHMENTS, ISSUES, READINGS

AT_ONCE = 500
"""So many ids go into one statement; SQLite has a limit."""


def read_establishments(connection: sa.Connection) -> tuple[Establishment, ...]:
    """Return every establishment of the register, sorted by id."""
    rows = connection.execute(sa.select(ESTABLISHMENTS)).all()
    # Sorted here: databases sort text by their own languages.
    return tuple(sorted(values_from_rows(Establishment, rows), key=lambda one: one.id))


def read_entities(connection: sa.Connection) -> tuple[Entity, ...]:
    """Return every entity of the register, sorted by id."""
    rows = connection.execute(sa.select(ENTITIES))
    return tuple(sorted((value_from_row(Entity, row) for row in rows), key=lambda one: one.id))


def read_contacts(connection: sa.Connection) -> dict[str, Contact]:
    """Return establishment id to contact, sorted by id; whoever asks must have the right."""
    rows = connection.execute(sa.select(CONTACTS))
    return {
        row.establishment_id: value_from_row(Contact, row) for row in sorted(rows, key=lambda r: r.establishment_id)
    }


def read_entries(connection: sa.Connection, ids: Iterable[str] | None = None) -> dict[str, RegisterEntry]:
    """Return establishment id to all that is kept of it, of all or of those named; sorted by id."""
    wanted = None if ids is None else sorted(set(ids))
    found = _select(connection, ESTABLISHMENTS, ESTABLISHMENTS.c.id, wanted)
    readings = {row.establishment_id: row.reading for row in _select(connection, READINGS, _OF_READING, wanted)}
    issues: dict[str, list[sa.Row]] = defaultdict(list)
    for row in _select(connection, ISSUES, ISSUES.c.establishment_id, wanted):
        issues[row.establishment_id].append(row)
    entries = {}
    for row in sorted(found, key=lambda row: row.id):
        kept = tuple(kept_issue(one) for one in sorted(issues.get(row.id, ()), key=lambda one: one.rank))
        entries[row.id] = RegisterEntry(
            establishment=value_from_row(Establishment, row), reading=readings.get(row.id), issues=kept
        )
    return entries


def read_kept_issues(connection: sa.Connection) -> tuple[KeptIssue, ...]:
    """Return every doubt about an establishment, by establishment and in the order of its file."""
    rows = connection.execute(sa.select(ISSUES).where(ISSUES.c.establishment_id.is_not(None)))
    return tuple(kept_issue(row) for row in sorted(rows, key=lambda row: (row.establishment_id, row.rank)))


def kept_issue(row: sa.Row) -> KeptIssue:
    """Return the doubt that a row of the table of issues holds."""
    return KeptIssue(id=row.id, issue=value_from_row(Issue, row), state=row.state, settled_by=row.settled_by)


def write_entry_rows(connection: sa.Connection, entries: dict[str, RegisterEntry | None]) -> None:
    """Put what is kept of each id in the place of what was; None takes it away.

    The table of entities follows from the establishments: an entity has the
    name and tax code of its first establishment.
    """
    touched = _entity_ids(connection, list(entries))
    _delete(connection, ISSUES, ISSUES.c.establishment_id, list(entries))
    _delete(connection, READINGS, _OF_READING, list(entries))
    kept = [entry for entry in entries.values() if entry is not None]
    touched |= {entry.establishment.entity_id for entry in kept}
    present = {row.id for row in connection.execute(sa.select(ENTITIES.c.id))}
    insert_rows(
        connection, ENTITIES,
        [row_from_value(Entity(id=id_, name="")) for id_ in sorted(touched - present)],
    )  # fmt: skip
    _put_establishments(connection, entries)
    insert_rows(
        connection, READINGS,
        [{"establishment_id": e.establishment.id, "reading": e.reading} for e in kept if e.reading is not None],
    )  # fmt: skip
    insert_rows(connection, ISSUES, [row for entry in kept for row in issue_rows(entry.issues, entry.establishment.id)])
    _renew_entities(connection, touched)


def write_contact_rows(connection: sa.Connection, contacts: dict[str, Contact | None]) -> None:
    """Put the contact of each id in the place of the one before; None takes it away."""
    _delete(connection, CONTACTS, CONTACTS.c.establishment_id, list(contacts))
    rows = [row_from_value(one, establishment_id=id_) for id_, one in contacts.items() if one is not None]
    insert_rows(connection, CONTACTS, rows)


def issue_rows(issues: Iterable[KeptIssue], establishment_id: str | None, step: int | None = None) -> list[dict]:
    """Return the rows of an establishment's doubts, or of a file's."""
    return [
        row_from_value(kept.issue)
        | {"id": kept.id, "step": step, "establishment_id": establishment_id, "rank": rank, "state": kept.state}
        | {"settled_by": kept.settled_by}
        for rank, kept in enumerate(issues)
    ]


_OF_READING = READINGS.c.establishment_id


def _put_establishments(connection: sa.Connection, entries: dict[str, RegisterEntry | None]) -> None:
    """Change the rows in place: a contact hangs on its establishment and would go with it."""
    present = {row.id for row in connection.execute(sa.select(ESTABLISHMENTS.c.id))}
    gone = [id_ for id_, entry in entries.items() if entry is None]
    _delete(connection, ESTABLISHMENTS, ESTABLISHMENTS.c.id, gone)
    kept = [row_from_value(entry.establishment) for entry in entries.values() if entry is not None]
    insert_rows(connection, ESTABLISHMENTS, [row for row in kept if row["id"] not in present])
    changed = [{f"new_{name}": value for name, value in row.items()} for row in kept if row["id"] in present]
    if changed:
        statement = sa.update(ESTABLISHMENTS).where(ESTABLISHMENTS.c.id == sa.bindparam("new_id"))
        names = [column.name for column in ESTABLISHMENTS.c if column.name != "id"]
        connection.execute(statement.values({name: sa.bindparam(f"new_{name}") for name in names}), changed)


def _entity_ids(connection: sa.Connection, ids: Sequence[str]) -> set[str]:
    return {row.entity_id for row in _select(connection, ESTABLISHMENTS, ESTABLISHMENTS.c.id, ids)}


def _renew_entities(connection: sa.Connection, touched: Iterable[str]) -> None:
    wanted = sorted(touched)
    first: dict[str, sa.Row] = {}
    for row in _select(connection, ESTABLISHMENTS, ESTABLISHMENTS.c.entity_id, wanted):
        if row.entity_id not in first or row.id < first[row.entity_id].id:
            first[row.entity_id] = row
    _delete(connection, ENTITIES, ENTITIES.c.id, [id_ for id_ in wanted if id_ not in first])
    named = [{"entity": id_, "called": row.name, "tax": row.tax_code} for id_, row in sorted(first.items())]
    if named:
        statement = sa.update(ENTITIES).where(ENTITIES.c.id == sa.bindparam("entity"))
        connection.execute(statement.values(name=sa.bindparam("called"), tax_code=sa.bindparam("tax")), named)


def _select(
    connection: sa.Connection, table: sa.Table, column: sa.Column, wanted: Sequence[str] | None
) -> list[sa.Row]:
    if wanted is None:
        return list(connection.execute(sa.select(table)))
    found: list[sa.Row] = []
    for start in range(0, len(wanted), AT_ONCE):
        found += connection.execute(sa.select(table).where(column.in_(wanted[start : start + AT_ONCE])))
    return found


def _delete(connection: sa.Connection, table: sa.Table, column: sa.Column, wanted: Sequence[str]) -> None:
    for start in range(0, len(wanted), AT_ONCE):
        connection.execute(sa.delete(table).where(column.in_(wanted[start : start + AT_ONCE])))
