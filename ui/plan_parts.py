"""Parts of the plan's page: a shift's stops, why, moving a stop, what did not fit."""

from collections.abc import Mapping, Sequence

import streamlit as st

import workflow
from documents.formatting import cause_sentences, day_text, reason_text, remedy_sentences
from domain.units import clock_text
from ui.session import attempt, say, tell, workspace
from ui.wording import coded, hours_text, kilometres_text, minutes, percent_text, weekday_text
from workflow.views import PlanView, ShiftView, StopView


def show_stops(shifts: Sequence[ShiftView], *, key: str) -> None:
    """Show the stops of one or of all shifts; choosing a row asks why."""
    types = workflow.read_types(workspace())
    stops = [(shift, stop) for shift in shifts for stop in shift.stops]
    rows = [_stop_row(shift, stop, types, with_shift=len(shifts) > 1) for shift, stop in stops]
    ids = [stop.establishment_id for _, stop in stops]
    table = f"stops_{key}"
    st.dataframe(
        rows,
        hide_index=True,
        key=table,
        height=min(560, 40 + 35 * len(rows)),
        selection_mode="single-row",
        on_select=lambda: _pick_row(table, ids),
    )
    if len(shifts) == 1:
        only = shifts[0]
        figures = {"travel": minutes(only.travel_s), "distance": kilometres_text(only.distance_m)}
        st.caption(say("plan.shift_figures", base=only.base_name, **figures))


def _stop_row(shift: ShiftView, stop: StopView, types: Mapping[str, str], *, with_shift: bool) -> dict[str, object]:
    row: dict[str, object] = {}
    if with_shift:
        row[say("plan.column_day")] = f"{shift.date:%d/%m}"
        row[say("plan.column_team")] = shift.team_name
    row[say("plan.column_order")] = stop.order
    row[say("plan.column_start")] = clock_text(stop.start_s)
    row[say("plan.column_name")] = stop.name
    row[say("plan.column_commune")] = stop.commune
    row[say("plan.column_type")] = types.get(stop.type, stop.type)
    return row


def _pick_row(table: str, ids: Sequence[str]) -> None:
    rows = st.session_state[table].selection.rows
    st.session_state["plan_picked"] = ids[rows[0]] if rows and rows[0] < len(ids) else None


def show_why(plan: PlanView, establishment: str) -> None:
    """Show why an establishment is in the plan, in sentences."""
    words = workspace().reference.words
    why = attempt(workflow.explain, round_id=plan.round.id, establishment=establishment)
    if why is None:
        return
    with st.container(border=True):
        st.caption(say("plan.why"))
        st.text(why.name)
        st.text(reason_text(why.reason, words=words, names=_group_names()))
        if why.inspections:
            last = max(why.inspections, key=lambda inspection: inspection.on)
            st.text(say("plan.last_inspection", day=day_text(last.on)))
        else:
            st.text(say("plan.no_inspection"))
        with st.expander(say("advanced")):
            chance = percent_text(why.chance_numerator, why.chance_denominator)
            fields = {"numerator": why.chance_numerator, "denominator": why.chance_denominator, "percent": chance}
            st.text(say("plan.chance", **fields))
            for code, points in why.points:
                st.text(say("plan.points", code=coded(words, "points", code), points=points))


def _group_names() -> dict[str, str]:
    """Return the names of communes and types by code; a reason names a group by its code."""
    communes = {commune.code: commune.name for commune in attempt(workflow.read_communes) or ()}
    return communes | dict(workflow.read_types(workspace()))


def show_move(plan: PlanView, establishment: str) -> None:
    """Let the planner put a stop elsewhere; every rule is checked again at once."""
    if plan.sealed_at is not None or establishment not in {s.establishment_id for x in plan.shifts for s in x.stops}:
        return
    shifts = {shift.shift: shift for shift in plan.shifts}
    with st.popover(say("plan.move"), icon=":material/swap_horiz:"):
        target = st.selectbox(
            say("plan.move_to"), list(shifts), format_func=lambda key: _short_label(shifts[key]), key="move_to"
        )
        order = st.number_input(say("plan.move_order"), 1, len(shifts[target].stops) + 1, key="move_order")
        arguments = (plan.round.id, plan.version, establishment, target, int(order))
        st.button(say("plan.move_now"), type="primary", on_click=_move, args=arguments)


def _short_label(shift: ShiftView) -> str:
    words = workspace().reference.words
    return f"{weekday_text(words, shift.date)} {hours_text(shift.start_s, shift.end_s)} · {shift.team_name}"


def _move(round_id: str, version: int, visit: str, shift: str, order: int) -> None:
    moved = attempt(workflow.move_stop, round_id=round_id, version=version, visit=visit, shift=shift, order=order)
    if moved is not None:
        tell("plan.moved")


def show_unassigned(plan: PlanView) -> None:
    """Name what no shift could take, with the causes and what would help."""
    words = workspace().reference.words
    if not plan.unassigned:
        return
    st.subheader(say("plan.unassigned", count=len(plan.unassigned)))
    teams = {team.id: team.name for team in attempt(workflow.read_teams) or ()}
    names = teams | dict(workflow.agency_labels(workspace()))
    for item in plan.unassigned:
        with st.container(border=True):
            st.text(plan.names.get(item.visit, item.visit))
            causes = cause_sentences(item, words=words, names=names)
            sentences = (*causes, *remedy_sentences(item, words=words, names=names))
            st.text("\n".join(f"• {sentence}" for sentence in sentences))


def show_advanced(plan: PlanView) -> None:
    """Show what only a checker asks for."""
    words = workspace().reference.words
    with st.expander(say("advanced")):
        fields = {
            "version": plan.version,
            "required": plan.required,
            "must": plan.must,
            "risk": plan.risk,
            "lottery": plan.lottery,
            "broken": plan.rules_broken,
            "travel": coded(words, "documents.travel", plan.travel_source),
        }
        st.text(say("plan.advanced", **fields))
