"""The calendar of shifts: made from the weekly pattern, changed by hand or by a workbook, read for a plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.errors import ConflictError, InputError
from domain.issues import Issue
from domain.shift_calendar import (
    Absence,
    CalendarChange,
    ShiftCalendar,
    change_calendar,
    compare_calendars,
    holidays_between,
    overlaps,
    weekly_shifts,
    working_shifts,
)
from domain.teams import Holiday, Shift, Team
from store import papers, teams
from workflow.offices import agency_labels, office_of, read_now
from workflow.permissions import PLANNER, log_in, need
from workflow.workspace import Workspace

MAX_DAYS = 400
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """Hold the calendar of some weeks as the office wrote it, and what of it a plan may count on."""

    first: date
    last: date
    teams: tuple[Team, ...]
    calendar: ShiftCalendar
    holidays: tuple[Holiday, ...]
    working: tuple[Shift, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarProposal:
    """Hold what a workbook would change in the calendar, and the doubts about its rows; nothing is kept yet."""

    first: date
    last: date
    change: CalendarChange
    issues: tuple[Issue, ...]


def holidays_of(workspace: Workspace) -> tuple[Holiday, ...]:
    """Return the holidays of the country and the office by day; on a day of both the office's word counts."""
    with workspace.store.read() as connection:
        own = teams.read_holidays(connection)
    days = {holiday.on: holiday for holiday in (*workspace.reference.holidays, *own)}
    return tuple(days[on] for on in sorted(days))


def working_between(workspace: Workspace, *, first: date, last: date) -> tuple[Shift, ...]:
    """Return the shifts that a plan may count on, for a step that has authorised."""
    with workspace.store.read() as connection:
        shifts = teams.read_shifts(connection, first=first, last=last)
        crews, absences = teams.read_teams(connection), teams.read_calendar(connection).absences
    days = {holiday.on for holiday in holidays_of(workspace)}
    return working_shifts(shifts, crews, holidays=days, absences=set(absences))


def read_calendar(workspace: Workspace, actor: Actor, *, first: date, last: date) -> CalendarView:
    """Return the calendar from first to last day, both included."""
    need(workspace, actor, *PLANNER, action="calendar.read")
    with workspace.store.read() as connection:
        crews, calendar = teams.read_teams(connection), _cut(teams.read_calendar(connection), first, last)
    return CalendarView(
        first=first, last=last, teams=crews, calendar=calendar,
        holidays=holidays_between(holidays_of(workspace), first, last),
        working=working_between(workspace, first=first, last=last),
    )  # fmt: skip


def generate_shifts(workspace: Workspace, actor: Actor, *, first: date, last: date) -> tuple[Shift, ...]:
    """Add the shifts of the weekly pattern from first to last day and return them; what is there stays.

    A holiday gets none, nor a team that already works at those hours.

    Raises
    ------
    InputError
        ``office.dates``, ``office.no_pattern``.
    """
    need(workspace, actor, *PLANNER, action="calendar.generate")
    check_span(first, last)
    days = {holiday.on for holiday in holidays_of(workspace)}
    with workspace.store.write() as connection:
        pattern, crews = teams.read_weekly(connection), {t.id: t for t in teams.read_teams(connection)}
        if not pattern:
            raise InputError("office.no_pattern")
        calendar = teams.read_calendar(connection)
        added = _free(weekly_shifts(pattern, crews, first=first, last=last, holidays=days), calendar.shifts)
        teams.save_calendar(connection, change_calendar(calendar, CalendarChange(added=added)))
        log_in(connection, actor, action="calendar.generate", target=f"{first}/{last}", shifts=len(added))
    return added


def shift_workbook(workspace: Workspace, actor: Actor, *, first: date, last: date) -> bytes:
    """Return the calendar from first to last day as a workbook that may come back changed."""
    from documents.shift_calendar import CalendarPaper, calendar_workbook

    check_span(first, last)
    view = read_calendar(workspace, actor, first=first, last=last)
    office = office_of(workspace)
    paper = CalendarPaper(
        office_name=office.name, first=first, last=last, teams=view.teams, bases=office.bases,
        agencies=agency_labels(workspace), calendar=view.calendar, holidays=view.holidays,
        columns=_columns(workspace), made_at=read_now(workspace),
    )  # fmt: skip
    return calendar_workbook(paper, words=workspace.reference.words)


def keep_shift_workbook(workspace: Workspace, actor: Actor, *, first: date, last: date) -> str:
    """Keep the workbook of some days as a paper of the planner and return its id for /papers/ID."""
    content = shift_workbook(workspace, actor, first=first, last=last)
    digest = sha256_hex(content)
    paper = papers.Paper(
        id=f"paper-{sha256_hex('shift_calendar' + digest)[:24]}", round_id=None, kind="shift_calendar",
        audience="planner", media_type=XLSX, made_at=read_now(workspace), digest=digest,
        file_name=workspace.reference.words.say("paper.shift_calendar.file", first=first.isoformat()),
    )  # fmt: skip
    with workspace.store.write() as connection:
        if papers.read_paper(connection, paper.id) is None:
            papers.save_paper(connection, paper, content)
        log_in(connection, actor, action="calendar.write", target=paper.id)
    return paper.id


