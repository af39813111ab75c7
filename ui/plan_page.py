"""Kết quả: the plan in one sentence, timeline or list left, map right, why on each; the rest one step behind."""

import streamlit as st

import workflow
from domain.accounts import AccountRole
from ui.job_progress import is_busy, show_progress
from ui.layout import split
from ui.links import lead_on, link_to
from ui.plan_advanced import show_advanced
from ui.plan_capacity import show_capacity
from ui.plan_locks import ask_lock_shift
from ui.plan_map import show_map
from ui.plan_moves import show_proposed_move
from ui.plan_quality import show_quality
from ui.plan_replan import KIND, show_moved, show_replan
from ui.plan_shifts import choose_shift
from ui.plan_steps import show_steps
from ui.plan_stops import show_stops
from ui.plan_swaps import ask_swap
from ui.plan_timeline import show_timeline
from ui.plan_travel import show_travel
from ui.plan_unassigned import show_unassigned
from ui.plan_words import plan_sentence
from ui.session import attempt, need, say, screen_words
from ui.wording import kilometres_text, marked, minutes
from workflow.plan_views import PlanView, ShiftView

VIEWS = ("timeline", "list")


def show() -> None:
    """Show the plan of the newest round."""
    need(AccountRole.PLANNER)
    st.title(say("plan.title"))
    show_progress(KIND)
    plan = attempt(workflow.read_plan)
    if plan is None:
        st.info(say("plan.empty"))
        link_to("round", "plan.make_one")
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(f'<p class="figure">{plan_sentence(plan, screen_words())}</p>', width="content")
        lead_on("seal", "plan.go_on")
    left, right = split(1.15, 1)
    with left:
        shift = _show_left(plan)
    with right:
        shown = (shift,) if shift else plan.shifts
        show_map(plan, shown, fit=shift.shift if shift else "all", is_fixed=is_fixed(plan))
    show_travel(plan)
    show_unassigned(plan)
    show_moved(plan)
    show_replan(plan)
    show_quality(plan)
    show_capacity(plan)
    show_advanced(plan)


def is_fixed(plan: PlanView) -> bool:
    """Tell whether nothing may be moved by hand: the plan is sealed, or a worker is making another."""
    return plan.sealed_at is not None or is_busy(KIND)


def _show_left(plan: PlanView) -> ShiftView | None:
    """Show the timeline or the list, with what may be done with a shift; return the shift that was chosen."""
    with st.container(horizontal=True, vertical_alignment="center"):
        view = st.segmented_control(
            say("work.view"), VIEWS, default=VIEWS[0], format_func=lambda name: say(f"work.view_{name}"),
            key="plan_view", required=True, label_visibility="collapsed", width="content",
        )  # fmt: skip
        if not is_fixed(plan):
            show_steps(plan)
    shift = choose_shift(plan)
    if view == "list":
        show_stops(plan, (shift,) if shift else plan.shifts, key=shift.shift if shift else "all")
    else:
        show_timeline(plan, is_fixed=is_fixed(plan))
    if shift is not None:
        _show_shift(plan, shift)
    show_proposed_move(plan)
    return shift


def _show_shift(plan: PlanView, shift: ShiftView) -> None:
    figures = {"travel": minutes(shift.travel_s), "distance": marked(screen_words(), kilometres_text(shift.distance_m))}
    st.caption(say("plan.shift_figures", base=shift.base_name, **figures))
    if not is_fixed(plan):
        with st.container(horizontal=True):
            ask_lock_shift(plan, shift)
            ask_swap(plan, shift)
