"""The map of regulations: in the page for planners, as a file that opens anywhere for planners and leaders."""

from urllib.parse import quote

import streamlit as st

import workflow
from ui.session import attempt, say

MAP_HEIGHT = 560
"""Pixels."""


def show_regulation_map(*, year: int, regulation: str) -> None:
    """Show the map of a year and a regulation ("" for any), with its address."""
    address = _address(year=year, regulation=regulation)
    if address is not None:
        st.iframe(address, height=MAP_HEIGHT, alt=say("deployment.map"))
        _link(address)


def link_regulation_map() -> None:
    """Offer the map of this year and any regulation to who sees counts alone."""
    address = _address(year=None, regulation="")
    if address is not None:
        _link(address)


def _address(*, year: int | None, regulation: str) -> str | None:
    map_id = attempt(workflow.regulation_map, year=year, regulation=regulation)
    return None if map_id is None else f"/coverage-map/{quote(map_id, safe='')}"


def _link(address: str) -> None:
    st.html(f'<a class="big-link" target="_blank" rel="noopener" href="{address}">{say("deployment.open_map")}</a>')
