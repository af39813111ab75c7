"""Độ bao phủ: the folium map first, beside it the target, what is short and what waits. Aggregates only."""

from urllib.parse import quote

import streamlit as st

import workflow
from documents.formatting import day_text, rate_text, tenths_text
from domain.accounts import AccountRole
from domain.plans import CoverageRow
from ui.layout import split
from ui.leader_parts import (
    short_first,
    show_found,
    show_message,
    show_pace,
    show_targets,
    show_trend,
    show_waiting,
)
from ui.session import attempt, need, quietly, say, screen_words
from ui.tables import show_table
from ui.wording import marked
from workflow.views import CoverageMapView, CoverageView

MAP_HEIGHT = 660
"""Pixels where style.css does not fit the map to the screen."""


def show() -> None:
    """Show how far the year's target is reached."""
    need(AccountRole.LEADER, AccountRole.PLANNER)
    st.title(say("coverage.title"))
    view, shown = quietly(workflow.read_coverage), quietly(workflow.coverage_map)
    lead = attempt(workflow.read_lead, coverage=view.coverage) if view is not None else None
    if view is None or lead is None:
        st.info(say("coverage.empty"))
        return
    wide, narrow = split(1.9, 1.1)
    with wide:
        _show_map(shown)
    with narrow:
        _show_target(view)
        show_waiting(lead)
        show_pace(lead)
        _show_communes(view)
        if shown is not None:
            show_message(shown.sentences)
    trend, found = split(1, 1, name="lead")
    with trend:
        show_trend(lead)
    with found:
        show_found(lead)
        show_targets()


def _show_map(shown: CoverageMapView | None) -> None:
    if shown is None:
        st.info(say("coverage.no_map"))
        return
    address = f"/coverage-map/{quote(shown.id, safe='')}"
    with st.container(key="coverage_map"):
        st.iframe(address, height=MAP_HEIGHT, alt=say("coverage.map"))
    st.html(f'<a class="big-link" target="_blank" rel="noopener" href="{address}">{say("coverage.open_map")}</a>')


def _show_target(view: CoverageView) -> None:
    """Say in sentences whether the target is reached, what is short, what is planned."""
    area = view.coverage.area
    counts = {
        "inspected": area.inspected,
        "registered": area.registered_frozen,
        "percent": marked(screen_words(), tenths_text(area.percent_tenths)),
        "rate": marked(screen_words(), rate_text(view.rate_bp)),
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
    show_table([_commune_row(row, view) for row in short_first(view)])


def _commune_row(row: CoverageRow, view: CoverageView) -> dict[str, object]:
    return {
        say("coverage.column_commune"): view.commune_names.get(row.key, row.key),
        say("coverage.column_inspected"): f"{row.inspected}/{row.registered_frozen}",
        say("coverage.column_percent"): f"{marked(screen_words(), tenths_text(row.percent_tenths))}\u00a0%",
        say("coverage.column_need"): row.need,
        say("coverage.column_short"): row.short,
    }
