"""Parts of the plan's page: a shift's stops, why, moving a stop, what did not fit."""

import streamlit as st

import workflow
from domain.units import clock_text
from ui.session import attempt, tell, workspace
from ui.wording import (
    coded,
    day_text,
    hours_text,
    kilometres_text,
    minutes,
    percent_text,
    unassigned_sentences,
    weekday_text,
)
from workflow.views import PlanView, ShiftView


def show_shift(shift: ShiftView) -> None:
    """Show the stops of one shift; choosing a row asks why."""
    words = workspace().reference.words
    types = workflow.read_types(workspace())
    rows = [
        {
            words.say("ui.plan.column_order"): stop.order,
            words.say("ui.plan.column_start"): clock_text(stop.start_s),
            words.say("ui.plan.column_name"): stop.name,
            words.say("ui.plan.column_type"): types.get(stop.type, stop.type),
            words.say("ui.plan.column_commune"): stop.commune,
        }
        for stop in shift.stops
    ]
    key = f"stops_{shift.shift}"
    st.dataframe(
        rows,
        hide_index=True,
        key=key,
        selection_mode="single-row",
        on_select=lambda: _pick_row(key, shift),
    )
    figures = {
        "travel": minutes(shift.travel_s),
        "distance": kilometres_text(shift.distance_m),
        "base": shift.base_name,
    }
    st.caption(words.say("ui.plan.shift_figures", **figures))


def _pick_row(key: str, shift: ShiftView) -> None:
    rows = st.session_state[key].selection.rows
    st.session_state["plan_picked"] = shift.stops[rows[0]].establishment_id if rows else None


def show_why(plan: PlanView, establishment: str) -> None:
    """Show why an establishment is in the plan, in sentences."""
    words = workspace().reference.words
    why = attempt(workflow.explain, round_id=plan.round.id, establishment=establishment)
    if why is None:
        return
    with st.container(border=True):
        st.caption(words.say("ui.plan.why"))
        st.text(why.name)
        st.text(coded(words, "reason", why.reason.code, why.reason.params))
        if why.inspections:
            last = max(why.inspections, key=lambda inspection: inspection.on)
            st.text(words.say("ui.plan.last_inspection", day=day_text(last.on)))
        else:
            st.text(words.say("ui.plan.no_inspection"))
        with st.expander(words.say("ui.advanced")):
            chance = percent_text(why.chance_numerator, why.chance_denominator)
            fields = {"numerator": why.chance_numerator, "denominator": why.chance_denominator, "percent": chance}
            st.text(words.say("ui.plan.chance", **fields))
            for code, points in why.points:
                st.text(words.say("ui.plan.points", code=coded(words, "points", code), points=points))


def show_move(plan: PlanView, establishment: str) -> None:
    """Let the planner put a stop elsewhere; every rule is checked again at once."""
    words = workspace().reference.words
    if plan.sealed_at is not None or establishment not in {s.establishment_id for x in plan.shifts for s in x.stops}:
        return
    shifts = {shift.shift: shift for shift in plan.shifts}
    with st.popover(words.say("ui.plan.move"), icon=":material/swap_horiz:"):
        target = st.selectbox(
            words.say("ui.plan.move_to"), list(shifts), format_func=lambda key: _short_label(shifts[key]), key="move_to"
        )
        order = st.number_input(words.say("ui.plan.move_order"), 1, len(shifts[target].stops) + 1, key="move_order")
        arguments = (plan.round.id, plan.version, establishment, target, int(order))
        st.button(words.say("ui.plan.move_now"), type="primary", on_click=_move, args=arguments)


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
    st.subheader(words.say("ui.plan.unassigned", count=len(plan.unassigned)))
    for item in plan.unassigned:
        with st.container(border=True):
            st.text(plan.names.get(item.visit, item.visit))
            st.text("\n".join(f"• {sentence}" for sentence in unassigned_sentences(words, item)))


def show_advanced(plan: PlanView) -> None:
    """Show what only a checker asks for."""
    words = workspace().reference.words
    with st.expander(words.say("ui.advanced")):
        fields = {
            "version": plan.version,
            "required": plan.required,
            "must": plan.must,
            "risk": plan.risk,
            "lottery": plan.lottery,
            "broken": plan.rules_broken,
            "travel": coded(words, "documents.travel", plan.travel_source),
        }
        st.text(words.say("ui.plan.advanced", **fields))
