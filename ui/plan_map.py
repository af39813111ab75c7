"""The plan's map: routes and what is closed; a stop that is dragged becomes a proposed move."""

from collections.abc import Sequence

import streamlit as st

from ui.map_data import map_bases, map_closures, map_routes, series_colours
from ui.map_layers import ground
from ui.plan_marks import tell_marks
from ui.plan_moves import propose_told
from ui.plan_roads import MAP, closed_now, road_pin, show_road_pin
from ui.plan_stops import show_picked
from ui.session import say, screen_words
from ui.working_map import working_map
from workflow.plan_views import PlanView, ShiftView


def show_map(plan: PlanView, shown: Sequence[ShiftView], *, fit: str, is_fixed: bool) -> None:
    """Show the routes of shifts, and what was picked or is being pointed at below them."""
    words = screen_words()
    colours = series_colours(shift.team for shift in plan.shifts)
    routes, legend = map_routes(shown, words=words, colours=colours)
    legend.append({"kind": "square", "colour": "", "text": say("map.bases")})
    closures = map_closures(closed_now(plan), words)
    pin = road_pin(plan)
    working_map(
        {
            **ground(), "routes": routes, "closures": closures, "bases": map_bases(shown, words), "legend": legend,
            "pin": pin, "follows": True,
        },
        key=MAP,
        fit=fit,
        pick_into="plan_picked",
        on_move=None if is_fixed or pin else lambda move: propose_told(plan, move),
    )  # fmt: skip
    tell_marks(plan)
    if pin:
        show_road_pin(plan)
    elif picked := st.session_state.get("plan_picked"):
        show_picked(plan, picked, is_fixed=is_fixed)
    else:
        st.caption(say("plan.pick_one" if is_fixed else "work.pick_or_drag"))
