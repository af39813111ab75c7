"""The workbook of a shift calendar comes back: rows become shifts and absences, a row in doubt changes nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from domain.errors import InputError
from domain.issues import Issue, Severity
from domain.places import Base
from domain.progress import silent
from domain.shift_calendar import Absence, ShiftCalendar, shift_id
from domain.teams import Break, Shift, Team
from domain.units import DAY_S
from register.book import Cell, RawBook, RawSheet, has_content
from register.calendar_cells import clock_s, named, named_list, whole_number
from register.dates import parse_date
from register.fold import fold
from register.reading import read_book

NEEDED = ("date", "team", "start", "end")
LAST_HEADER_ROW = 15
DEFAULT_DUTY_S = 8 * 3600
_SPAN = re.compile(r"(\d{1,2}/\d{1,2}/\d{4})\D+(\d{1,2}/\d{1,2}/\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarReference:
    """Hold what the office knows before it reads a calendar; ``columns`` are headings by field."""

    teams: Sequence[Team]
    bases: Sequence[Base]
    agencies: Mapping[str, str]
    columns: Mapping[str, Sequence[str]]
    calendar: ShiftCalendar
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSheet:
    """Hold what a workbook says of the days from first to last.

    ``before`` is the part of the calendar that it is about, ``calendar`` what
    that part shall be. A row in doubt leaves its shift as it was.
    """

    first: date
    last: date
    before: ShiftCalendar
    calendar: ShiftCalendar
    issues: tuple[Issue, ...]


class _DoubtError(Exception):
    """Say which cell of a row cannot be used."""

    def __init__(self, column: str, value: Cell, *, code: str = "") -> None:
        super().__init__(column)
        self.column = column
        self.value = value
        self.code = code or f"calendar_{column}"


@dataclass(slots=True)
class _Work:
    """Collect what the rows say while they are read."""

    sheet: str
    known: CalendarReference
    shifts: dict[str, Shift] = field(default_factory=dict)
    absences: set[Absence] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)
    doubted: set[str] = field(default_factory=set)
    has_nameless_doubt: bool = False


def read_calendar_workbook(path: Path, known: CalendarReference) -> CalendarSheet:
    """Read a shift calendar (.xlsx, .xls, .csv); nothing in it is run or followed.

    Raises
    ------
    InputError
        ``calendar.no_header`` where no sheet has the columns date, team, start
        and end; ``calendar.empty`` where none has a day; and what
        register.reading refuses.
    """
    sheet, top, columns = _find_table(read_book(path, silent), known)
    work = _Work(sheet=sheet.name, known=known)
    for number, line in enumerate(sheet.rows[top:], start=top + 1):
        row = {name: line[at] if at < len(line) else None for name, at in columns.items()}
        if any(has_content(row.get(name)) for name in ("id", *NEEDED)):
            _take_row(work, number, row)
    first, last = _span(sheet.rows[:top], work)
    return _result(work, first, last)


def _find_table(book: RawBook, known: CalendarReference) -> tuple[RawSheet, int, dict[str, int]]:
    """Return the sheet with the calendar, its header's row (from 1) and each field's place (from 0)."""
    field_of = {fold(alias): name for name, aliases in known.columns.items() for alias in aliases}
    for sheet in book.sheets:
        for number, line in enumerate(sheet.rows[:LAST_HEADER_ROW], start=1):
            found = [(field_of.get(fold(str(cell))), at) for at, cell in enumerate(line) if cell is not None]
            columns = {name: at for name, at in reversed(found) if name}
            if all(name in columns for name in NEEDED):
                return sheet, number, columns
    headings = ", ".join(known.columns[name][0] for name in NEEDED)
    raise InputError("calendar.no_header", columns=headings, rows=LAST_HEADER_ROW)


def _take_row(work: _Work, number: int, row: Mapping[str, Cell]) -> None:
    before = _before(work, row)
    try:
        shift = _shift(work, row, before)
        absent = _listed(work, row, "absent")
    except _DoubtError as doubt:
        work.issues.append(_issue(work, number, doubt))
        work.doubted |= {before.id} if before else set()
        work.has_nameless_doubt |= before is None
        return
    work.shifts[shift.id] = shift
    work.absences |= {Absence(on=shift.date, team=shift.team, agency=agency) for agency in absent}


def _before(work: _Work, row: Mapping[str, Cell]) -> Shift | None:
    """Return the shift that a row is about: by its id, else by team, day and hour; a copied row is a new one."""
    shifts = [shift for shift in work.known.calendar.shifts if shift.id not in work.shifts]
    ident = str(row.get("id") or "").strip()
    found = [shift for shift in shifts if shift.id == ident]
    if not found and ident not in work.shifts:
        day = parse_date(row["date"], work.known.on) if has_content(row["date"]) else None
        same = (named(row["team"], _teams(work)), day.on if day else None, clock_s(row["start"]))
        found = [shift for shift in shifts if (shift.team, shift.date, shift.start_s) == same]
    return found[0] if found else None


def _shift(work: _Work, row: Mapping[str, Cell], before: Shift | None) -> Shift:
    """Return the shift of a row."""
    day = parse_date(row["date"], work.known.on) if has_content(row["date"]) else None
    if day is None:
        raise _DoubtError("date", row["date"])
    team = next((t for t in work.known.teams if t.id == named(row["team"], _teams(work))), None)
    if team is None:
        raise _DoubtError("team", row["team"])
    start_s, end_s = _hours(row)
    ident = before.id if before else shift_id(team.id, day.on, start_s)
    if ident in work.shifts:
        raise _DoubtError("team", row["team"], code="calendar_repeated")
    plain = before or Shift(
        id=ident, team=team.id, date=day.on, start_s=start_s, end_s=end_s, start_location=team.base,
        end_location=team.base, max_duty_s=DEFAULT_DUTY_S, agencies=team.agencies,
    )  # fmt: skip
    timed = replace(plain, team=team.id, date=day.on, start_s=start_s, end_s=end_s)
    return _with_limits(row, _with_place(work, row, timed, team))


def _hours(row: Mapping[str, Cell]) -> tuple[int, int]:
    """Return start and end; an end before the start lies on the next day."""
    start_s, end_s = clock_s(row["start"]), clock_s(row["end"])
    if start_s is None or start_s >= DAY_S:
        raise _DoubtError("start", row["start"])
    if end_s is None or end_s == start_s:
        raise _DoubtError("end", row["end"])
    return start_s, end_s if end_s > start_s else end_s + DAY_S


def _with_place(work: _Work, row: Mapping[str, Cell], shift: Shift, team: Team) -> Shift:
    """Return the shift with its agencies and its base; a column that the sheet lacks changes nothing."""
    agencies = _listed(work, row, "agencies")
    if agencies and set(agencies) != set(shift.agencies or team.agencies):
        shift = replace(shift, agencies=agencies)
    if has_content(row.get("base")):
        base = named(row["base"], {b.id: b.name for b in work.known.bases})
        if base is None:
            raise _DoubtError("base", row["base"])
        if base != shift.start_location:
            shift = replace(shift, start_location=base, end_location=base)
    return shift


def _with_limits(row: Mapping[str, Cell], shift: Shift) -> Shift:
    """Return the shift with its break and limits; a column that the sheet lacks changes nothing."""
    duty_s, stops, pause = shift.max_duty_s, shift.max_stops, shift.pause
    if has_content(row.get("max_duty")):
        duty_s = clock_s(row["max_duty"]) or 0
        if not duty_s:
            raise _DoubtError("max_duty", row["max_duty"])
    if "max_stops" in row:
        stops = whole_number(row["max_stops"])
        if stops is None and has_content(row["max_stops"]):
            raise _DoubtError("max_stops", row["max_stops"])
    if "break_from" in row:
        pause = _pause(row, shift)
    return replace(shift, max_duty_s=min(duty_s, shift.end_s - shift.start_s), max_stops=stops, pause=pause)


def _pause(row: Mapping[str, Cell], shift: Shift) -> Break | None:
    cells = [row.get(name) for name in ("break_from", "break_until", "break_minutes")]
    if not any(map(has_content, cells)):
        return None
    from_s, until_s, minutes = clock_s(cells[0]), clock_s(cells[1]), whole_number(cells[2])
    if from_s is None or until_s is None or minutes is None or from_s < shift.start_s:
        raise _DoubtError("break_from", cells[0])
    if until_s > shift.end_s or until_s - 60 * minutes < from_s:
        raise _DoubtError("break_until", cells[1])
    return Break(earliest_s=from_s, latest_s=until_s - 60 * minutes, duration_s=60 * minutes)


def _listed(work: _Work, row: Mapping[str, Cell], column: str) -> tuple[str, ...]:
    codes, unknown = named_list(row.get(column), work.known.agencies)
    if unknown:
        raise _DoubtError(column, unknown)
    return codes


def _issue(work: _Work, number: int, doubt: "_DoubtError") -> Issue:
    value = doubt.value
    text = "" if value is None else f"{value:%d/%m/%Y}" if isinstance(value, date | datetime) else str(value)
    return Issue(
        code=doubt.code, severity=Severity.CHECK, sheet=work.sheet, row=number,
        column=work.known.columns[doubt.column][0], value=text[:80],
    )  # fmt: skip


def _teams(work: _Work) -> dict[str, str]:
    return {team.id: team.name for team in work.known.teams}


def _span(title: Sequence[Sequence[Cell]], work: _Work) -> tuple[date, date]:
    """Return the days that the sheet is about: those its title names, else those of its rows."""
    for line in title:
        for cell in line:
            if found := _SPAN.search(str(cell or "")):
                days = [parse_date(text, work.known.on) for text in found.groups()]
                if days[0] and days[1] and days[0].on <= days[1].on:
                    return days[0].on, days[1].on
    named_days = [shift.date for shift in work.shifts.values()]
    if not named_days:
        raise InputError("calendar.empty", sheet=work.sheet)
    return min(named_days), max(named_days)


def _result(work: _Work, first: date, last: date) -> CalendarSheet:
    known = work.known.calendar
    about = [s for s in known.shifts if first <= s.date <= last or s.id in work.shifts]
    kept = {s.id: s for s in about if work.has_nameless_doubt or s.id in work.doubted}
    shifts = kept | work.shifts
    # Who is absent is taken from the rows; of a team's day without a sound row it stays as it was.
    spoken = {(s.team, s.date) for s in work.shifts.values()} - {(s.team, s.date) for s in kept.values()}
    relevant = tuple(a for a in known.absences if first <= a.on <= last or (a.team, a.on) in spoken)
    absences = work.absences | {a for a in relevant if (a.team, a.on) not in spoken}
    return CalendarSheet(
        first=first, last=last, before=ShiftCalendar(shifts=tuple(about), absences=relevant),
        calendar=ShiftCalendar(shifts=tuple(shifts.values()), absences=tuple(sorted(absences))),
        issues=tuple(work.issues),
    )  # fmt: skip
