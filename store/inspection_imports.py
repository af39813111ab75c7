"""Lists of other agencies' inspections: taken in, and taken back as a whole."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.errors import ConflictError
from domain.inspections import Inspection
from domain.reviews import InspectionImport
from store.engine import lock_for_writing
from store.inspections import add_inspections
from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import INSPECTION_IMPORTS, INSPECTION_SOURCES, INSPECTIONS

SOURCE = INSPECTION_SOURCES.c
LIST = INSPECTION_IMPORTS.c


def add_import(connection: sa.Connection, done: InspectionImport, inspections: Iterable[Inspection]) -> int:
    """Keep a list and its inspections, and return its number; ``done.number`` is passed over.

    An inspection that another list in force has too belongs to both. One that
    came by no list belongs to none, so that no undoing takes it away.
    """
    lock_for_writing(connection, "inspection_imports")
    whole = {inspection.id: inspection for inspection in inspections}
    present = set(connection.scalars(sa.select(INSPECTIONS.c.id)))
    listed = _listed(connection)
    number = (connection.scalar(sa.select(sa.func.max(LIST.number))) or 0) + 1
    insert_rows(connection, INSPECTION_IMPORTS, [row_from_value(replace(done, number=number))])
    add_inspections(connection, whole.values())
    own = [id_ for id_ in whole if id_ not in present or id_ in listed]
    insert_rows(connection, INSPECTION_SOURCES, [{"import_number": number, "inspection_id": id_} for id_ in own])
    return number


def read_imports(connection: sa.Connection) -> tuple[InspectionImport, ...]:
    """Return every list, the first one first; the undone ones too."""
    rows = connection.execute(sa.select(INSPECTION_IMPORTS).order_by(LIST.number))
    return tuple(value_from_row(InspectionImport, row) for row in rows)


def read_sources(connection: sa.Connection) -> dict[str, tuple[int, ...]]:
    """Return inspection id to the lists in force that have it."""
    found: dict[str, tuple[int, ...]] = {}
    for row in connection.execute(_in_force().order_by(SOURCE.import_number)):
        found[row.inspection_id] = (*found.get(row.inspection_id, ()), row.import_number)
    return found


def undo_import(connection: sa.Connection, number: int, *, at: datetime) -> int:
    """Take a list back and return how many inspections went with it; those of other lists stay.

    Raises
    ------
    ConflictError
        ``inspections.no_import``, ``inspections.undone``.
    """
    lock_for_writing(connection, "inspection_imports")
    found = connection.execute(sa.select(INSPECTION_IMPORTS).where(LIST.number == number)).first()
    if found is None:
        raise ConflictError("inspections.no_import", number=number)
    if found.undone_at is not None:
        raise ConflictError("inspections.undone", number=number)
    own = set(connection.scalars(sa.select(SOURCE.inspection_id).where(SOURCE.import_number == number)))
    connection.execute(sa.update(INSPECTION_IMPORTS).where(LIST.number == number).values(undone_at=at))
    gone = sorted(own - _listed(connection))
    for id_ in gone:
        connection.execute(sa.delete(INSPECTIONS).where(INSPECTIONS.c.id == id_))
    return len(gone)


def _in_force() -> sa.Select[Any]:
    joined = INSPECTION_SOURCES.join(INSPECTION_IMPORTS, SOURCE.import_number == LIST.number)
    return sa.select(SOURCE.import_number, SOURCE.inspection_id).select_from(joined).where(LIST.undone_at.is_(None))


def _listed(connection: sa.Connection) -> set[str]:
    return {row.inspection_id for row in connection.execute(_in_force())}