def propose_calendar(workspace: Workspace, actor: Actor, *, path: Path) -> CalendarProposal:
    """Read a shift workbook and return what it would change; the days that it covers count, no others.

    Raises
    ------
    InputError
        What register.calendar_rows refuses.
    """
    from register.calendar_rows import CalendarReference, read_calendar_workbook
    from register.confined import in_child

    need(workspace, actor, *PLANNER, action="calendar.propose", target=path.name)
    office = office_of(workspace)
    with workspace.store.read() as connection:
        crews, before = teams.read_teams(connection), teams.read_calendar(connection)
    known = CalendarReference(
        teams=crews, bases=office.bases, agencies=agency_labels(workspace), columns=_columns(workspace),
        calendar=before, on=read_now(workspace).date(),
    )  # fmt: skip
    sheet = in_child(read_calendar_workbook, path.resolve(), known)
    change = compare_calendars(sheet.before, sheet.calendar)
    return CalendarProposal(first=sheet.first, last=sheet.last, change=change, issues=sheet.issues)


def confirm_calendar(workspace: Workspace, actor: Actor, *, change: CalendarChange) -> None:
    """Keep a change of the calendar, whole or not at all.

    Raises
    ------
    ConflictError
        ``office.calendar_moved`` when the calendar is another one by now.
    InputError
        ``office.shift_overlap`` where a team would work twice at once.
    """
    need(workspace, actor, *PLANNER, action="calendar.change")
    with workspace.store.write() as connection:
        crews = {team.id: team.name for team in teams.read_teams(connection)}
        try:
            after = change_calendar(teams.read_calendar(connection), change)
        except ValueError as error:
            raise ConflictError("office.calendar_moved") from error
        _check_overlaps(after.shifts, crews)
        teams.save_calendar(connection, after)
        log_in(
            connection, actor, action="calendar.change", added=len(change.added), changed=len(change.changed),
            removed=len(change.removed),
        )  # fmt: skip


def save_absence(
    workspace: Workspace, actor: Actor, *, on: date, agency: str, teams_: Sequence[str], is_absent: bool = True
) -> None:
    """Keep, or take back, that an agency cannot join some teams on a day."""
    need(workspace, actor, *PLANNER, action="calendar.absence", target=agency)
    if agency not in agency_labels(workspace):
        raise InputError("office.agency_unknown", value=agency, known=", ".join(agency_labels(workspace)))
    named = {Absence(on=on, team=team, agency=agency) for team in teams_}
    with workspace.store.write() as connection:
        calendar = teams.read_calendar(connection)
        absences = set(calendar.absences) | named if is_absent else set(calendar.absences) - named
        kept = ShiftCalendar(shifts=calendar.shifts, absences=tuple(sorted(absences)))
        teams.save_calendar(connection, kept)
        log_in(connection, actor, action="calendar.absence", target=agency)


def check_span(first: date, last: date) -> None:
    """Refuse days in the wrong order, or more than a year of them."""
    if not 0 <= (last - first).days < MAX_DAYS:
        raise InputError("office.dates", first=first.isoformat(), last=last.isoformat(), limit=MAX_DAYS)


def _free(wanted: Iterable[Shift], present: Sequence[Shift]) -> tuple[Shift, ...]:
    """Return the wanted shifts of teams that are free then; the days of those present are looked up once."""
    taken: dict[tuple[str, date], list[Shift]] = {}
    for shift in present:
        taken.setdefault((shift.team, shift.date), []).append(shift)
    ids = {shift.id for shift in present}
    return tuple(
        shift
        for shift in wanted
        if shift.id not in ids and not any(overlaps(shift, other) for other in taken.get((shift.team, shift.date), ()))
    )


def _check_overlaps(shifts: Iterable[Shift], crews: dict[str, str]) -> None:
    before: dict[str, Shift] = {}
    for shift in sorted(shifts, key=lambda s: (s.team, s.date, s.start_s)):
        last = before.get(shift.team)
        if last is not None and overlaps(last, shift):
            day = shift.date.strftime("%d/%m/%Y")
            raise InputError("office.shift_overlap", team=crews.get(shift.team, shift.team), hours=day)
        before[shift.team] = shift


def _cut(calendar: ShiftCalendar, first: date, last: date) -> ShiftCalendar:
    return ShiftCalendar(
        shifts=tuple(s for s in calendar.shifts if first <= s.date <= last),
        absences=tuple(a for a in calendar.absences if first <= a.on <= last),
    )


def _columns(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Return the headings of the workbook by field, the one that we write first."""
    import tomllib

    text = (workspace.reference.directory / "rules" / "shift_columns.toml").read_text(encoding="utf-8")
    return {field: tuple(names) for field, names in tomllib.loads(text)["columns"].items()}
