"""Đơn vị: what the office is, its rule, types, teams and calendar; each tab works without the others."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

import workflow
from domain.accounts import AccountRole
from ui.office_calendar import show_calendar
from ui.office_files import kept_file
from ui.office_parts import show_letterhead, show_rule, show_types
from ui.office_teams import show_teams
from ui.session import attempt, need, quietly, say, succeeds, tell

TABS = ("unit", "rule", "types", "teams", "calendar")
BOUNDARY_SUFFIXES = ("geojson", "json", "gpkg")


def show() -> None:
    """Show the office's tabs, or the form that begins an office."""
    need(AccountRole.PLANNER)
    st.title(say("office.title"))
    view = quietly(workflow.read_setup)
    if view is None:
        _show_beginning()
        return
    st.write(say("office.lead"))
    unit, rule, types, teams, calendar = st.tabs([say(f"office.tab_{name}") for name in TABS])
    with unit:
        show_letterhead(view)
    with rule:
        show_rule(view)
    with types:
        show_types(view)
    with teams:
        show_teams(view)
    with calendar:
        show_calendar(view)


def _show_beginning() -> None:
    """Ask for the letterhead and the area; the rest may follow."""
    st.write(say("office.begin_lead"))
    name = st.text_input(say("office.name"), max_chars=120, placeholder=say("office.name_hint"))
    superior = st.text_input(say("office.superior"), max_chars=120, placeholder=say("office.superior_hint"))
    place = st.text_input(say("office.place"), max_chars=60, placeholder=say("office.place_hint"))
    units = {unit.key.code: f"{unit.kind} {unit.name}" for unit in attempt(workflow.list_known_units) or ()}
    chosen = st.multiselect(
        say("office.units"), list(units), format_func=lambda code: units[code], placeholder=say("office.units_hint")
    )
    upload = st.file_uploader(say("office.boundaries"), type=BOUNDARY_SUFFIXES, key="office_boundaries")
    st.caption(say("office.boundaries_help"))
    is_ready = bool(name.strip() and superior.strip() and place.strip() and (chosen or upload))
    if st.button(say("office.begin"), type="primary", disabled=not is_ready):
        values: dict[str, object] = {"name": name, "superior": superior, "place": place}
        if _begin(upload, {**values, "units": () if upload else tuple(chosen)}):
            tell("office.begun")
        st.rerun()


def _begin(upload: UploadedFile | None, values: dict[str, object]) -> bool:
    if upload is None:
        return succeeds(workflow.begin_office, **values)
    with kept_file(upload.name, upload.getvalue(), suffixes=BOUNDARY_SUFFIXES) as path:
        return succeeds(workflow.begin_office, **values, boundaries=path)
