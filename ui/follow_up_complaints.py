"""Complaints: a new one, those with their days, and the visit that verified one; there is no field for the sender."""

from collections.abc import Mapping, Sequence

import streamlit as st

import workflow
from documents.formatting import day_text
from domain.inspections import ComplaintState, Inspection
from ui.links import link_to
from ui.session import attempt, say, screen_words, succeeds, tell, workspace
from ui.tables import show_table
from workflow.complaint_rules import ComplaintClock
from workflow.complaints import ComplaintLists
from workflow.triage import ComplaintView

MOST_SHOWN = 50


def show_complaints() -> None:
    """Show the counts of the year, the forms, and every complaint by its day."""
    lists = attempt(workflow.complaint_lists)
    heard = attempt(workflow.list_complaints)
    if lists is None or heard is None:
        return
    st.html(f'<p class="figure">{_sentence(heard)}</p>')
    st.caption(say("follow_up.complaints_help"))
    with st.expander(say("follow_up.new")):
        _ask_new(lists)
    with st.expander(say("follow_up.forward")):
        _ask_forward(lists)
    link_to("triage", "follow_up.go_triage")
    labels = {one.code: one.label for one in lists.clocks}
    show_table([_row(view, labels, lists.channels) for view in _by_day(heard)[:MOST_SHOWN]])
    _ask_link([view for view in heard if view.visits])
    _show_clocks(lists)


def _sentence(heard: Sequence[ComplaintView]) -> str:
    year = workflow.read_now(workspace()).year
    own = [view for view in heard if view.complaint.received_on.year == year]
    return say(
        "follow_up.heard", year=year, heard=len(own), handled=sum(not view.complaint.is_open for view in own),
        late=sum(view.is_late for view in own),
    )  # fmt: skip


def _by_day(heard: Sequence[ComplaintView]) -> list[ComplaintView]:
    """Return the open ones first, the earliest day first; then what was handled, the newest first."""
    waiting = [view for view in heard if view.complaint.is_open]
    waiting.sort(key=lambda view: (view.complaint.due_on is None, view.complaint.due_on or view.complaint.received_on))
    return [*waiting, *(view for view in heard if not view.complaint.is_open)]


def _row(view: ComplaintView, labels: Mapping[str, str], channels: Mapping[str, str]) -> dict[str, object]:
    one = view.complaint
    words = screen_words()
    state = words.say(f"complaint_state.{one.state}")
    if one.forwarded_on:
        state = say("follow_up.forwarded", to=one.forwarded_to, on=day_text(one.forwarded_on))
    due = day_text(one.due_on) if one.due_on else "–"
    kind = [labels.get(one.kind, one.kind), channels.get(one.channel, one.channel)]
    visited = [_visit_text(visit) for visit in view.visits if visit.id == one.visit]
    return {
        say("follow_up.column_id"): one.id,
        say("follow_up.column_about"): ": ".join(part for part in (view.name, one.about) if part) or "–",
        say("follow_up.column_kind"): ", ".join(part for part in kind if part) or "–",
        say("follow_up.column_received"): day_text(one.received_on),
        say("follow_up.column_due"): say("follow_up.late", due=due) if view.is_late else due,
        say("follow_up.column_state"): "; ".join([state, *visited]),
    }


def _visit_text(visit: Inspection) -> str:
    return say("follow_up.visit", on=day_text(visit.on), minutes=visit.minutes_no or "–")


def _ask_new(lists: ComplaintLists) -> None:
    today = workflow.read_now(workspace()).date()
    kinds = {one.code: one.label for one in lists.clocks if not one.is_crime}
    places = {f"commune:{code}": name for code, name in lists.communes.items()}
    places |= {f"establishment:{id_}": f"{name} ({id_})" for id_, name in lists.establishments.items()}
    with st.form("new_complaint", clear_on_submit=True, enter_to_submit=False):
        st.selectbox(
            say("follow_up.about"), list(places), index=None, format_func=lambda key: places[key], key="new_about",
            placeholder=say("follow_up.choose"),
        )  # fmt: skip
        st.selectbox(say("follow_up.kind"), list(kinds), format_func=lambda code: kinds[code], key="new_kind")
        _ask_channel(lists, "new_channel")
        st.date_input(say("follow_up.received_on"), value=today, format="DD/MM/YYYY", key="new_on")
        st.text_area(say("follow_up.text"), key="new_text", max_chars=500, help=say("follow_up.text_help"))
        st.form_submit_button(say("follow_up.record"), type="primary", on_click=_record)


