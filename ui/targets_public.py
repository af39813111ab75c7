"""The public plan of the newest round: written here, read by leaders, published by the office itself."""

import streamlit as st

import workflow
from ui.session import attempt, moment, quietly, say, succeeds, tell
from workflow.targets import TargetsView


def show_public(_: TargetsView) -> None:
    """Show the public plans that were written, and write the newest round's."""
    st.caption(say("targets.public_help"))
    plan = quietly(workflow.read_plan)
    if plan is None:
        st.info(say("targets.public_none"))
        return
    st.button(say("targets.public_write"), key="public_write", on_click=_write, args=(plan.round.id,))
    for paper in attempt(workflow.list_public_plans) or ():
        st.link_button(paper.file_name, f"/papers/{paper.id}", icon=":material/description:")
        st.caption(moment(paper.made_at))


def _write(round_id: str) -> None:
    if succeeds(workflow.write_public_plan, round_id=round_id):
        tell("targets.public_written")
