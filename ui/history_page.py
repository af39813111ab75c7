"""Kiểm tra của cơ quan khác: lists come in, each row is matched, once a year holds over all of them."""

from collections.abc import Mapping

import streamlit as st

import workflow
from documents.formatting import day_text
from domain.accounts import AccountRole
from domain.establishments import Precision
from ui.confirming import ask_first
from ui.history_parts import show_list
from ui.layout import split
from ui.session import attempt, moment, need, say, succeeds, tell, workspace
from ui.tables import show_table
from workflow.review_views import HistoryView, VisitView

MOST_SHOWN = 200


def show() -> None:
    """Show the uploader, the lists that were taken in, and the visits of a year."""
    need(AccountRole.PLANNER)
    st.title(say("history.title"))
    st.write(say("history.lead"))
    incoming, taken = split(3, 2)
    with incoming:
        show_list()
    view = attempt(workflow.read_history, year=st.session_state.get("history_year"))
    if view is None:
        return
    with taken:
        _show_imports(view)
    _show_visits(view)


def _show_imports(view: HistoryView) -> None:
    """Show every list with its way back, the newest first."""
    st.subheader(say("history.imports"))
    if not view.imports:
        st.caption(say("history.no_imports"))
    for done in reversed(view.imports):
        about, way = st.columns([3, 2], vertical_alignment="center")
        about.text(say("history.import", number=done.number, file=done.file_name, rows=done.rows, at=moment(done.at)))
        if done.undone_at is not None:
            way.caption(say("history.undone"))
        elif done.number in view.may_undo:
            ask = say("history.undo_ask", number=done.number, rows=done.rows)
            key, do = f"undo_{done.number}", say("history.undo_do")
            with way:
                ask_first(say("history.undo"), ask, do, key=key, on_click=_undo, args=(done.number,))
        else:
            way.caption(say("history.frozen"))


def _undo(number: int) -> None:
    if succeeds(workflow.undo_inspections, number=number):
        tell("history.undone_now", number=number)


def _show_visits(view: HistoryView) -> None:
    """Show one row for each visit, whichever lists have it."""
    st.subheader(say("history.visits", year=view.year))
    st.number_input(say("history.year"), 1990, 2100, view.year, step=1, key="history_year")
    agencies = workflow.agency_labels(workspace())
    if not view.visits:
        st.caption(say("history.no_visits", year=view.year))
    elif len(view.visits) > MOST_SHOWN:
        st.caption(say("history.more", shown=MOST_SHOWN, visits=len(view.visits)))
    show_table([_row(visit, agencies) for visit in view.visits[:MOST_SHOWN]])


def _row(visit: VisitView, agencies: Mapping[str, str]) -> dict[str, object]:
    by = ", ".join(agencies.get(code, code) for code in visit.agencies)
    counts = "history.own" if visit.is_own else "history.exempts" if visit.exempts else "history.exempts_not"
    return {
        say("history.column_day"): visit_day(visit),
        say("history.column_name"): visit.name,
        say("history.column_commune"): visit.commune,
        say("history.column_agency"): by,
        say("history.column_minutes"): ", ".join(visit.minutes_nos) or "–",
        say("history.column_counts"): say(counts),
    }


def visit_day(visit: VisitView) -> str:
    """Return a visit's day as exactly as it was written."""
    forms = {Precision.MONTH: f"{visit.on:%m/%Y}", Precision.YEAR: f"{visit.on:%Y}"}
    return forms.get(visit.on_precision, day_text(visit.on))
