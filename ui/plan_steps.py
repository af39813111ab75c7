"""One step back and one forward."""

import streamlit as st

import workflow
from ui.plan_moves import forget_move
from ui.session import say, succeeds, tell
from workflow.plan_views import PlanView


def show_steps(plan: PlanView) -> None:
    """Show undo and redo, each only of use where there is a step."""
    where = (plan.round.id, plan.version)
    st.button(
        say("work.undo"), icon=":material/undo:", key="plan_undo", disabled=not plan.can_undo,
        on_click=_undo, args=where,
    )  # fmt: skip
    st.button(
        say("work.redo"), icon=":material/redo:", key="plan_redo", disabled=not plan.can_redo,
        on_click=_redo, args=where,
    )  # fmt: skip


def _undo(round_id: str, version: int) -> None:
    forget_move()
    if succeeds(workflow.undo_plan, round_id=round_id, version=version):
        tell("work.undone")


def _redo(round_id: str, version: int) -> None:
    forget_move()
    if succeeds(workflow.redo_plan, round_id=round_id, version=version):
        tell("work.redone")
