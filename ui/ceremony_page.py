"""Bốc thăm công khai: five steps from the frozen list to the minutes, and the year's draws below."""

import streamlit as st

import workflow
from domain.accounts import AccountRole
from domain.ceremony import DrawState
from domain.rounds import Round, RoundStatus
from ui.ceremony_list import show_draws
from ui.ceremony_steps import show_commit, show_dice, show_draw, show_freeze, show_publish
from ui.job_progress import show_progress
from ui.links import link_to
from ui.session import attempt, need, say
from ui.why_cards import show_why_search

JOBS = ("commit_draw", "draw_round", "plan_round")


def show() -> None:
    """Show the draw of one round step by step."""
    need(AccountRole.PLANNER)
    st.title(say("ceremony.title"))
    rounds = attempt(workflow.list_rounds) or ()
    if not rounds:
        st.info(say("ceremony.no_round"))
        link_to("round", "plan.make_one")
        return
    st.write(say("ceremony.lead"))
    chosen = _choose_round(rounds)
    for kind in JOBS:
        if show_progress(kind):
            st.rerun()
    _show_steps(chosen)
    show_draws(chosen)


def _choose_round(rounds: tuple[Round, ...]) -> Round:
    known = {found.id: found for found in reversed(rounds)}
    asked = st.session_state.get("ceremony_round")
    place = list(known).index(asked) if asked in known else 0
    chosen = st.selectbox(
        say("ceremony.round"), list(known), index=place, format_func=lambda id_: known[id_].title, key="ceremony_choice"
    )
    return known[chosen]


def _show_steps(chosen: Round) -> None:
    """Show the steps; each one opens when the one before is done."""
    view = attempt(workflow.read_draw, round_id=chosen.id)
    draw = view.draw if view and view.draw.state is not DrawState.ABANDONED else None
    if chosen.status is RoundStatus.ABANDONED:
        st.warning(say("ceremony.abandoned_round"))
        return
    show_freeze(chosen, draw)
    show_commit(chosen, draw)
    show_publish(chosen, draw)
    show_dice(chosen, draw)
    show_draw(chosen, draw)
    if draw is not None and draw.state is DrawState.DRAWN:
        show_why_search(chosen.id)
