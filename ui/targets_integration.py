"""The programmes that the area and its communes integrated, and the two counts of people by quarter."""

import streamlit as st

import workflow
from ui.meanwhile import go_on, part_key, seen_of, start_of, warn_changed
from ui.session import say, succeeds, tell
from ui.tables import show_table
from workflow.targets import SupportRow, TargetsView


def show_integration(view: TargetsView) -> None:
    """Show one mark for each programme and unit, and let the planner mark the area's own."""
    rules = view.rules
    rows = []
    for code, name in (("", say("targets.district")), *view.communes.items()):
        marked = view.programmes.get(code, frozenset())
        marks = {
            label: say("targets.yes" if one in marked else "targets.no") for one, label in rules.programmes.items()
        }  # fmt: skip
        rows.append({say("targets.column_commune"): name, **marks})
    show_table(rows)
    part, kept = f"integration_{view.year}", view.programmes[""]
    start = start_of(part, kept)
    warn_changed("integration", kept, target=str(view.year), shown_as=part)
    key = part_key(part, f"district_programmes_{view.year}")
    with st.form("district", enter_to_submit=False):
        st.multiselect(
            say("targets.district_programmes"), list(rules.programmes), default=sorted(start),
            format_func=lambda code: rules.programmes[code], key=key, placeholder=say("targets.choose"),
        )  # fmt: skip
        st.form_submit_button(say("targets.save_district"), on_click=_save, args=(view.year, key))


def _save(year: int, key: str) -> None:
    part = f"integration_{year}"
    programmes = tuple(st.session_state[key])
    if succeeds(workflow.save_integration, year=year, programmes=programmes, seen=seen_of(part)):
        go_on(part)
        tell("targets.district_saved", year=year)


def show_support(view: TargetsView) -> None:
    """Show the two counts of each quarter; small ones stand in the area's sum only."""
    if not view.support:
        st.info(say("targets.no_support"))
        return
    st.caption(say("targets.support_help", under=view.rules.hidden_under))
    show_table([_row(view, row) for row in view.support])


def _row(view: TargetsView, row: SupportRow) -> dict[str, object]:
    name = view.communes.get(row.commune, row.commune) if row.commune else say("targets.area")
    return {
        say("targets.column_quarter"): str(row.quarter),
        say("targets.column_commune"): name,
        say("targets.column_in_need"): say("targets.hidden") if row.in_need is None else str(row.in_need),
        say("targets.column_supported"): say("targets.hidden") if row.supported is None else str(row.supported),
    }
