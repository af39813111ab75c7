"""What agencies answer to their call-ups, which stops fall without them, and what would help."""

import streamlit as st

import workflow
from documents.formatting import remedy_sentences
from domain.paperwork import Reply
from ui.session import attempt, escape_markdown, say, screen_words, succeeds, tell, workspace
from ui.tables import show_table
from ui.wording import hours_text, weekday_text
from workflow.call_ups import CallUp, FallenStop
from workflow.plan_views import PlanView


def show_call_ups(plan: PlanView) -> None:
    """Show who was asked and what was answered; an answer is kept one by one."""
    st.write(say("papers.call_ups_lead"))
    asked = attempt(workflow.read_call_ups, round_id=plan.round.id, view=plan) or ()
    labels = workflow.agency_labels(workspace())
    if asked:
        _ask(plan.round.id, {(one.shift, one.agency): one for one in asked})
        _show_fallen(plan)
    show_table(
        [
            {
                say("papers.column_day"): _label(one),
                say("papers.column_agency"): labels.get(one.agency, one.agency),
                say("papers.column_reply"): say(f"papers.reply_{one.reply or 'waiting'}"),
                say("papers.column_needed"): len(one.needed_by),
            }
            for one in asked
        ]
    )


def _ask(round_id: str, asked: dict[tuple[str, str], CallUp]) -> None:
    labels = workflow.agency_labels(workspace())
    shifts = {one.shift: _label(one) for one in asked.values()}
    shift = st.selectbox(say("papers.shift"), list(shifts), format_func=shifts.__getitem__, key="call_up_shift")
    agencies = [agency for of, agency in asked if of == shift]
    agency = st.selectbox(
        say("papers.agency"), agencies, format_func=lambda code: labels.get(code, code), key="call_up_agency"
    )
    st.segmented_control(
        say("papers.reply"), list(Reply), format_func=lambda one: say(f"papers.reply_{one}"), key="call_up_reply"
    )
    st.text_input(say("papers.reply_note"), max_chars=120, key="call_up_note")
    st.button(say("papers.reply_save"), type="primary", on_click=_record, args=(round_id, asked[shift, agency]))


def _record(round_id: str, seen: CallUp) -> None:
    shift, agency = seen.shift, seen.agency
    reply = st.session_state.get("call_up_reply")
    note = str(st.session_state.get("call_up_note", ""))
    answer = {"round_id": round_id, "shift": shift, "agency": agency, "note": note}
    if reply is not None and succeeds(
        workflow.record_reply, **answer, reply=Reply(reply), seen=seen.reply
    ):  # fmt: skip
        st.session_state["call_up_note"] = ""
        tell("papers.reply_saved", agency=workflow.agency_labels(workspace()).get(agency, agency))


def _show_fallen(plan: PlanView) -> None:
    fallen = attempt(workflow.fallen_stops, round_id=plan.round.id, view=plan) or ()
    if not fallen:
        st.success(say("papers.fallen_none"))
        return
    st.warning(say("papers.fallen", count=len(fallen)))
    for one in fallen:
        st.markdown(escape_markdown(_fallen_line(one)))
        st.caption(escape_markdown(_remedies(one, plan)))


def _fallen_line(one: FallenStop) -> str:
    labels = workflow.agency_labels(workspace())
    agency = labels.get(one.call_up.agency, one.call_up.agency)
    return say("papers.fallen_stop", name=one.name, day=_label(one.call_up), agency=agency)


def _remedies(one: FallenStop, plan: PlanView) -> str:
    names = {**plan.names, **workflow.agency_labels(workspace()), **{s.team: s.team_name for s in plan.shifts}}
    told = remedy_sentences(one.why, words=screen_words(), names=names)
    return say("papers.fallen_help", remedies="; ".join(told)) if told else say("papers.fallen_no_help")


def _label(one: CallUp) -> str:
    day = weekday_text(screen_words(), one.date)
    return say("papers.call_up", day=day, hours=hours_text(one.start_s, one.end_s), team=one.team_name)
