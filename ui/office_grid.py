"""A week of the calendar as a table: a row a team, a column a day, holidays and absences marked in words."""

from collections.abc import Mapping
from datetime import date, timedelta
from html import escape

from documents.shift_calendar import holiday_text
from domain.teams import Shift
from domain.words import Words
from ui.wording import hours_text
from workflow.shift_calendar import CalendarView


def week_html(calendar: CalendarView, monday: date, *, words: Words, agencies: Mapping[str, str]) -> str:
    """Return one week; every name is escaped.

    Parameters
    ----------
    monday
        First day of the week.
    agencies
        Codes of agencies to their names.
    """
    days = [monday + timedelta(days=n) for n in range(7)]
    title = words.say("ui.office.week", first=f"{days[0]:%d/%m}", last=f"{days[-1]:%d/%m/%Y}")
    head = "".join(_head(calendar, day, words) for day in days)
    rows = "".join(
        f'<tr><th scope="row">{escape(team.name)}</th>'
        + "".join(_cell(calendar, team.id, day, words, agencies) for day in days)
        + "</tr>"
        for team in calendar.teams
    )
    return (
        f'<table class="table weeks"><caption>{escape(title)}</caption><thead><tr>'
        f'<th scope="col">{escape(words.say("ui.office.team"))}</th>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _head(calendar: CalendarView, day: date, words: Words) -> str:
    name = words.say(f"ui.weekday.{day.weekday()}")
    found = next((holiday for holiday in calendar.holidays if holiday.on == day), None)
    note = "" if found is None else f"<small>{escape(holiday_text(found, words))}</small>"
    return f'<th scope="col"{_mark(found is not None)}>{escape(name)} {day:%d/%m}{note}</th>'


def _cell(calendar: CalendarView, team: str, day: date, words: Words, agencies: Mapping[str, str]) -> str:
    shifts = [shift for shift in calendar.calendar.shifts if (shift.team, shift.date) == (team, day)]
    is_holiday = any(holiday.on == day for holiday in calendar.holidays)
    text = "".join(_shift(shift, calendar, words, agencies, is_holiday=is_holiday) for shift in shifts)
    return f"<td{_mark(is_holiday)}>{text}</td>"


def _shift(shift: Shift, calendar: CalendarView, words: Words, agencies: Mapping[str, str], *, is_holiday: bool) -> str:
    """Return a shift's hours, and in words what a plan will not count on."""
    hours = escape(hours_text(shift.start_s, shift.end_s))
    absent = [a.agency for a in calendar.calendar.absences if (a.on, a.team) == (shift.date, shift.team)]
    if is_holiday or all(kept.id != shift.id for kept in calendar.working):
        key = "on_holiday" if is_holiday else "nobody"
        return f"<div><s>{hours}</s><small>{escape(words.say(f'ui.office.{key}'))}</small></div>"
    missing = ", ".join(agencies.get(agency, agency) for agency in absent)
    note = f"<small>{escape(words.say('ui.office.absent', agencies=missing))}</small>" if absent else ""
    return f"<div><b>{hours}</b>{note}</div>"


def _mark(is_holiday: bool) -> str:
    return ' class="holiday"' if is_holiday else ""
