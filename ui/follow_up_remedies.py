"""Remedies by their day: overdue, still to come, closed; closing one asks for its paper."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

import workflow
from documents.formatting import day_text
from domain.inspections import RemedyState
from ui.session import attempt, escape_markdown, say, screen_words, succeeds, tell, workspace
from ui.tables import show_table
from ui.wording import marked, percent_text
from workflow.remedies import RemediesView, RemedyView

MOST_SHOWN = 50


def show_remedies() -> None:
    """Show how many findings were handled, and every remedy with what may be done about it."""
    view = attempt(workflow.list_remedies)
    if view is None:
        return
    st.html(f'<p class="figure">{_sentence(view)}</p>')
    st.caption(say("follow_up.remedies_help"))
    groups = {
        "overdue": [one for one in view.remedies if one.is_overdue],
        "due": [one for one in view.remedies if not one.is_overdue and one.remedy.state is RemedyState.OPEN],
        "closed": [one for one in view.remedies if one.remedy.state is RemedyState.DONE],
    }
    for name, remedies in groups.items():
        _show_group(name, remedies, today=view.on)
    if not view.remedies:
        st.info(say("follow_up.no_remedies"))


def _sentence(view: RemediesView) -> str:
    if not view.findings:
        return say("follow_up.no_findings", year=view.on.year)
    return say(
        "follow_up.findings", year=view.on.year, findings=view.findings, handled=view.handled,
        percent=marked(screen_words(), percent_text(view.handled, view.findings)), remedied=view.remedied,
    )  # fmt: skip


def _show_group(name: str, remedies: Sequence[RemedyView], *, today: date) -> None:
    if not remedies:
        return
    st.subheader(say(f"follow_up.group_{name}", count=len(remedies)))
    if name == "closed":
        show_table([_closed_row(one) for one in remedies[-MOST_SHOWN:]])
    for one in remedies[:MOST_SHOWN] if name != "closed" else ():
        _show_open(one, today=today)
    if len(remedies) > MOST_SHOWN:
        st.caption(say("follow_up.more", count=len(remedies) - MOST_SHOWN))
    if name == "closed":
        _ask_reopen(remedies[-MOST_SHOWN:])


def _show_open(view: RemedyView, *, today: date) -> None:
    remedy = view.remedy
    key = f"{remedy.inspection_id}_{remedy.code}"
    with st.container(border=True):
        about, way = st.columns([4, 1], vertical_alignment="center")
        about.markdown(f"**{escape_markdown(view.name)}** · {escape_markdown(view.finding)}")
        due = day_text(remedy.due_on) if remedy.due_on else "–"
        sentence = say("follow_up.remedy", due=due, on=day_text(view.on), minutes=view.minutes_no or "–")
        about.caption(escape_markdown(f"{sentence} · {_action(remedy.action)}"))
        with way.popover(say("follow_up.close"), key=f"close_{key}"):
            st.date_input(say("follow_up.remedied_on"), value=today, format="DD/MM/YYYY", key=f"on_{key}")
            st.text_input(say("follow_up.document"), key=f"document_{key}", max_chars=120)
            arguments = (remedy.inspection_id, remedy.code, key)
            st.button(say("follow_up.keep"), key=f"keep_{key}", type="primary", on_click=_close, args=arguments)


def _action(code: str) -> str:
    labels = {rule.code: rule.label for rule in workspace().reference.field_rules.actions}
    return labels.get(code, code) or say("follow_up.undecided")


def _close(inspection: str, code: str, key: str) -> None:
    on, document = st.session_state[f"on_{key}"], st.session_state[f"document_{key}"]
    if succeeds(workflow.close_remedy, inspection=inspection, code=code, remedied_on=on, document=document):
        tell("follow_up.closed")


def _closed_row(view: RemedyView) -> dict[str, object]:
    remedy = view.remedy
    return {
        say("follow_up.column_name"): view.name,
        say("follow_up.column_finding"): view.finding,
        say("follow_up.column_due"): day_text(remedy.due_on) if remedy.due_on else "–",
        say("follow_up.column_remedied"): day_text(remedy.remedied_on) if remedy.remedied_on else "–",
        say("follow_up.column_document"): remedy.document or "–",
    }


def _ask_reopen(remedies: Sequence[RemedyView]) -> None:
    with st.popover(say("follow_up.reopen"), key="reopen"):
        names = {(one.remedy.inspection_id, one.remedy.code): f"{one.name} – {one.finding}" for one in remedies}
        st.selectbox(say("follow_up.which"), list(names), format_func=lambda key: names[key], key="reopen_which")
        st.text_input(say("follow_up.reason"), key="reopen_reason", max_chars=200)
        st.button(say("follow_up.reopen_keep"), key="reopen_keep", on_click=_reopen)


def _reopen() -> None:
    inspection, code = st.session_state["reopen_which"]
    reason = st.session_state["reopen_reason"]
    if succeeds(workflow.reopen_remedy, inspection=inspection, code=code, reason=reason):
        tell("follow_up.reopened")
