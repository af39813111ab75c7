"""Inspections and complaints; they outlive the register that they speak of."""

from collections.abc import Iterable
from dataclasses import replace

import sqlalchemy as sa

from domain.inspections import Complaint, Inspection
from store.engine import insert_missing, lock_for_writing
from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import COMPLAINTS, INSPECTIONS


def add_inspections(connection: sa.Connection, inspections: Iterable[Inspection]) -> None:
    """Add inspections; one whose id is kept already changes nothing, so a file may be sent twice."""
    insert_missing(connection, INSPECTIONS, [row_from_value(inspection) for inspection in inspections])


def replace_inspection(connection: sa.Connection, id_: str, inspection: Inspection | None) -> None:
    """Put an inspection in the place of the one of that id, or take that one away for None.

    What it was made from stays: the results that teams sent are kept by themselves.
    """
    connection.execute(sa.delete(INSPECTIONS).where(INSPECTIONS.c.id == id_))
    if inspection is not None:
        insert_rows(connection, INSPECTIONS, [row_from_value(inspection)])


def find_inspection(connection: sa.Connection, id_: str) -> Inspection | None:
    """Return an inspection by its id, None where there is none."""
    row = connection.execute(sa.select(INSPECTIONS).where(INSPECTIONS.c.id == id_)).first()
    return value_from_row(Inspection, row) if row else None


def read_inspections(connection: sa.Connection) -> tuple[Inspection, ...]:
    """Return every inspection, sorted by day and id."""
    rows = connection.execute(sa.select(INSPECTIONS))
    return tuple(sorted((value_from_row(Inspection, row) for row in rows), key=lambda one: (one.on, one.id)))


def add_complaints(connection: sa.Connection, complaints: Iterable[Complaint]) -> None:
    """Add complaints; one whose id is kept already changes nothing."""
    insert_missing(connection, COMPLAINTS, [row_from_value(complaint) for complaint in complaints])


def open_complaint(connection: sa.Connection, complaint: Complaint) -> Complaint:
    """Keep a new complaint under the next number of the year of its receipt and return it with its id."""
    lock_for_writing(connection, "complaints")
    start = f"PA-{complaint.received_on.year}-"
    known = connection.scalars(sa.select(COMPLAINTS.c.id).where(COMPLAINTS.c.id.startswith(start)))
    last = max((int(id_.removeprefix(start)) for id_ in known if id_.removeprefix(start).isdigit()), default=0)
    opened = replace(complaint, id=f"{start}{last + 1:04d}")
    insert_rows(connection, COMPLAINTS, [row_from_value(opened)])
    return opened


def update_complaint(connection: sa.Connection, complaint: Complaint) -> None:
    """Put what is kept of a complaint in the place of what was."""
    changed = sa.update(COMPLAINTS).where(COMPLAINTS.c.id == complaint.id)
    connection.execute(changed.values(row_from_value(complaint)))


def read_complaints(connection: sa.Connection) -> tuple[Complaint, ...]:
    """Return every complaint, sorted by day and id."""
    rows = connection.execute(sa.select(COMPLAINTS))
    return tuple(sorted((value_from_row(Complaint, row) for row in rows), key=lambda one: (one.received_on, one.id)))
