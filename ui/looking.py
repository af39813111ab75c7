"""One look at why an establishment is in a sample: asked and logged once, however often the page runs meanwhile."""

import streamlit as st

import workflow
from ui.session import attempt
from workflow.plan_views import WhyView


def look_into(place: str, *, round_id: str, establishment: str, version: int = 0) -> WhyView | None:
    """Return why an establishment is in the sample; another establishment, round or version is a new look.

    Whoever leaves the page and comes back looks anew: ui.meanwhile forgets what a page has seen.
    """
    key, asked = f"part_seen_why_{place}", (round_id, establishment, version)
    held: tuple[object, WhyView] | None = st.session_state.get(key)
    if held is None or held[0] != asked:
        why = attempt(workflow.explain, round_id=round_id, establishment=establishment)
        if why is None:
            st.session_state.pop(key, None)
            return None
        held = st.session_state[key] = (asked, why)
    return held[1]
