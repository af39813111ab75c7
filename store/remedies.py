"""What was said of the remedy of a finding; it outlives the inspection that found it."""

import sqlalchemy as sa

from domain.inspections import FindingRemedy
from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import REMEDIES


def save_remedy(connection: sa.Connection, remedy: FindingRemedy) -> None:
    """Keep a remedy in the place of what was kept of it; its history is part of it."""
    connection.execute(
        sa.delete(REMEDIES).where(REMEDIES.c.inspection_id == remedy.inspection_id, REMEDIES.c.code == remedy.code)
    )
    insert_rows(connection, REMEDIES, [row_from_value(remedy)])


def read_remedies(connection: sa.Connection, inspection_id: str | None = None) -> tuple[FindingRemedy, ...]:
    """Return what was kept of remedies, of one inspection where it is named, sorted by inspection and code."""
    query = sa.select(REMEDIES).order_by(REMEDIES.c.inspection_id, REMEDIES.c.code)
    if inspection_id is not None:
        query = query.where(REMEDIES.c.inspection_id == inspection_id)
    return tuple(value_from_row(FindingRemedy, row) for row in connection.execute(query))
