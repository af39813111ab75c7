"""Two shifts change teams, as when a member of one must not visit a place of its own."""

import streamlit as st

import workflow
from ui.plan_shifts import shift_names
from ui.session import attempt, say, tell
from workflow.plan_views import PlanView, ShiftView


def ask_swap(plan: PlanView, shift: ShiftView) -> None:
    """Ask with which other shift this one changes teams."""
    names = shift_names(plan)
    others = _others(plan, shift)
    if not others:
        return
    with st.popover(say("work.swap"), icon=":material/swap_vert:"):
        st.caption(say("work.swap_help"))
        other = st.selectbox(
            say("work.swap_with"), others, format_func=lambda key: names.get(key, key), key=f"swap_{shift.shift}"
        )
        if st.button(say("work.swap_now"), key="swap_now"):
            _swap(plan, shift.shift, other)
            st.rerun()


def _others(plan: PlanView, shift: ShiftView) -> list[str]:
    """Return the shifts of other teams, those of the same day first."""
    used = [(other.date, other.shift) for other in plan.shifts if other.team != shift.team]
    spare = [(other.date, other.id) for other in plan.spare_shifts if other.team != shift.team]
    return [key for day, key in sorted(used + spare, key=lambda one: (one[0] != shift.date, one))]


def _swap(plan: PlanView, shift: str, other: str) -> None:
    where = {"round_id": plan.round.id, "version": plan.version}
    if attempt(workflow.swap_teams, **where, shift=shift, other=other) is not None:
        tell("work.swapped")
