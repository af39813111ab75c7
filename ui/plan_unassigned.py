"""What no shift could take: why, and the two cheapest ways out."""

import streamlit as st

import workflow
from documents.formatting import cause_sentences, remedy_sentences
from domain.routing import Unassigned
from ui.paging import page_of
from ui.plan_shifts import team_names
from ui.session import escape_markdown, say, screen_words, workspace
from workflow.plan_views import PlanView

REMEDIES, SIZE = 2, 12


def show_unassigned(plan: PlanView) -> None:
    """Name what has no place in the schedule, with the causes and what would help."""
    if not plan.unassigned:
        return
    st.subheader(say("plan.unassigned", count=len(plan.unassigned)))
    names = {**plan.names, **team_names(), **workflow.agency_labels(workspace())}
    for item in page_of(plan.unassigned, key="unassigned", size=SIZE):
        with st.container(border=True):
            st.markdown(f"**{escape_markdown(plan.names.get(item.visit, item.visit))}**")
            _show_item(item, names)


def _show_item(item: Unassigned, names: dict[str, str]) -> None:
    words = screen_words()
    causes = cause_sentences(item, words=words, names=names)
    st.text("\n".join(f"• {sentence}" for sentence in causes))
    remedies = remedy_sentences(item, words=words, names=names)[:REMEDIES]
    if remedies:
        st.text("\n".join((say("work.remedies"), *(f"• {sentence}" for sentence in remedies))))
