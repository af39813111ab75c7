"""The register as the last import left it, and the imports themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.errors import InputError
from domain.establishments import Decision, Entity, Establishment
from domain.issues import Issue
from store.rows import insert_rows, read_list, replace_list, row_from_value, value_from_row
from store.tables import CONTACTS, ENTITIES, ESTABLISHMENTS, IMPORTS, ISSUES


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """Hold one import of a register: when, by which account, from which file (SHA-256)."""

    at: datetime
    account: str
    file_name: str
    digest: str
    rows_read: int


def replace_register(
    connection: sa.Connection,
    *,
    entities: Iterable[Entity],
    establishments: Iterable[Establishment],
    contacts: Mapping[str, tuple[str, str]],
    issues: Iterable[Issue],
) -> None:
    """Keep a register in the place of the whole one before.

    Parameters
    ----------
    entities
        Those that the establishments name; ids are unique.
    contacts
        Establishment id to (owner's name, phone), kept in a table of its own.
    issues
        The doubts of this import, kept in their order.
    """
    for table in (CONTACTS, ESTABLISHMENTS, ENTITIES):
        connection.execute(sa.delete(table))
    insert_rows(connection, ENTITIES, [row_from_value(entity) for entity in entities])
    insert_rows(connection, ESTABLISHMENTS, [row_from_value(establishment) for establishment in establishments])
    insert_rows(
        connection,
        CONTACTS,
        [{"establishment_id": key, "owner_name": name, "phone": phone} for key, (name, phone) in contacts.items()],
    )
    replace_list(connection, ISSUES, issues)


def read_establishments(connection: sa.Connection) -> tuple[Establishment, ...]:
    """Return every establishment of the register, sorted by id."""
    rows = connection.execute(sa.select(ESTABLISHMENTS))
    # Sorted here: databases sort text by their own languages.
    return tuple(sorted((value_from_row(Establishment, row) for row in rows), key=lambda one: one.id))


def read_entities(connection: sa.Connection) -> tuple[Entity, ...]:
    """Return every entity of the register, sorted by id."""
    rows = connection.execute(sa.select(ENTITIES))
    return tuple(sorted((value_from_row(Entity, row) for row in rows), key=lambda one: one.id))


def read_contacts(connection: sa.Connection) -> dict[str, tuple[str, str]]:
    """Return establishment id to (owner's name, phone), sorted by id; whoever asks must have the right."""
    rows = connection.execute(sa.select(CONTACTS.c.establishment_id, CONTACTS.c.owner_name, CONTACTS.c.phone))
    return {key: (name, phone) for key, name, phone in sorted(rows.tuples())}


def read_issues(connection: sa.Connection) -> tuple[Issue, ...]:
    """Return the doubts of the last import, in the order in which it found them."""
    return read_list(connection, ISSUES, Issue)


def update_decision(connection: sa.Connection, establishment_id: str, decision: Decision) -> None:
    """Keep whether the office has taken an establishment into its register.

    Raises
    ------
    InputError
        ``establishment.unknown`` when the register has no such id.
    """
    statement = sa.update(ESTABLISHMENTS).where(ESTABLISHMENTS.c.id == establishment_id)
    if connection.execute(statement.values(decision=decision)).rowcount == 0:
        raise InputError("establishment.unknown", id=establishment_id)


def record_import(connection: sa.Connection, done: Import) -> None:
    """Add an import to the list of imports."""
    insert_rows(connection, IMPORTS, [row_from_value(done)])


def last_import(connection: sa.Connection) -> Import | None:
    """Return the last import, None before the first."""
    row = connection.execute(sa.select(IMPORTS).order_by(IMPORTS.c.number.desc()).limit(1)).first()
    return value_from_row(Import, row) if row else None
