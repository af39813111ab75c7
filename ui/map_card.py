"""The establishment that was picked on the register's map."""

from collections.abc import Mapping, Sequence

import streamlit as st

from ui.pin_panel import show_pin_button
from ui.sensitive_card import show_sensitive
from ui.session import say
from workflow.working_map_views import MapPoint


def show_picked(picked: str | None, points: Sequence[MapPoint], types: Mapping[str, str]) -> None:
    """Show the establishment that was picked on the map, as text only."""
    point = next((point for point in points if point.id == picked), None)
    with st.container(border=True):
        if point is None:
            st.caption(say("map.pick_one"))
            return
        st.text(point.name)
        rows = {
            "id": point.id,
            "type": types.get(point.type or "", say("map.no_type")),
            "address": point.address or "–",
            "former": point.commune_reported or "–",
            "quality": say(f"quality.{point.quality}"),
            "year": say(f"state.{point.year_state}"),
        }
        st.text("\n".join(f"{say(f'map.field_{key}')}: {value}" for key, value in rows.items()))
        show_sensitive(point.id)
        show_pin_button(point.id)
