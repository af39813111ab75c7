"""The form for a commune's meeting on regulations, and how one entered by mistake is taken back."""

import streamlit as st

import workflow
from documents.formatting import day_text
from ui.confirming import ask_first
from ui.session import attempt, say, succeeds, tell, workspace
from workflow.regulation_cover import RegulationCover


def show_meetings(view: RegulationCover) -> None:
    """Ask for a new meeting, and offer to drop one of the year."""
    # Outside the form: what may be named depends on it.
    commune = st.selectbox(
        say("deployment.commune"), list(view.communes), key="meeting_commune",
        format_func=lambda code: view.communes[code],
    )  # fmt: skip
    own = {id_: name for id_, (code, name) in view.establishments.items() if code == commune}
    today = workflow.read_now(workspace()).date()
    with st.form("meeting", enter_to_submit=False):
        st.date_input(say("deployment.on"), value=today, format="DD/MM/YYYY", key="meeting_on")
        st.multiselect(
            say("deployment.regulations"), list(view.regulations), key="meeting_regulations",
            format_func=lambda code: view.regulations[code], placeholder=say("targets.choose"),
        )  # fmt: skip
        st.number_input(say("deployment.represented"), min_value=0, step=1, key="meeting_represented")
        st.multiselect(
            say("deployment.named"), list(own), key=f"meeting_named_{commune}",
            format_func=lambda id_: f"{own[id_]} ({id_})", placeholder=say("targets.choose"),
        )  # fmt: skip
        st.number_input(say("deployment.commitments"), min_value=0, step=1, key="meeting_commitments")
        st.form_submit_button(say("deployment.record"), type="primary", on_click=_record, args=(commune,))
    if view.meetings:
        _ask_drop(view)


def _record(commune: str) -> None:
    state = st.session_state
    kept = attempt(
        workflow.record_meeting, commune=commune, on=state["meeting_on"], regulations=state["meeting_regulations"],
        represented=int(state["meeting_represented"]), named=state[f"meeting_named_{commune}"],
        commitments=int(state["meeting_commitments"]),
    )  # fmt: skip
    if kept is not None:
        tell("deployment.recorded", on=day_text(kept.on))


def _ask_drop(view: RegulationCover) -> None:
    named = {
        one.id: say(
            "deployment.meeting", on=day_text(one.on), commune=view.communes.get(one.commune.code, ""),
            represented=one.represented,
        )
        for one in view.meetings
    }  # fmt: skip
    with st.expander(say("deployment.drop")):
        st.selectbox(
            say("deployment.drop_which"), list(named), key="meeting_drop", format_func=lambda id_: named[id_]
        )  # fmt: skip
        keep = say("deployment.drop_keep")
        ask_first(keep, say("deployment.drop_ask"), keep, key="meeting_drop_keep", on_click=_drop)


def _drop() -> None:
    if succeeds(workflow.drop_meeting, meeting=st.session_state["meeting_drop"]):
        tell("deployment.dropped")
