"""Inspections and complaints: added, never replaced; they outlive the register that they speak of."""

from collections.abc import Iterable

import sqlalchemy as sa

from domain.inspections import Complaint, Inspection
from store.engine import insert_missing
from store.rows import row_from_value, value_from_row
from store.tables import COMPLAINTS, INSPECTIONS


def add_inspections(connection: sa.Connection, inspections: Iterable[Inspection]) -> None:
    """Add inspections; one whose id is kept already changes nothing, so a file may be sent twice."""
    insert_missing(connection, INSPECTIONS, [row_from_value(inspection) for inspection in inspections])


def read_inspections(connection: sa.Connection) -> tuple[Inspection, ...]:
    """Return every inspection, sorted by day and id."""
    rows = connection.execute(sa.select(INSPECTIONS))
    return tuple(sorted((value_from_row(Inspection, row) for row in rows), key=lambda one: (one.on, one.id)))


def add_complaints(connection: sa.Connection, complaints: Iterable[Complaint]) -> None:
    """Add complaints; one whose id is kept already changes nothing."""
    insert_missing(connection, COMPLAINTS, [row_from_value(complaint) for complaint in complaints])


def update_complaint(connection: sa.Connection, complaint: Complaint) -> None:
    """Put what is kept of a complaint in the place of what was."""
    changed = sa.update(COMPLAINTS).where(COMPLAINTS.c.id == complaint.id)
    connection.execute(changed.values(row_from_value(complaint)))


def read_complaints(connection: sa.Connection) -> tuple[Complaint, ...]:
    """Return every complaint, sorted by day and id."""
    rows = connection.execute(sa.select(COMPLAINTS))
    return tuple(sorted((value_from_row(Complaint, row) for row in rows), key=lambda one: (one.received_on, one.id)))
