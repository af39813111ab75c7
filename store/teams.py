"""Teams, the calendar of their shifts, and what the calendar is made from."""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from domain.shift_calendar import Absence, ShiftCalendar, WeeklyShift
from domain.teams import Holiday, Shift, Team
from store.rows import insert_rows, read_list, replace_list, row_from_value, value_from_row
from store.tables import ABSENCES, HOLIDAYS, SHIFTS, TEAMS, WEEKLY_SHIFTS


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


def read_calendar(connection: sa.Connection) -> ShiftCalendar:
    """Return every shift by date, start and id, and every absence by day."""
    shifts = read_shifts(connection, first=date.min, last=date.max)
    absences = [value_from_row(Absence, row) for row in connection.execute(sa.select(ABSENCES))]
    return ShiftCalendar(shifts=shifts, absences=tuple(sorted(absences)))


def save_calendar(connection: sa.Connection, calendar: ShiftCalendar) -> None:
    """Keep shifts and absences in the place of all before."""
    save_shifts(connection, calendar.shifts)
    connection.execute(sa.delete(ABSENCES))
    insert_rows(connection, ABSENCES, [row_from_value(absence) for absence in calendar.absences])


def save_weekly(connection: sa.Connection, pattern: Iterable[WeeklyShift]) -> None:
    """Keep the weekly pattern in the place of the one before."""
    replace_list(connection, WEEKLY_SHIFTS, pattern)


def read_weekly(connection: sa.Connection) -> tuple[WeeklyShift, ...]:
    """Return the weekly pattern as it was saved."""
    return read_list(connection, WEEKLY_SHIFTS, WeeklyShift)


def save_holidays(connection: sa.Connection, holidays: Iterable[Holiday]) -> None:
    """Keep the office's own holidays in the place of those before."""
    connection.execute(sa.delete(HOLIDAYS))
    insert_rows(connection, HOLIDAYS, [row_from_value(holiday) for holiday in holidays])


def read_holidays(connection: sa.Connection) -> tuple[Holiday, ...]:
    """Return the office's own holidays by day."""
    rows = connection.execute(sa.select(HOLIDAYS).order_by(HOLIDAYS.c.on))
    return tuple(value_from_row(Holiday, row) for row in rows)
