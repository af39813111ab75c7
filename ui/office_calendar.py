"""The office page's calendar: the weeks as a grid, made from the pattern, out to a workbook and back."""

from datetime import date, timedelta

import streamlit as st

import workflow
from documents.formatting import day_text
from domain.accounts import AccountRole
from domain.issues import Issue
from domain.shift_calendar import CalendarChange
from domain.teams import Shift
from ui.layout import split
from ui.meanwhile import round_of
from ui.office_files import kept_file
from ui.office_grid import week_html
from ui.office_parts import keep
from ui.office_pattern import show_absences, show_holidays, show_pattern
from ui.session import attempt, need, say, screen_words, show_notice, tell, workspace
from ui.tables import show_table
from ui.wording import coded, hours_text, weekday_text
from workflow.setting_up import OfficeView
from workflow.shift_calendar import CalendarProposal, CalendarView

WEEKS = 4
SHEETS = ("xlsx", "xls", "csv")


def show_calendar(view: OfficeView) -> None:
    """Show four weeks, and every way to change them."""
    need(AccountRole.PLANNER)
    if not view.teams:
        st.info(say("office.calendar_needs_team"))
        return
    first, last = _ask_span()
    calendar = attempt(workflow.read_calendar, first=first, last=last)
    if calendar is None:
        show_notice()
        return
    _show_weeks(calendar)
    left, right = split(1, 1, name="calendar")
    with left:
        _show_generation(view, calendar)
        _show_workbook(calendar)
    with right:
        show_absences(calendar)
        show_holidays(view, calendar)
    show_pattern(view)


def _ask_span() -> tuple[date, date]:
    today = workflow.read_now(workspace()).date()
    monday = today - timedelta(days=today.weekday())
    asked = st.date_input(say("office.from_week"), value=monday, format="DD/MM/YYYY", key="office_week", width=220)
    first = asked - timedelta(days=asked.weekday())
    return first, first + timedelta(days=7 * WEEKS - 1)


def _show_weeks(calendar: CalendarView) -> None:
    if not calendar.calendar.shifts:
        st.info(say("office.no_shifts"))
    words = screen_words()
    labels = workflow.agency_labels(workspace())
    weeks = range((calendar.last - calendar.first).days // 7 + 1)
    mondays = [calendar.first + timedelta(days=7 * week) for week in weeks]
    st.html("".join(week_html(calendar, monday, words=words, agencies=labels) for monday in mondays))
    waiting = [holiday for holiday in calendar.holidays if not holiday.is_checked]
    if waiting:
        days = ", ".join(f"{day_text(holiday.on)} ({holiday.name})" for holiday in waiting)
        st.caption(say("office.holidays_unchecked", days=days))


def _show_generation(view: OfficeView, calendar: CalendarView) -> None:
    st.subheader(say("office.generate_title"))
    st.caption(say("office.generate_help"))
    first, last = st.columns(2)
    starts = first.date_input(say("office.from"), value=calendar.first, format="DD/MM/YYYY", key="office_from")
    ends = last.date_input(say("office.until"), value=calendar.last, format="DD/MM/YYYY", key="office_until")
    if st.button(say("office.generate"), type="primary", disabled=not view.weekly):
        added = attempt(workflow.generate_shifts, first=starts, last=ends)
        if added is not None:
            tell("office.generated", shifts=len(added), first=day_text(starts), last=day_text(ends))
        st.rerun()


def _show_workbook(calendar: CalendarView) -> None:
    """Hand the weeks out as a workbook; what comes back is a difference to be confirmed."""
    st.subheader(say("office.workbook"))
    st.caption(say("office.workbook_help"))
    _show_download(calendar)
    upload = st.file_uploader(say("office.upload"), type=SHEETS, key=f"office_sheet_{_upload_round()}")
    if upload is None:
        return
    with kept_file(upload.name, upload.getvalue(), suffixes=SHEETS) as path:
        proposal = attempt(workflow.propose_calendar, path=path)
    if proposal is None:
        show_notice()
    else:
        _show_proposal(proposal)


def _show_download(calendar: CalendarView) -> None:
    """Show the button that writes the workbook, and once it is written the link to it."""
    if st.button(say("office.write"), icon=":material/description:"):
        paper = attempt(workflow.keep_shift_workbook, first=calendar.first, last=calendar.last)
        if paper is None:
            show_notice()
        else:
            st.session_state["office_paper"] = (calendar.first, paper)
    written, paper = st.session_state.get("office_paper", (None, ""))
    if written == calendar.first:
        st.link_button(say("office.download"), f"/papers/{paper}", icon=":material/download:")


def _upload_round() -> int:
    return round_of("workbook")


def _show_proposal(proposal: CalendarProposal) -> None:
    change = proposal.change
    counts = {"added": len(change.added), "changed": len(change.changed), "removed": len(change.removed)}
    absences = len(change.absences_added) + len(change.absences_removed)
    st.write(say("office.proposal", **counts, absences=absences))
    if proposal.issues:
        st.warning(say("office.proposal_issues", count=len(proposal.issues)))
        show_table([_issue_row(issue) for issue in proposal.issues])
    rows = change_rows(change)
    with st.container(height=320 if len(rows) > 6 else "content"):
        show_table(rows)
    if change.is_empty:
        st.info(say("office.proposal_empty"))
    elif st.button(say("office.confirm_change"), key="office_confirm", type="primary"):
        keep("workbook", workflow.confirm_calendar, change=change)


def _issue_row(issue: Issue) -> dict[str, object]:
    words = screen_words()
    cell = {"sheet": issue.sheet, "row": issue.row, "column": issue.column, "value": issue.value}
    return {
        say("office.column_issue"): coded(words, "issue", issue.code, cell),
        say("office.column_remedy"): coded(words, "remedy", issue.code, cell),
    }


def change_rows(change: CalendarChange) -> list[dict[str, object]]:
    """Return one row for each thing that a change does."""
    rows = [_change_row("added", shift) for shift in change.added]
    rows += [_change_row("changed", after, before) for before, after in change.changed]
    rows += [_change_row("removed", shift) for shift in change.removed]
    labels = workflow.agency_labels(workspace())
    for key, absences in (("absent", change.absences_added), ("present", change.absences_removed)):
        rows += [
            {
                say("office.column_what"): say(f"office.change_{key}"),
                say("office.team"): _team_name(absence.team),
                say("office.column_when"): day_text(absence.on),
                say("office.column_detail"): labels.get(absence.agency, absence.agency),
            }
            for absence in absences
        ]
    return rows


def _change_row(key: str, shift: Shift, before: Shift | None = None) -> dict[str, object]:
    return {
        say("office.column_what"): say(f"office.change_{key}"),
        say("office.team"): _team_name(shift.team),
        say("office.column_when"): weekday_text(screen_words(), shift.date),
        say("office.column_detail"): _detail(shift)
        if before is None
        else say("office.before_after", before=_detail(before), after=_detail(shift)),
    }


def _detail(shift: Shift) -> str:
    labels = workflow.agency_labels(workspace())
    agencies = ", ".join(labels.get(agency, agency) for agency in shift.agencies)
    return f"{day_text(shift.date)} {hours_text(shift.start_s, shift.end_s)} {agencies}".strip()


def _team_name(team_id: str) -> str:
    teams = attempt(workflow.read_teams) or ()
    return next((team.name for team in teams if team.id == team_id), team_id)
