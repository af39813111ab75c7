"""Bản đồ: every establishment on the map of its commune."""

from collections.abc import Mapping, Sequence

import streamlit as st

import workflow
from documents.formatting import rate_text
from domain.accounts import AccountRole
from ui.layout import split
from ui.links import link_to
from ui.map_card import show_picked
from ui.map_data import map_points
from ui.map_layers import ground
from ui.pin_panel import pin_layer, show_pin_done, show_pin_panel, show_unpinned
from ui.reach_panel import reach_layers, show_reach_toggle
from ui.session import attempt, need, say, workspace
from ui.tables import show_table
from ui.working_map import working_map
from workflow.reaching import ReachView
from workflow.views import CommuneView, MapPoint

COLOURINGS = ("state", "type")


def show() -> None:
    """Show the map at the left, counts and the picked establishment at the right."""
    need(AccountRole.PLANNER)
    st.title(say("map.title"))
    register = attempt(workflow.read_register)
    if register is None:
        st.info(say("map.empty"))
        link_to("register", "start.own_button")
        return
    counts = {"rate": rate_text(register.rate_bp), "need": register.need, "in_scope": register.in_scope}
    st.html(f'<p class="figure">{say("map.sentence", **counts)}</p>')
    show_pin_done()
    points = attempt(workflow.map_points) or ()
    communes = attempt(workflow.read_communes) or ()
    types = workflow.read_types(workspace())
    wide, narrow = split(2.1, 1)
    with wide:
        everything = st.session_state.get("map_everything", False)
        counted = [point for point in points if everything or point.in_scope]
        shown, by_type = _show_filters(counted, communes=communes, types=types)
        holder = st.container()
        st.toggle(say("map.with_pending"), key="map_everything")
        reach = show_reach_toggle()
        with holder:
            _show_map(shown, communes=communes, types=types, by_type=by_type, reach=reach)
    with narrow:
        if show_pin_panel():
            return
        show_picked(st.session_state.get("map_picked"), points, types)
        show_unpinned()
        _show_communes(communes)
        link_to("round", "map.go_on")


def _show_filters(
    points: Sequence[MapPoint], *, communes: Sequence[CommuneView], types: Mapping[str, str]
) -> tuple[list[MapPoint], bool]:
    """Show search, commune, type and colouring; return the points that pass."""
    search, area, kind, colour = st.columns(4)
    text = search.text_input(say("map.search"), placeholder=say("map.search_hint")).strip().casefold()
    names = {commune.code: commune.name for commune in communes}
    all_of = say("map.all")
    code = area.selectbox(say("map.commune"), ["", *names], format_func=lambda key: names.get(key, all_of))
    chosen = kind.selectbox(say("map.type"), ["", *types], format_func=lambda key: types.get(key, all_of))
    colouring = colour.selectbox(say("map.colouring"), COLOURINGS, format_func=lambda key: say(f"map.colouring_{key}"))
    passing = [
        point
        for point in points
        if (not code or point.commune == code)
        and (not chosen or point.type == chosen)
        and (not text or text in f"{point.name} {point.address} {point.id}".casefold())
    ]
    return passing, colouring == "type"


def _show_map(
    points: Sequence[MapPoint],
    *,
    communes: Sequence[CommuneView],
    types: Mapping[str, str],
    by_type: bool,
    reach: ReachView | None,
) -> None:
    words = workspace().reference.words
    names = {commune.code: commune.name for commune in communes}
    drawn, legend = map_points(points, words=words, types=types, communes=names, by_type=by_type)
    layers = {**ground(), "points": drawn, "legend": legend, "pin": pin_layer()}
    if reach is not None:
        found = reach_layers(reach, drawn)
        layers |= {**found, "legend": [*legend, *found["legend"]]}
    working_map(layers, key="register_map", pick_into="map_picked")
    st.caption(say("map.shown", shown=len(points)))


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
