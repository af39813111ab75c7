"""What the calendar is made from: the weekly pattern, absent agencies, the office's own holidays."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import streamlit as st

import workflow
from documents.formatting import day_text
from documents.shift_calendar import holiday_text
from domain.errors import InputError
from domain.shift_calendar import Absence, WeeklyShift
from domain.teams import Break, Holiday
from domain.units import DAY_S, clock_text
from ui.meanwhile import seen_of, start_of, warn_changed
from ui.office_parts import codes_of, editor_key, keep, number, save_button, text
from ui.session import attempt, say, screen_words, show_notice, workspace
from ui.tables import show_table
from workflow.office_checks import DEFAULT_DUTY_S
from workflow.office_fields import Fields
from workflow.setting_up import OfficeView
from workflow.shift_calendar import CalendarView

COLUMNS = ("team", "weekday", "from", "until", "stops", "break_from", "break_until", "break_minutes")
NUMBERS = ("stops", "break_minutes")
BLANK = {name: None if name in NUMBERS else "" for name in COLUMNS}


def show_pattern(view: OfficeView) -> None:
    """Show the shifts of a week as a table to edit."""
    st.subheader(say("office.pattern"))
    st.caption(say("office.pattern_help"))
    start = start_of("weekly", view.weekly)
    warn_changed("weekly", view.weekly)
    names = {team.id: team.name for team in view.teams}
    days = {number_: say(f"weekday.{number_}") for number_ in range(7)}
    clock = say("office.clock_hint")
    edited = st.data_editor(
        [_pattern_row(one, names, days) for one in start] or [BLANK], key=editor_key("weekly"),
        height="content", placeholder="",
        num_rows="dynamic", width="stretch", hide_index=True,
        column_config={
            "team": st.column_config.SelectboxColumn(say("office.team"), options=list(names.values())),
            "weekday": st.column_config.SelectboxColumn(say("office.weekday"), options=list(days.values())),
            "from": st.column_config.TextColumn(say("office.from_hour"), help=clock),
            "until": st.column_config.TextColumn(say("office.until_hour"), help=clock),
            "stops": st.column_config.NumberColumn(say("office.max_stops"), min_value=1, max_value=50, step=1),
            "break_from": st.column_config.TextColumn(say("office.break_from"), help=clock),
            "break_until": st.column_config.TextColumn(say("office.break_until"), help=clock),
            "break_minutes": st.column_config.NumberColumn(say("office.break_minutes"), min_value=5, max_value=240),
        },
    )  # fmt: skip
    if st.button(say("office.save"), key="office_save_weekly", type="primary"):
        pattern = attempt(lambda *_: pattern_from_rows(edited, start, codes_of(names), codes_of(days)))
        if pattern is None:
            show_notice()
        else:
            keep("weekly", workflow.save_weekly, pattern=pattern, seen=seen_of("weekly"))


def _pattern_row(one: WeeklyShift, names: Mapping[str, str], days: Mapping[int, str]) -> dict[str, Any]:
    pause = one.pause
    return {
        "team": names.get(one.team, one.team),
        "weekday": days[one.weekday],
        "from": clock_text(one.start_s),
        "until": clock_text(one.end_s),
        "stops": one.max_stops,
        "break_from": clock_text(pause.earliest_s) if pause else "",
        "break_until": clock_text(pause.latest_s + pause.duration_s) if pause else "",
        "break_minutes": pause.duration_s // 60 if pause else None,
    }


def pattern_from_rows(
    rows: Sequence[dict[str, Any]],
    known: Sequence[WeeklyShift],
    teams: Mapping[str, str],
    days: Mapping[str, Any],
) -> tuple[WeeklyShift, ...]:
    """Return the pattern that an edited table says; the longest working time of a shift that was there stays.

    Raises
    ------
    InputError
        ``office.need_clock``, ``office.pattern_row``.
    """
    duty_s = {(one.team, one.weekday, one.start_s, one.end_s): one.max_duty_s for one in known}
    pattern = []
    for at, row in enumerate(rows, start=1):
        if not any(text(row, name) for name in ("team", "weekday", "from", "until")):
            continue
        team, weekday = teams.get(text(row, "team")), days.get(text(row, "weekday"))
        if team is None or weekday is None:
            raise InputError("office.pattern_row", row=at)
        start_s, end_s = (_clock_s(row, name, at) for name in ("from", "until"))
        end_s += DAY_S if end_s <= start_s else 0
        stops = number(row, "stops", 0)
        pattern.append(
            WeeklyShift(
                team=team,
                weekday=weekday,
                start_s=start_s,
                end_s=end_s,
                pause=_pause(row, at),
                max_duty_s=duty_s.get((team, weekday, start_s, end_s), min(DEFAULT_DUTY_S, end_s - start_s)),
                max_stops=int(stops) or None,
            )
        )
    return tuple(pattern)


def _pause(row: dict[str, Any], at: int) -> Break | None:
    if not text(row, "break_from") and not text(row, "break_until"):
        return None
    duration_s = 60 * int(number(row, "break_minutes", 0))
    if duration_s <= 0:
        raise InputError("office.pattern_row", row=at)
    latest_s = _clock_s(row, "break_until", at) - duration_s
    return Break(earliest_s=_clock_s(row, "break_from", at), latest_s=latest_s, duration_s=duration_s)


def _clock_s(row: dict[str, Any], name: str, at: int) -> int:
    return Fields({name: text(row, name)}, say("office.row", row=at)).clock_s(name)


def show_absences(calendar: CalendarView) -> None:
    """Show who is absent in these weeks, and let the planner add or take back one."""
    st.subheader(say("office.absences"))
    labels, names = workflow.agency_labels(workspace()), {team.id: team.name for team in calendar.teams}
    rows = [_absence_row(absence, labels, names) for absence in calendar.calendar.absences]
    show_table(rows)
    with st.popover(say("office.change_absence")):
        on = st.date_input(say("office.day"), value=calendar.first, format="DD/MM/YYYY", key="office_absent_on")
        agency = st.selectbox(say("office.agency"), list(labels), format_func=lambda code: labels[code])
        calling = [team.id for team in calendar.teams if agency in team.agencies]
        teams = st.multiselect(
            say("office.teams"), list(names), default=calling, key=f"office_absent_{agency}",
            format_func=lambda code: names[code], placeholder=say("office.choose"),
        )  # fmt: skip
        arguments: dict[str, Any] = {"on": on, "agency": agency, "teams_": tuple(teams)}
        if st.button(say("office.is_absent"), type="primary", disabled=not teams):
            keep("absence", workflow.save_absence, **arguments, is_absent=True)
        if st.button(say("office.is_present"), disabled=not teams):
            keep("absence", workflow.save_absence, **arguments, is_absent=False)


def _absence_row(absence: Absence, labels: Mapping[str, str], names: Mapping[str, str]) -> dict[str, object]:
    return {
        say("office.day"): day_text(absence.on),
        say("office.agency"): labels.get(absence.agency, absence.agency),
        say("office.team"): names.get(absence.team, absence.team),
    }


def show_holidays(view: OfficeView, calendar: CalendarView) -> None:
    """Show the coming holidays, and the office's own ones to edit."""
    st.subheader(say("office.holidays"))
    st.caption(say("office.holidays_help"))
    words = screen_words()
    until = calendar.first + timedelta(days=365)
    coming = [holiday for holiday in workflow.holidays_of(workspace()) if calendar.first <= holiday.on <= until]
    with st.expander(say("office.holidays_coming", count=len(coming))):
        show_table([{say("office.day"): day_text(h.on), say("office.holiday"): holiday_text(h, words)} for h in coming])
    start = start_of("holidays", view.own_holidays)
    warn_changed("holidays", view.own_holidays)
    rows = [{"on": holiday.on, "name": holiday.name} for holiday in start]
    edited = st.data_editor(
        rows or [{"on": None, "name": ""}], key=editor_key("holidays"), placeholder="",
        num_rows="dynamic", width="stretch",
        hide_index=True,
        column_config={
            "on": st.column_config.DateColumn(say("office.day"), format="DD/MM/YYYY"),
            "name": st.column_config.TextColumn(say("office.holiday")),
        },
    )  # fmt: skip
    holidays = tuple(
        Holiday(on=row["on"], name=text(row, "name"), is_checked=True)
        for row in edited
        if isinstance(row.get("on"), date)
    )
    save_button("holidays", workflow.save_holidays, holidays=holidays)
