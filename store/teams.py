"""Teams and the calendar of their shifts."""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from domain.teams import Shift, Team
from store.rows import insert_rows, read_list, replace_list, row_from_value, value_from_row
from store.tables import SHIFTS, TEAMS


def save_teams(connection: sa.Connection, teams: Iterable[Team]) -> None:
    """Keep the teams in the place of those before, in their order."""
    replace_list(connection, TEAMS, teams)


def read_teams(connection: sa.Connection) -> tuple[Team, ...]:
    """Return the teams as they were saved."""
    return read_list(connection, TEAMS, Team)


def save_shifts(connection: sa.Connection, shifts: Iterable[Shift]) -> None:
    """Keep the shift calendar in the place of the whole one before."""
    connection.execute(sa.delete(SHIFTS))
    insert_rows(connection, SHIFTS, [row_from_value(shift) for shift in shifts])


def read_shifts(connection: sa.Connection, *, first: date, last: date) -> tuple[Shift, ...]:
    """Return the shifts from first to last, both included, sorted by date, start and id."""
    rows = connection.execute(sa.select(SHIFTS).where(SHIFTS.c.date.between(first, last)))
    shifts = [value_from_row(Shift, row) for row in rows]
    return tuple(sorted(shifts, key=lambda shift: (shift.date, shift.start_s, shift.id)))
