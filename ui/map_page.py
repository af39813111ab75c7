"""Bản đồ: every establishment on the map of its commune."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

import workflow
from documents.formatting import rate_text
from domain.accounts import AccountRole
from ui.layout import split
from ui.links import lead_on, link_to
from ui.map_card import show_picked
from ui.map_data import point_colours, point_rows, shown_bits
from ui.map_filters import show_filters
from ui.map_layers import ground
from ui.pin_panel import pin_layer, show_pin_done, show_pin_panel, show_unpinned
from ui.reach_panel import reach_layers, show_reach_toggle
from ui.session import attempt, need, say, screen_words, workspace
from ui.tables import show_table
from ui.wording import marked
from ui.working_map import tell_points, working_map
from workflow.reaching import ReachView
from workflow.views import CommuneView
from workflow.working_map_views import MapPoint


def show() -> None:
    """Show the map at the left, counts and the picked establishment at the right."""
    need(AccountRole.PLANNER)
    st.title(say("map.title"))
    _show_work()


@st.fragment
def _show_work() -> None:
    """Show all that a filter or a picked point changes; the menu and what stands above are not run again for it."""
    need(AccountRole.PLANNER)
    if "notice" in st.session_state:
        # A whole run has shown what it found: this was left by a button here, and is said above the page.
        st.rerun()
    register = attempt(workflow.read_working_map)
    if register is None:
        st.info(say("map.empty"))
        link_to("register", "start.own_button")
        return
    rate = marked(screen_words(), rate_text(register.rate_bp))
    counts = {"rate": rate, "need": register.need, "in_scope": register.in_scope}
    st.html(f'<p class="figure">{say("map.sentence", **counts)}</p>')
    show_pin_done()
    points, communes = register.points, register.communes
    types = workflow.read_types(workspace())
    wide, narrow = split(2.1, 1)
    with wide:
        everything = st.session_state.get("map_everything", False)
        counted = [point for point in points if everything or point.in_scope]
        shown, by_type = show_filters(counted, communes=communes, types=types)
        holder = st.container()
        st.toggle(say("map.with_pending"), key="map_everything")
        reach = show_reach_toggle()
        with holder:
            version = _tell_all(points, communes=communes, types=types)
            told = {"version": version, "shown": shown_bits(points, shown)}
            _show_map(shown, told, types=types, by_type=by_type, reach=reach)
    with narrow:
        if show_pin_panel():
            return
        show_picked(st.session_state.get("map_picked"), points, types)
        show_unpinned(register.unpinned)
        _show_communes(communes)
        lead_on("round", "map.go_on")


def _tell_all(points: Sequence[MapPoint], *, communes: Sequence[CommuneView], types: Mapping[str, str]) -> str:
    names = {commune.code: commune.name for commune in communes}
    content = point_rows(points, words=screen_words(), types=types, communes=names)
    return tell_points(content, key="register_points")


def _show_map(
    shown: Sequence[MapPoint],
    told: Mapping[str, Any],
    *,
    types: Mapping[str, str],
    by_type: bool,
    reach: ReachView | None,
) -> None:
    colours, legend = point_colours(shown, words=screen_words(), types=types, by_type=by_type)
    found = reach_layers(reach) if reach is not None else {}
    layers = {
        **ground(), **found, "legend": [*legend, *found.get("legend", ())], "pin": pin_layer(),
        "told": {"ringed": [], "ring": "", **told, **colours, **found.get("told", {})},
    }  # fmt: skip
    working_map(layers, key="register_map", pick_into="map_picked")
    st.caption(say("map.shown", shown=len(shown)))


def _show_communes(communes: Sequence[CommuneView]) -> None:
    rows = [
        {
            say("map.column_commune"): commune.name,
            say("map.column_former"): ", ".join(commune.former_names),
            say("map.column_registered"): commune.registered,
            say("map.column_need"): commune.need,
        }
        for commune in communes
    ]
    show_table(rows)
