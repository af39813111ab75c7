"""The papers of a sealed plan's shifts: written by a worker, listed shift by shift, what was replaced apart."""

from collections.abc import Iterable
from html import escape

import streamlit as st

import workflow
from ui.job_progress import begin, is_busy, show_progress
from ui.session import attempt, say, screen_words
from ui.wording import hours_text, weekday_text
from workflow.sheet_papers import SheetPapersView
from workflow.views import PaperView

JOB = "write_sheets"
UNLOCKED = "open_route_sheet"


def show_sheet_papers(round_id: str) -> None:
    """Show the button that writes them, how far it has come, and what there is."""
    st.subheader(say("sheets.title"))
    st.write(say("sheets.about"))
    if show_progress(JOB):
        st.rerun()
    folder = attempt(workflow.read_sheet_papers, round_id=round_id)
    if folder is None:
        return
    _ask(round_id)
    if any(shift.papers for shift in folder.shifts):
        st.html(_table(folder.shifts))
    if any(paper.kind == UNLOCKED for shift in folder.shifts for paper in shift.papers):
        st.warning(say("sheets.unlocked_results"))
    if folder.out_of_force:
        with st.expander(say("sheets.out_of_force", count=len(folder.out_of_force))):
            st.caption(say("sheets.out_of_force_about"))
            st.html(f"<p>{' · '.join(_link(paper, paper.file_name) for paper in folder.out_of_force)}</p>")


def _ask(round_id: str) -> None:
    is_unlocked = st.checkbox(say("sheets.unlocked"), key="sheets_unlocked")
    if is_unlocked:
        st.warning(say("sheets.unlocked_about"))
    st.button(
        say("sheets.write"), type="primary", disabled=is_busy(JOB), on_click=begin,
        args=(JOB, {"round": round_id, "open": int(is_unlocked)}),
    )  # fmt: skip


def _table(shifts: Iterable[SheetPapersView]) -> str:
    """Return a table of shifts and links; every value is escaped."""
    words = screen_words()
    head = "".join(f"<th>{escape(say(f'sheets.column_{name}'))}</th>" for name in ("shift", "files"))
    rows = []
    for shift in shifts:
        view = shift.sheet
        when = f"{weekday_text(words, view.date)} {hours_text(view.start_s, view.end_s)}"
        links = " · ".join(_link(paper, say(f"sheets.kind_{paper.kind}")) for paper in shift.papers)
        files = links or escape(say("sheets.none_yet"))
        rows.append(f"<tr><th>{escape(when)}<br><small>{escape(view.team_name)}</small></th><td>{files}</td></tr>")
    return f'<table class="table"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _link(paper: PaperView, label: str) -> str:
    size = say("sheets.size", size=max(1, paper.size // 1024))
    return f'<a href="/papers/{escape(paper.id)}" target="_blank" rel="noopener">{escape(label)}</a> {escape(size)}'
