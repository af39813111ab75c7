"""What an owner asks by telephone or at the counter: is the visit real, and what does the office hold of me."""

import streamlit as st

import workflow
from documents.formatting import day_text
from domain.units import clock_text
from ui.job_progress import begin, is_busy, show_progress
from ui.papers_contact import show_contact
from ui.session import attempt, escape_markdown, say
from workflow.visit_codes import CodedVisit

JOB = "owner_sheet"


def show_owner() -> None:
    """Show the look-up of a code, the sheet for an owner, and what an owner may ask of the contact."""
    st.subheader(say("papers.code_title"))
    st.caption(say("papers.code_help"))
    st.text_input(say("papers.code"), max_chars=20, key="papers_code")
    st.button(say("papers.code_find"), on_click=_find, key="papers_code_find")
    if "papers_code_answer" in st.session_state:
        _show_answer(st.session_state.pop("papers_code_answer"))
    st.subheader(say("papers.owner_title"))
    st.caption(say("papers.owner_help"))
    if show_progress(JOB):
        st.session_state["papers_owner_done"] = True
        st.rerun()
    establishment = st.text_input(say("papers.owner_id"), max_chars=30, key="papers_owner_id").strip()
    if not is_busy(JOB):
        params = {"establishment": establishment}
        st.button(
            say("papers.owner_write"), on_click=begin, args=(JOB, params), disabled=not establishment,
            key="papers_owner_write",
        )  # fmt: skip
    if st.session_state.get("papers_owner_done"):
        job = attempt(workflow.latest_job, kind=JOB)
        if job is not None and job.state == "done":
            st.link_button(say("papers.owner_open"), f"/papers/{job.result['paper']}", icon=":material/description:")
    show_contact(establishment)


def _find() -> None:
    found = attempt(workflow.find_visit, code=str(st.session_state["papers_code"]))
    st.session_state["papers_code_answer"] = found


def _show_answer(found: CodedVisit | None) -> None:
    if found is None:
        st.error(say("papers.code_none"))
        return
    told = {"name": found.name, "commune": found.commune, "team": found.team_name, "round": found.round_title}
    day = day_text(found.on) if found.on else "–"
    st.success(escape_markdown(say("papers.code_found", day=day, time=clock_text(found.start_s), **told)))
