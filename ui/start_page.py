"""Bắt đầu: two ways in for a new office, and where the round stands for one at work."""

import streamlit as st

import workflow
from documents.formatting import day_text
from domain.accounts import AccountRole
from domain.rounds import RoundStatus
from ui.job_progress import begin, is_busy, show_progress
from ui.links import go_to, link_to
from ui.session import attempt, need, say
from workflow.plan_views import PlanView
from workflow.views import RegisterView


def show() -> None:
    """Show what to do next."""
    need(AccountRole.PLANNER)
    st.title(say("start.title"))
    register = attempt(workflow.read_register)
    if show_progress("load_demo"):
        go_to("map")
    if register is None:
        _show_ways_in()
    else:
        _show_steps(register, attempt(workflow.read_plan))


def _show_ways_in() -> None:
    st.write(say("start.lead"))
    sample, own = st.columns(2, gap="large")
    with sample, st.container(border=True, height="stretch"):
        st.subheader(say("start.sample_title"))
        st.write(say("start.sample_text"))
        st.button(
            say("start.sample_button"),
            type="primary",
            on_click=begin,
            args=("load_demo", {}),
            disabled=is_busy("load_demo"),
        )
    with own, st.container(border=True, height="stretch"):
        st.subheader(say("start.own_title"))
        st.write(say("start.own_text"))
        link_to("register", "start.own_button")


def _show_steps(register: RegisterView, plan: PlanView | None) -> None:
    """Show the round's steps in order, each with what is known and the way there."""
    st.write(say("start.steps_lead"))
    left = say("start.step_register", in_scope=register.in_scope, to_check=register.to_check)
    _show_step(1, "register", left)
    _show_step(2, "map", say("start.step_map", need=register.need))
    _show_step(3, "round", _round_text(plan))
    _show_step(4, "plan", _plan_text(plan))
    _show_step(5, "seal", _seal_text(plan))
    _show_step(6, "coverage", say("start.step_coverage"))


def _show_step(number: int, name: str, text: str) -> None:
    with st.container(border=True):
        step, about, way = st.columns([1.2, 4, 0.7], vertical_alignment="center")
        step.markdown(f"**{number}. {say(f'{name}.menu')}**")
        about.text(text)
        with way:
            link_to(name, "start.open")


def _round_text(plan: PlanView | None) -> str:
    if plan is None:
        return say("start.step_round_none")
    dates = {"starts": day_text(plan.round.starts_on), "ends": day_text(plan.round.ends_on)}
    return say("start.step_round", title=plan.round.title, **dates)


def _plan_text(plan: PlanView | None) -> str:
    if plan is None:
        return say("start.step_plan_none")
    left = len(plan.unassigned)
    return say("start.step_plan", selected=plan.selected, shifts=plan.shifts_used, unassigned=left)


def _seal_text(plan: PlanView | None) -> str:
    is_sealed = plan is not None and plan.round.status in (RoundStatus.SEALED, RoundStatus.CLOSED)
    return say("start.step_seal_done" if is_sealed else "start.step_seal")
