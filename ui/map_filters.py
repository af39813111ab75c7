"""Which establishments the map shows: search, commune, type, and what colours tell."""

from collections.abc import Mapping, Sequence

import streamlit as st

from ui.session import say
from workflow.views import CommuneView
from workflow.working_map_views import MapPoint

COLOURINGS = ("state", "type")


def show_filters(
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
