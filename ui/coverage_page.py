"""Độ bao phủ: the folium map first, beside it the target and what is short. Aggregates only."""

from urllib.parse import quote

import streamlit as st

import workflow
from documents.formatting import day_text, rate_text, tenths_text
from domain.accounts import AccountRole
from domain.plans import CoverageRow
from ui.layout import split
from ui.session import attempt, need, quietly, say
from ui.tables import show_table
from workflow.views import CoverageView

MAP_HEIGHT = 660


def show() -> None:
    """Show how far the year's target is reached."""
    need(AccountRole.LEADER, AccountRole.PLANNER)
    st.title(say("coverage.title"))
    view = quietly(workflow.read_coverage)
    if view is None:
        st.info(say("coverage.empty"))
        return
    wide, narrow = split(2.1, 1)
    with wide:
        _show_map()
    with narrow:
        _show_target(view)
        _show_communes(view)


def _show_map() -> None:
    map_id = attempt(workflow.coverage_map)
    if map_id is None:
        st.info(say("coverage.no_map"))
        return
    address = f"/coverage-map/{quote(map_id, safe='')}"
    st.iframe(address, height=MAP_HEIGHT, alt=say("coverage.map"))
    st.html(f'<a class="big-link" target="_blank" rel="noopener" href="{address}">{say("coverage.open_map")}</a>')


def _show_target(view: CoverageView) -> None:
    """Say in sentences whether the target is reached, what is short, what is planned."""
    area = view.coverage.area
    counts = {
        "inspected": area.inspected,
        "registered": area.registered_frozen,
        "percent": tenths_text(area.percent_tenths),
        "rate": rate_text(view.rate_bp),
        "need": area.need,
        "short": area.short,
        "planned": view.planned,
        "year": view.coverage.year,
        "day": day_text(view.on),
    }
    st.html(f'<p class="figure">{say("coverage.sentence", **counts)}</p>')
    key = "reached" if area.reached else "short"
    (st.success if area.reached else st.warning)(say(f"coverage.{key}", **counts))
    if view.planned:
        st.write(say("coverage.planned", **counts))
    st.caption(say("coverage.on", **counts))


def _show_communes(view: CoverageView) -> None:
    st.subheader(say("coverage.communes"))
    rows = sorted(view.coverage.communes, key=lambda row: (-row.short, view.commune_names.get(row.key, row.key)))
    show_table([_commune_row(row, view) for row in rows])


def _commune_row(row: CoverageRow, view: CoverageView) -> dict[str, object]:
    return {
        say("coverage.column_commune"): view.commune_names.get(row.key, row.key),
        say("coverage.column_inspected"): f"{row.inspected}/{row.registered_frozen}",
        say("coverage.column_percent"): f"{tenths_text(row.percent_tenths)}\u00a0%",
        say("coverage.column_need"): row.need,
        say("coverage.column_short"): row.short,
    }
