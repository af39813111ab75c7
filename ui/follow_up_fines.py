"""Amounts of fines by their decisions, entered where a finding was fined; reports add them up."""

import streamlit as st

import workflow
from documents.formatting import day_text
from ui.session import attempt, say, succeeds, tell
from ui.tables import show_table
from workflow.fines import MOST_DONG, FineView


def show_fines() -> None:
    """Show this year's fined findings, and ask for the amount of one."""
    fines = attempt(workflow.list_fines) or ()
    st.caption(say("fines.help"))
    if not fines:
        st.info(say("fines.none"))
        return
    known = {f"{one.inspection}|{one.code}": one for one in fines}
    with st.form("fine", enter_to_submit=False, clear_on_submit=True):
        st.selectbox(say("fines.which"), list(known), format_func=lambda key: _label(known[key]), key="fine_which")
        st.number_input(say("fines.amount"), min_value=0, max_value=MOST_DONG, step=1000, key="fine_amount")
        st.text_input(say("fines.decision"), max_chars=120, key="fine_decision")
        st.form_submit_button(say("fines.keep"), type="primary", on_click=_record)
    show_table([_row(one) for one in fines])


def _record() -> None:
    state = st.session_state
    inspection, _, code = str(state["fine_which"]).rpartition("|")
    amount = int(state["fine_amount"]) or None
    decision = str(state["fine_decision"])
    if succeeds(workflow.record_fine, inspection=inspection, code=code, fine_dong=amount, decision_no=decision):
        tell("fines.kept")


def _label(one: FineView) -> str:
    return say("fines.finding", name=one.name, finding=one.finding, on=day_text(one.on))


def _row(one: FineView) -> dict[str, object]:
    amount = "–" if one.fine_dong is None else f"{one.fine_dong:,}".replace(",", ".")
    return {
        say("fines.column_name"): one.name, say("fines.column_finding"): one.finding,
        say("fines.column_on"): day_text(one.on), say("fines.column_amount"): amount,
    }  # fmt: skip
