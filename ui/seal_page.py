"""Chốt và in: what the law asks for, then the papers and the hours of reveal."""

import streamlit as st

import workflow
from documents.formatting import day_text
from domain.accounts import AccountRole
from ui.layout import split
from ui.links import link_to
from ui.session import attempt, escape_markdown, moment, need, say, succeeds, tell, workspace
from ui.tables import show_table
from ui.wording import hours_text, weekday_text
from workflow.views import PaperView, PlanView, ShiftView


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
            _show_reveal(plan)
    with right:
        _show_papers(plan)
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
        st.caption(say("seal.form_help"))
        st.form_submit_button(say("seal.seal"), type="primary", on_click=_seal, args=(plan.round.id, plan.version))


def _seal(round_id: str, version: int) -> None:
    sealed = attempt(
        workflow.seal_plan,
        round_id=round_id,
        version=version,
        decision_no=st.session_state["seal_no"].strip(),
        decision_on=st.session_state["seal_on"],
        signer=st.session_state["seal_signer"].strip(),
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
    return say(key) if f"ui.{key}" in workspace().reference.words else paper.file_name


def _write(round_id: str) -> None:
    if succeeds(workflow.write_papers, round_id=round_id):
        tell("seal.written")


def _show_reveal(plan: PlanView) -> None:
    """Show since when each team sees its shift, and let the planner open one early with a reason."""
    now = workflow.read_now(workspace())
    shifts = [shift for shift in plan.shifts if shift.stops]
    st.subheader(say("seal.reveal"))
    rows = [
        {
            say("seal.column_shift"): _label(shift),
            say("seal.column_team"): shift.team_name,
            say("seal.column_reveal"): moment(shift.revealed_at) if shift.revealed_at else "–",
        }
        for shift in shifts
    ]
    show_table(rows)
    hidden = {s.shift: s for s in shifts if s.revealed_at is None or s.revealed_at > now}
    if not hidden:
        return
    with st.popover(say("seal.reveal_early")):
        shift = st.selectbox(say("seal.column_shift"), list(hidden), format_func=lambda key: _label(hidden[key]))
        reason = st.text_input(say("seal.reveal_reason"), max_chars=200)
        st.button(say("seal.reveal_now"), type="primary", on_click=_reveal, args=(plan.round.id, shift, reason))


def _label(shift: ShiftView) -> str:
    words = workspace().reference.words
    return f"{weekday_text(words, shift.date)} {hours_text(shift.start_s, shift.end_s)}"


def _reveal(round_id: str, shift: str, reason: str) -> None:
    if succeeds(workflow.reveal_shift, round_id=round_id, shift=shift, reason=reason.strip()):
        tell("seal.revealed")