def _ask_channel(lists: ComplaintLists, key: str) -> None:
    channels = lists.channels
    st.selectbox(say("follow_up.channel"), list(channels), format_func=lambda code: channels[code], key=key)


def _record() -> None:
    state = st.session_state
    subject, _, id_ = (state["new_about"] or "").partition(":")
    target = {"establishment_id": id_} if subject == "establishment" else {"commune": id_}
    kept = attempt(
        workflow.record_complaint, kind=state["new_kind"], channel=state["new_channel"], received_on=state["new_on"],
        about=state["new_text"], **target,
    )  # fmt: skip
    if kept is not None:
        tell("follow_up.recorded", id=kept.id, due=day_text(kept.due_on) if kept.due_on else "–")


def _ask_forward(lists: ComplaintLists) -> None:
    today = workflow.read_now(workspace()).date()
    kinds = {one.code: one.label for one in lists.clocks if one.is_crime}
    st.caption(say("follow_up.forward_help"))
    with st.form("forward_complaint", clear_on_submit=True, enter_to_submit=False):
        st.selectbox(say("follow_up.kind"), list(kinds), format_func=lambda code: kinds[code], key="forward_kind")
        _ask_channel(lists, "forward_channel")
        st.date_input(say("follow_up.received_on"), value=today, format="DD/MM/YYYY", key="forward_received")
        st.text_input(say("follow_up.forward_to"), key="forward_to", max_chars=120)
        st.date_input(say("follow_up.forward_on"), value=today, format="DD/MM/YYYY", key="forward_on")
        st.form_submit_button(say("follow_up.forward_keep"), type="primary", on_click=_forward)


def _forward() -> None:
    state = st.session_state
    kept = attempt(
        workflow.record_forwarded, kind=state["forward_kind"], channel=state["forward_channel"],
        received_on=state["forward_received"], to=state["forward_to"], on=state["forward_on"],
    )  # fmt: skip
    if kept is not None:
        tell("follow_up.forwarded_kept", id=kept.id)


def _ask_link(linkable: Sequence[ComplaintView]) -> None:
    """Ask which visit verified a complaint, where its establishment was visited since."""
    if not linkable:
        return
    with st.expander(say("follow_up.link")):
        views = {view.complaint.id: view for view in linkable}
        names = {id_: f"{id_} · {view.name}" for id_, view in views.items()}
        chosen = st.selectbox(say("follow_up.which"), list(names), format_func=lambda id_: names[id_], key="link_which")
        visits = {one.id: _visit_text(one) for one in views[chosen].visits}
        st.selectbox(say("follow_up.which_visit"), list(visits), format_func=lambda id_: visits[id_], key="link_visit")
        outcomes = [ComplaintState.VERIFIED, ComplaintState.DISMISSED]
        words = screen_words()
        st.segmented_control(
            say("follow_up.outcome"), outcomes, default=outcomes[0], key="link_state", required=True,
            format_func=lambda state: words.say(f"complaint_state.{state}"),
        )  # fmt: skip
        st.button(say("follow_up.link_keep"), key="link_keep", on_click=_link, args=(views,))


def _link(views: Mapping[str, ComplaintView]) -> None:
    state = st.session_state
    linked = succeeds(
        workflow.link_visit, complaint=state["link_which"], inspection=state["link_visit"], state=state["link_state"],
        seen=views[state["link_which"]].complaint,
    )  # fmt: skip
    if linked:
        tell("follow_up.linked", id=state["link_which"])


def _show_clocks(lists: ComplaintLists) -> None:
    """Show from where each clock comes; what nobody has checked says so."""
    with st.expander(say("follow_up.clocks")):
        show_table([_clock_row(one) for one in lists.clocks])


def _clock_row(one: ComplaintClock) -> dict[str, object]:
    return {
        say("follow_up.kind"): one.label,
        say("follow_up.column_due"): say(
            "follow_up.days_working" if one.is_working else "follow_up.days", days=one.days
        ),
        say("follow_up.column_source"): one.source,
        say("follow_up.column_checked"): say("follow_up.checked" if one.is_checked else "follow_up.unchecked"),
    }
