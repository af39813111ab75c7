"""What is marked in the plan: a stop, a shift, a proposed move; told by a component of its own, a few bytes a run."""

from typing import Any

import streamlit as st

from ui.browser_parts import component
from ui.plan_moves import proposed_move
from workflow.plan_views import PlanView

_component = component("plan_marks")


def tell_marks(plan: PlanView) -> None:
    """Tell map and timeline what is marked; neither is sent again for that."""
    _component(
        key="plan_marks",
        data={
            "selected": st.session_state.get("plan_picked"),
            "shift": st.session_state.get("plan_shift") or None,
            "proposed": _proposed(plan),
            "answers": st.session_state.get("plan_answers", 0),
        },
    )


def _proposed(plan: PlanView) -> dict[str, Any] | None:
    move = proposed_move(plan)
    return {"visit": move.visit, "shift": move.shift, "order": move.order} if move else None
