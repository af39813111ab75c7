"""Phản ánh: what was heard of an establishment, how it was triaged, by whom, and who agreed; never who sent it."""

import streamlit as st

import workflow
from documents.formatting import day_text
from domain.accounts import AccountRole
from domain.inspections import Complaint, ComplaintState
from ui.links import link_to
from ui.session import attempt, need, say, screen_words, succeeds, tell
from workflow.triage import ComplaintView

MOST_SHOWN = 50


def show() -> None:
    """Show every complaint with its triage, those that wait for a second account first."""
    need(AccountRole.PLANNER)
    st.title(say("triage.title"))
    st.write(say("triage.lead"))
    link_to("follow_up", "triage.go_follow")
    heard = [one for one in attempt(workflow.list_complaints) or () if one.complaint.forwarded_on is None]
    if not heard:
        st.info(say("triage.empty"))
    for view in sorted(heard, key=lambda one: not one.complaint.waits)[:MOST_SHOWN]:
        _show_one(view)


def _show_one(view: ComplaintView) -> None:
    one = view.complaint
    with st.container(border=True):
        st.text(say("triage.row", id=one.id, name=view.name, day=day_text(one.received_on)))
        lines = [one.about] if one.about else []
        lines += [say("triage.state", state=_state(one.state))]
        lines += [say("triage.due", day=day_text(one.due_on))] if one.due_on else []
        lines += [say("triage.ground", ground=one.ground)] if one.ground else []
        lines += [say("triage.by", account=one.triaged_by)] if one.triaged_by else []
        lines += [say("triage.confirmed", account=one.confirmed_by)] if one.confirmed_by else []
        st.text("\n".join(lines))
        if one.waits:
            st.warning(say("triage.waits"))
        if view.may_confirm:
            st.button(say("triage.confirm"), key=f"confirm_{one.id}", on_click=_confirm, args=(one.id,), type="primary")
        with st.popover(say("triage.change"), key=f"change_{one.id}"):
            states: list[ComplaintState] = [state for state in ComplaintState if state is not ComplaintState.FORWARDED]
            st.selectbox(
                say("triage.choose"), states, index=states.index(one.state), format_func=_state, key=f"state_{one.id}"
            )
            st.text_input(say("triage.ask_ground"), value=one.ground, key=f"ground_{one.id}", max_chars=200)
            st.button(say("triage.keep"), key=f"keep_{one.id}", on_click=_keep, args=(one,))


def _state(state: ComplaintState) -> str:
    return screen_words().say(f"complaint_state.{state}")


def _keep(seen: Complaint) -> None:
    state, ground = st.session_state[f"state_{seen.id}"], st.session_state[f"ground_{seen.id}"]
    if succeeds(workflow.triage_complaint, complaint=seen.id, state=state, ground=ground, seen=seen):
        tell("triage.kept", id=seen.id)


def _confirm(complaint: str) -> None:
    if succeeds(workflow.confirm_clear_sign, complaint=complaint):
        tell("triage.agreed", id=complaint)
