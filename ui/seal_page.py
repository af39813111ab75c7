"""Chốt và in: what the law asks for, then the papers and the hours of reveal."""

import streamlit as st

import workflow
from documents.formatting import day_text
from domain.accounts import AccountRole
from domain.units import clock_text
from ui.layout import split
from ui.links import lead_on, link_to
from ui.session import attempt, escape_markdown, moment, need, say, screen_words, succeeds, tell, workspace
from ui.sheet_papers import show_sheet_papers
from ui.sheet_settings import show_settings
from ui.supervisions import show_supervisions
from ui.tablets import show_tablets
from workflow.plan_views import PlanView
from workflow.views import PaperView

SHOWN_LODGINGS = 3


def show() -> None:
    """Show the seal, the papers and, once sealed, who may see which shift since when."""
    need(AccountRole.PLANNER)
    st.title(say("seal.title"))
    plan = attempt(workflow.read_plan)
    if plan is None:
        st.info(say("plan.empty"))
        link_to("round", "plan.make_one")
        return
    left, right = split(1, 1)
    with left:
        if plan.sealed_at is None:
            _ask_seal(plan)
        else:
            sealed = {"title": plan.round.title, "at": moment(plan.sealed_at)}
            st.success(escape_markdown(say("seal.done", **sealed)))
            with st.container(horizontal=True, vertical_alignment="center"):
                lead_on("coverage", "seal.go_on")
                link_to("papers", "papers.go_on")
            show_tablets(plan)
            show_supervisions(plan.round.id)
        show_settings()
    with right:
        _show_papers(plan)
        if plan.sealed_at is not None:
            show_sheet_papers(plan.round.id)
    if plan.sealed_at is None:
        link_to("papers", "papers.go_on")
        link_to("coverage", "seal.go_on")


def _ask_seal(plan: PlanView) -> None:
    """Ask for decision, date and signer; only now, never for a draft."""
    with st.form("seal", enter_to_submit=False):
        st.subheader(say("seal.form"))
        if plan.unassigned:
            st.warning(say("seal.unassigned", count=len(plan.unassigned)))
        st.text_input(say("seal.decision_no"), key="seal_no", max_chars=60)
        today = workflow.read_now(workspace()).date()
        st.date_input(say("seal.decision_on"), value=today, format="DD/MM/YYYY", key="seal_on")
        st.text_input(say("seal.signer"), key="seal_signer", max_chars=120)
        settings = attempt(workflow.read_field_settings)
        minutes = settings.reveal_minutes if settings else 0
        st.number_input(say("seal.reveal_minutes"), 0, 1440, value=minutes, step=15, key="seal_minutes")
        _ask_about_lodgings(plan)
        st.caption(say("seal.form_help"))
        st.form_submit_button(say("seal.seal"), type="primary", on_click=_seal, args=(plan.round.id, plan.version))


def _ask_about_lodgings(plan: PlanView) -> None:
    """Ask why lodgings are visited late in the evening, where any are."""
    late = attempt(workflow.late_lodgings, round_id=plan.round.id) or ()
    if late:
        names = ", ".join(f"{one.name} ({clock_text(one.leave_s)})" for one in late[:SHOWN_LODGINGS])
        st.warning(escape_markdown(say("seal.lodgings_late", count=len(late), names=names)))
        st.text_input(say("seal.lodging_reason"), key="seal_lodgings", max_chars=200)


def _seal(round_id: str, version: int) -> None:
    sealed = attempt(
        workflow.seal_plan,
        round_id=round_id,
        version=version,
        decision_no=st.session_state["seal_no"].strip(),
        decision_on=st.session_state["seal_on"],
        signer=st.session_state["seal_signer"].strip(),
        reveal_minutes=int(st.session_state["seal_minutes"]),
        lodging_reason=st.session_state.get("seal_lodgings", "").strip(),
    )
    if sealed is not None:
        tell("seal.sealed", day=day_text(sealed.round.starts_on))


def _show_papers(plan: PlanView) -> None:
    st.subheader(say("seal.papers"))
    papers = attempt(workflow.list_papers, round_id=plan.round.id) or ()
    if not papers:
        st.write(say("seal.no_papers"))
    for paper in papers:
        about = {"at": moment(paper.made_at), "size": max(1, paper.size // 1024)}
        st.link_button(_paper_label(paper), f"/papers/{paper.id}", icon=":material/description:")
        st.caption(say("seal.paper", **about))
    st.button(say("seal.write"), on_click=_write, args=(plan.round.id,))


def _paper_label(paper: PaperView) -> str:
    key = f"seal.kind_{paper.kind}"
    return say(key) if f"ui.{key}" in screen_words() else paper.file_name


def _write(round_id: str) -> None:
    if succeeds(workflow.write_papers, round_id=round_id):
        tell("seal.written")
