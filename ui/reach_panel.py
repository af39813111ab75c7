"""What the bases reach in time, laid under the register's map."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

import workflow
from ui.job_progress import begin, show_progress
from ui.session import attempt, quietly, say
from workflow.reaching import ReachView

COLOURS = ("#1b5e6b", "#3f9aa0", "#8cc8bd", "#d3e6b5")
"""From near to far: lighter means further, whatever colours somebody sees."""
OUTSIDE_RING = "#b3261e"
JOB = "reach"


def show_reach_toggle() -> ReachView | None:
    """Show the toggle; return the reach once it is asked for and known."""
    if not st.toggle(say("reach.toggle"), key="map_reach"):
        return None
    if show_progress(JOB):
        st.rerun()
    view = attempt(workflow.read_reach)
    if view is None:
        if f"waits_{JOB}" not in st.session_state:
            st.caption(say("reach.waiting"))
            st.button(say("reach.compute"), on_click=begin, args=(JOB, {}), key="reach_begin")
        return None
    if not view.minutes:
        st.caption(say("reach.no_base"))
        return None
    _show_sentence(view)
    return view


def _show_sentence(view: ReachView) -> None:
    widest = view.minutes[-1]
    key = "reach.sentence" if view.outside else "reach.all_inside"
    st.caption(say(key, outside=len(view.outside), minutes=widest))
    if view.is_estimate:
        st.caption(say("reach.estimate"))


def reach_colours(view: ReachView) -> dict[int, str]:
    """Return the colour of each number of minutes."""
    return {minutes: COLOURS[at % len(COLOURS)] for at, minutes in enumerate(view.minutes)}


def reach_layers(view: ReachView) -> Mapping[str, Any]:
    """Return areas, bases, the points outside with the ring round them, and the legend's rows."""
    colours = reach_colours(view)
    within = "reach.within_estimate" if view.is_estimate else "reach.within"
    legend = [
        {"kind": "area", "colour": colour, "text": say(within, minutes=minutes)} for minutes, colour in colours.items()
    ]
    if view.outside:
        text = say("reach.outside", minutes=view.minutes[-1])
        legend.append({"kind": "ring", "colour": OUTSIDE_RING, "text": text})
    office = quietly(workflow.read_office)
    bases = office.bases if office else ()
    return {
        "areas": {"layer": view.layer, "colours": {str(minutes): colour for minutes, colour in colours.items()}},
        "told": {"ringed": list(view.outside), "ring": OUTSIDE_RING},
        "bases": [{"lon": b.lon, "lat": b.lat, "name": say("map.base", name=b.name), "lines": []} for b in bases],
        "legend": legend,
    }
