"""Rà soát theo xã: workbooks go out to the communes, come back, and the register is counted."""

import streamlit as st

import workflow
from documents.formatting import day_text
from domain.accounts import AccountRole
from ui.layout import split
from ui.links import link_to
from ui.review_parts import show_returned
from ui.session import attempt, need, say, succeeds, tell
from ui.tables import show_table
from workflow.review_views import ReviewBoard, ReviewedCommune


def show() -> None:
    """Show how far the communes are, what goes out, what came back, and the count."""
    need(AccountRole.PLANNER)
    st.title(say("review.title"))
    board = attempt(workflow.read_review)
    if board is None or not any(commune.rows for commune in board.communes):
        st.info(say("review.empty"))
        link_to("register", "review.go_register")
        return
    progress = {"reviewed": board.reviewed, "communes": len(board.communes), "year": board.year}
    st.html(f'<p class="figure">{say("review.progress", **progress)}</p>')
    st.write(say("review.lead"))
    sent, came_back = split(1, 1)
    with sent:
        _show_sending(board)
    with came_back:
        show_returned(board)
    _show_count(board)


def _show_sending(board: ReviewBoard) -> None:
    """Show each commune with its workbook, and the button that makes them all."""
    st.subheader(say("review.send"))
    st.checkbox(say("review.with_contacts"), key="review_contacts", help=say("review.with_contacts_help"))
    st.button(say("review.write"), type="primary", on_click=_write, icon=":material/description:")
    papers = {paper.kind: paper.id for paper in board.papers}
    if "commune_reviews" in papers:
        st.link_button(say("review.zip"), f"/papers/{papers['commune_reviews']}", icon=":material/folder_zip:")
    for commune in board.communes:
        name, way = st.columns([3, 2], vertical_alignment="center")
        name.text(_state(commune))
        if paper := papers.get(f"commune_review:{commune.code}"):
            way.link_button(say("review.workbook"), f"/papers/{paper}", icon=":material/table:")


def _state(commune: ReviewedCommune) -> str:
    if commune.on is None:
        return say("review.waiting", name=commune.name, rows=commune.rows)
    return say("review.done", name=commune.name, day=day_text(commune.on), signer=commune.signer_title)


def _write() -> None:
    if succeeds(workflow.write_reviews, with_contacts=bool(st.session_state.get("review_contacts"))):
        tell("review.written")


def _show_count(board: ReviewBoard) -> None:
    """Show the count that the plan asks for, commune by type, and its workbook."""
    st.subheader(say("review.count"))
    st.caption(say("review.count_help"))
    show_table(count_rows(board))
    st.button(say("review.write_summary"), on_click=_write_summary, icon=":material/summarize:")
    for paper in board.papers:
        if paper.kind == "review_summary":
            st.link_button(say("review.summary"), f"/papers/{paper.id}", icon=":material/table:")


def count_rows(board: ReviewBoard) -> list[dict[str, object]]:
    """Return a row for each commune and one for all: what is registered of each type, then by state."""
    by_key = {(count.commune, count.type): count for count in board.counts}
    types = [code for code in board.type_labels if (None, code) in by_key]
    lines: list[tuple[str | None, str]] = [(commune.code, commune.name) for commune in board.communes]
    rows = []
    for code, name in [*lines, (None, say("review.all"))]:
        row: dict[str, object] = {say("review.column_commune"): name}
        for type_ in types:
            count = by_key.get((code, type_))
            row[board.type_labels[type_]] = count.registered if count else 0
        total = by_key.get((code, None))
        for state in ("registered", "at_work", "closed", "unverified"):
            row[say(f"review.column_{state}")] = getattr(total, state) if total else 0
        rows.append(row)
    return rows


def _write_summary() -> None:
    if succeeds(workflow.write_review_summary):
        tell("review.summary_written")
