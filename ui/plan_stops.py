"""The plan as a list of stops, and the card of the stop that was picked."""

from collections.abc import Mapping, Sequence

import streamlit as st

import workflow
from documents.formatting import day_text, reason_text
from domain.units import clock_text
from ui.looking import look_into
from ui.plan_locks import ask_lock
from ui.plan_moves import ask_move
from ui.session import attempt, say, screen_words, workspace
from ui.wording import coded, commune_text, marked, percent_text
from workflow.plan_views import PlanView, ShiftView, StopView


def show_stops(plan: PlanView, shifts: Sequence[ShiftView], *, key: str) -> None:
    """Show the stops of one or of all shifts; choosing a row asks why."""
    types = workflow.read_types(workspace())
    stops = [(shift, stop) for shift in shifts for stop in shift.stops]
    rows = [_row(shift, stop, types, with_shift=len(shifts) > 1) for shift, stop in stops]
    if plan.locked:
        for row, (_, stop) in zip(rows, stops, strict=True):
            lock = plan.locked.get(stop.establishment_id)
            row[say("work.column_lock")] = say(f"work.locked_{lock}") if lock else ""
    ids = [stop.establishment_id for _, stop in stops]
    table = f"stops_{key}_{plan.version}"
    st.dataframe(
        rows,
        hide_index=True,
        key=table,
        height=min(560, 40 + 35 * len(rows)),
        selection_mode="single-row",
        on_select=lambda: _pick_row(table, ids),
    )


def _row(shift: ShiftView, stop: StopView, types: Mapping[str, str], *, with_shift: bool) -> dict[str, object]:
    row: dict[str, object] = {}
    if with_shift:
        row[say("plan.column_day")] = f"{shift.date:%d/%m}"
        row[say("plan.column_team")] = shift.team_name
    row[say("plan.column_order")] = stop.order
    row[say("plan.column_start")] = clock_text(stop.start_s)
    row[say("plan.column_name")] = stop.name
    row[say("plan.column_commune")] = commune_text(screen_words(), stop.commune, stop.commune_former)
    row[say("plan.column_type")] = types.get(stop.type, stop.type)
    return row


def _pick_row(table: str, ids: Sequence[str]) -> None:
    rows = st.session_state[table].selection.rows
    st.session_state["plan_picked"] = ids[rows[0]] if rows and rows[0] < len(ids) else None


def show_picked(plan: PlanView, establishment: str, *, is_fixed: bool) -> None:
    """Show why an establishment is in the plan, and what may be done with its stop."""
    why = look_into("plan", round_id=plan.round.id, establishment=establishment, version=plan.version)
    if why is None:
        return
    with st.container(border=True):
        st.caption(say("plan.why"))
        st.text(why.name)
        st.text(reason_text(why.reason, words=screen_words(), names=_group_names()))
        last = max((inspection.on for inspection in why.inspections), default=None)
        st.text(say("plan.no_inspection") if last is None else say("plan.last_inspection", day=day_text(last)))
        if not is_fixed:
            _show_actions(plan, establishment)
        with st.expander(say("advanced")):
            chance = marked(screen_words(), percent_text(why.chance_numerator, why.chance_denominator))
            fields = {"numerator": why.chance_numerator, "denominator": why.chance_denominator, "percent": chance}
            st.text(say("plan.chance", **fields))
            for code, points in why.points:
                st.text(say("plan.points", code=coded(screen_words(), "points", code), points=points))


def _show_actions(plan: PlanView, establishment: str) -> None:
    """Offer another place, and where the stop has one, to keep it as it is."""
    has_stop = any(stop.establishment_id == establishment for shift in plan.shifts for stop in shift.stops)
    if not has_stop and establishment not in {item.visit for item in plan.unassigned}:
        return
    with st.container(horizontal=True):
        ask_move(plan, establishment)
        if has_stop:
            ask_lock(plan, establishment)


def _group_names() -> dict[str, str]:
    """Return the names of communes and types by code; a reason names a group by its code."""
    communes = {commune.code: commune.name for commune in attempt(workflow.read_communes) or ()}
    return communes | dict(workflow.read_types(workspace()))
