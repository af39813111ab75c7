"""What only a checker asks for: the plan's figures and its versions."""

import streamlit as st

from domain.accounts import AccountRole
from ui.plan_secrecy import show_secrecy
from ui.plan_versions import show_versions
from ui.session import need, say, screen_words
from ui.wording import coded
from workflow.plan_views import PlanView


@st.fragment
def show_advanced(plan: PlanView) -> None:
    """Show the figures of a plan and the versions before it; nothing is read while this is closed."""
    need(AccountRole.PLANNER)
    section = st.expander(say("advanced"), key="plan_advanced", on_change="rerun")
    if not section.open:
        return
    words = screen_words()
    with section:
        fields = {
            "version": plan.version,
            "required": plan.required,
            "must": plan.must,
            "risk": plan.risk,
            "lottery": plan.lottery,
            "broken": plan.rules_broken,
            "travel": coded(words, "documents.travel", plan.travel_source),
        }
        st.text(say("plan.advanced", **fields))
        show_secrecy(plan)
        show_versions(plan)
