"""What a plan's travel rests on: how it was timed, which places lie far from a road, what the ways lead over."""

from collections.abc import Iterator

import streamlit as st

import workflow
from documents.formatting import tenths_text
from ui.plan_shifts import shift_names
from ui.session import attempt, escape_markdown, quietly, say, screen_words, workspace
from ui.tables import show_table
from ui.wording import coded, marked
from workflow.plan_views import PlanView
from workflow.travel_marks import TravelMarks, WayMarks


def show_travel(plan: PlanView) -> None:
    """Say that times are an estimate where they are one, and list what must be looked at before anybody drives."""
    marks = attempt(workflow.read_marks, round_id=plan.round.id)
    if marks is None:
        return
    if marks.is_estimate:
        st.warning(escape_markdown(_estimate_text(marks)), icon=":material/straighten:")
    else:
        vehicle = coded(screen_words(), "ui.travel", f"vehicle_{marks.vehicle}")
        source = coded(screen_words(), "documents.travel", marks.source)
        st.caption(say("travel.timed", source=source, vehicle=vehicle))
    _show_roads(plan)
    _show_far(plan)
    _show_ways(plan, marks)


def ask_vehicle() -> str:
    """Ask what the teams drive; the usual vehicle stands first."""
    names = workflow.list_vehicles(workspace())
    words = screen_words()
    return st.selectbox(
        say("travel.vehicle"), names, format_func=lambda name: coded(words, "ui.travel", f"vehicle_{name}"),
        help=say("travel.vehicle_help"), key="round_vehicle",
    )  # fmt: skip


def _estimate_text(marks: TravelMarks) -> str:
    if marks.error_permille is None:
        return say("travel.estimate")
    return say("travel.estimate_error", percent=marked(screen_words(), tenths_text(marks.error_permille)))


def _show_roads(plan: PlanView) -> None:
    """Say that roads are held for closed, or that somebody stated delays."""
    view = quietly(workflow.read_closed_roads, round_id=plan.round.id)
    if view is None:
        return
    if view.roads.closed:
        st.caption(say("roads.in_force", closed=len(view.roads.closed)))
    if view.roads.delays:
        st.caption(say("roads.delays_in_force", delays=len(view.roads.delays)))


def _show_far(plan: PlanView) -> None:
    """List the places far from any road, with what is known of their position."""
    if not plan.far:
        return
    quality = {stop.establishment_id: stop.quality for shift in plan.shifts for stop in shift.stops}
    words = screen_words()
    rows = []
    for issue in plan.far:
        id_ = issue.establishment_id or ""
        metres = issue.params.get("metres")
        rows.append(
            {
                say("plan.column_name"): plan.names.get(id_, id_),
                say("travel.column_quality"): coded(words, "ui.travel", f"quality_{quality[id_]}")
                if id_ in quality
                else "–",
                say("travel.column_far"): say("travel.no_road")
                if metres is None
                else say("travel.far_m", metres=metres),
            }
        )
    with st.expander(escape_markdown(say("travel.far", count=len(rows))), icon=":material/wrong_location:"):
        show_table(rows)


def _show_ways(plan: PlanView, marks: TravelMarks) -> None:
    """List the shifts that take a ferry, a track or a road near the border, or whose stops no road joins."""
    told = {shift: text for shift, way in marks.ways.items() if (text := ", ".join(_way_parts(way)))}
    if not told:
        return
    names = shift_names(plan)
    with st.expander(say("travel.ways"), icon=":material/warning:"):
        show_table(
            [
                {say("seal.column_shift"): names.get(shift, shift), say("travel.column_way"): text}
                for shift, text in told.items()
            ]
        )
        if any(way.border_m for way in marks.ways.values()):
            st.caption(say("travel.border_note", metres=marks.border_within_m))


def _way_parts(way: WayMarks) -> Iterator[str]:
    if not way.has_line:
        yield say("travel.no_line")
    if way.has_ferry:
        yield say("travel.ferry")
    if way.track_m:
        yield say("travel.track", metres=way.track_m)
    if way.border_m:
        yield say("travel.border", metres=way.border_m)
