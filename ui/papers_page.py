"""Giấy tờ: the official papers in Word, what agencies answer, what owners ask; leaders see what is theirs."""

from datetime import datetime

import streamlit as st

import workflow
from domain.accounts import AccountRole, Actor
from ui.deployment_map import link_regulation_map
from ui.job_progress import begin, is_busy, show_progress
from ui.links import link_to
from ui.papers_answers import show_call_ups
from ui.papers_list import show_groups
from ui.papers_maps import show_maps
from ui.papers_owner import show_owner
from ui.papers_settings import show_settings, show_signer
from ui.papers_templates import show_templates
from ui.session import attempt, escape_markdown, moment, need, say, succeeds, tell
from workflow.official_papers import LeaderPapers, PapersState
from workflow.workspace import Workspace

JOB = "official_papers"
TABS = ("list", "maps", "call_ups", "owner", "settings", "templates")


def show() -> None:
    """Show a planner everything about papers, a leader the papers that may be read."""
    need(AccountRole.PLANNER, AccountRole.LEADER)
    if attempt(_role) is AccountRole.LEADER:
        _show_leader()
        return
    st.title(say("papers.title"))
    state = attempt(workflow.read_papers_state)
    if state is None:
        st.info(say("papers.no_draw"))
        link_to("round", "plan.make_one")
        show_owner()
        return
    plan = attempt(workflow.read_plan, round_id=state.round_id) if state.has_plan else None
    papers, maps, call_ups, owner, settings, templates = st.tabs([say(f"papers.tab_{name}") for name in TABS])
    with papers:
        _show_papers(state, made_at=plan.made_at if plan is not None else None)
    with maps:
        show_maps(state.round_id, has_plan=plan is not None)
    with call_ups:
        if plan is not None:
            show_call_ups(plan)
        else:
            st.info(say("papers.needs_plan"))
    with owner:
        show_owner()
    with settings:
        show_settings()
        show_signer(state.round_id)
    with templates:
        show_templates()


def _role(_: Workspace, actor: Actor) -> AccountRole:
    return actor.role


def _show_papers(state: PapersState, *, made_at: datetime | None) -> None:
    """Show what is written of the round, beside when its plan in force was made."""
    st.write(say("papers.lead"))
    if state.waiting:
        st.info(say("papers.waiting", names="; ".join(state.waiting)))
    if show_progress(JOB):
        st.rerun()
    if not is_busy(JOB):
        st.button(say("papers.write"), type="primary", on_click=begin, args=(JOB, {"round": state.round_id}))
    papers = attempt(workflow.list_official_papers, round_id=state.round_id) or ()
    if not papers:
        st.write(say("papers.none"))
        return
    oldest = min(paper.made_at for paper in papers)
    if made_at is not None and made_at > oldest:
        st.warning(say("papers.stale"))
    st.caption(say("papers.made", at=moment(oldest)))
    show_groups(papers, name="papers_list")


def _show_leader() -> None:
    st.title(say("papers.leader_title"))
    link_regulation_map()
    rounds = attempt(workflow.leader_papers) or ()
    if not rounds:
        st.info(say("papers.leader_none"))
    for at, one in enumerate(rounds):
        st.header(escape_markdown(one.title))
        if one.may_sign:
            _show_act(one)
        show_groups(one.papers, name=f"papers_{at}")


def _show_act(one: LeaderPapers) -> None:
    if one.is_open:
        st.success(say("papers.is_open"))
        return
    st.caption(say("papers.open_help"))
    st.button(
        say("papers.open"), type="primary", key=f"open_{one.round_id}", on_click=_open, args=(one.round_id,),
        icon=":material/lock_open:",
    )  # fmt: skip


def _open(round_id: str) -> None:
    if succeeds(workflow.open_to_sign, round_id=round_id):
        tell("papers.opened")
