"""The calendar of shifts as a workbook that an office fills in and sends back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from documents.formatting import day_text
from documents.workbook_sheet import HEADER_ROW, Cell, Column, add_table, make_formats
from domain.places import Base
from domain.shift_calendar import ShiftCalendar
from domain.teams import Holiday, Shift, Team
from domain.units import clock_text
from domain.words import Words

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
WIDTHS = {
    "id": 22, "date": 12, "weekday": 10, "team": 26, "start": 9, "end": 9, "agencies": 28, "absent": 18, "base": 24,
    "break_from": 9, "break_until": 9, "break_minutes": 9, "max_duty": 10, "max_stops": 10, "note": 26,
}  # fmt: skip
SPARE_ROWS = 200
"""Rows below the last one in which the lists of teams and bases are offered too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPaper:
    """Hold what the workbook is written from; ``columns`` are headings by field, the first one is ours."""

    office_name: str
    first: date
    last: date
    teams: Sequence[Team]
    bases: Sequence[Base]
    agencies: Mapping[str, str]
    calendar: ShiftCalendar
    holidays: Sequence[Holiday]
    columns: Mapping[str, Sequence[str]]
    made_at: datetime


def calendar_workbook(paper: CalendarPaper, *, words: Words) -> bytes:
    """Return the calendar as XLSX bytes; same values, same bytes. Text stays text, times are text such as 18:30."""
    buffer = BytesIO()
    book = Workbook(buffer, SAFE)
    title = words.say("documents.shifts.title", office=paper.office_name)
    book.set_properties({"title": title, "company": paper.office_name, "created": paper.made_at.replace(tzinfo=None)})
    formats = make_formats(book)
    _add_shifts(book, formats, paper, words)
    _add_lists(book, formats, paper, words)
    book.close()
    return buffer.getvalue()


def _add_shifts(book: Workbook, formats: Mapping[str, Format], paper: CalendarPaper, words: Words) -> None:
    names = {team.id: team.name for team in paper.teams}
    columns = [
        Column(heading=paper.columns[name][0], width=width, form="day" if name == "date" else "text")
        for name, width in WIDTHS.items()
    ]
    rows = [_row(shift, paper, names, words) for shift in paper.calendar.shifts]
    sheet = add_table(
        book, formats, name=words.say("documents.shifts.sheet"), columns=columns, rows=rows,
        title=words.say("documents.shifts.title", office=paper.office_name),
    )  # fmt: skip
    span = words.say("documents.shifts.span", first=day_text(paper.first), last=day_text(paper.last))
    sheet.write_string(1, 0, span, formats["note"])
    places = list(WIDTHS)
    last = HEADER_ROW + len(rows) + SPARE_ROWS
    for name, offered in (("team", list(names.values())), ("base", [base.name for base in paper.bases])):
        # Excel takes at most 255 letters for a list written out.
        if offered and len(",".join(offered)) <= 255 and not any("," in one for one in offered):
            at = places.index(name)
            sheet.data_validation(
                HEADER_ROW + 1, at, last, at, {"validate": "list", "source": offered, "error_type": "warning"}
            )


def _row(shift: Shift, paper: CalendarPaper, names: Mapping[str, str], words: Words) -> tuple[Cell, ...]:
    crew = next((team.agencies for team in paper.teams if team.id == shift.team), ())
    absent = [a.agency for a in paper.calendar.absences if (a.on, a.team) == (shift.date, shift.team)]
    base = next((base.name for base in paper.bases if base.id == shift.start_location), shift.start_location)
    pause = shift.pause
    return (
        shift.id,
        shift.date,
        words.say(f"ui.weekday.{shift.date.weekday()}"),
        names.get(shift.team, shift.team),
        clock_text(shift.start_s),
        clock_text(shift.end_s),
        _labels(shift.agencies or crew, paper),
        _labels(absent, paper),
        base,
        clock_text(pause.earliest_s) if pause else None,
        clock_text(pause.latest_s + pause.duration_s) if pause else None,
        str(pause.duration_s // 60) if pause else None,
        clock_text(shift.max_duty_s),
        None if shift.max_stops is None else str(shift.max_stops),
        _note(shift, paper, words),
    )


def _labels(agencies: Sequence[str], paper: CalendarPaper) -> str | None:
    return "; ".join(paper.agencies.get(agency, agency) for agency in agencies) or None


def _note(shift: Shift, paper: CalendarPaper, words: Words) -> str | None:
    found = next((holiday for holiday in paper.holidays if holiday.on == shift.date), None)
    return None if found is None else words.say("documents.shifts.on_holiday", name=holiday_text(found, words))


def holiday_text(holiday: Holiday, words: Words) -> str:
    """Return a holiday's name, and that it has to be checked where nobody has."""
    return holiday.name if holiday.is_checked else words.say("documents.shifts.unchecked", name=holiday.name)


def _add_lists(book: Workbook, formats: Mapping[str, Format], paper: CalendarPaper, words: Words) -> None:
    """Add what may stand in the cells, and the holidays of the time."""
    columns = [
        Column(heading=words.say("documents.shifts.list"), width=24),
        Column(heading=words.say("documents.shifts.value"), width=40),
    ]
    title = words.say("documents.shifts.lists")
    add_table(book, formats, name=title, title=title, columns=columns, rows=_lists(paper, words))


def _lists(paper: CalendarPaper, words: Words) -> Iterator[tuple[Cell, ...]]:
    for name, offered in (
        ("team", [team.name for team in paper.teams]),
        ("agencies", list(paper.agencies.values())),
        ("base", [base.name for base in paper.bases]),
    ):
        yield from ((paper.columns[name][0], value) for value in offered)
    for holiday in paper.holidays:
        yield words.say("documents.shifts.holiday"), f"{day_text(holiday.on)}: {holiday_text(holiday, words)}"
