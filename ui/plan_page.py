"""Kết quả: the plan in one sentence, list left, map right, why on each."""

import streamlit as st

import workflow
from domain.accounts import AccountRole
from ui.layout import split
from ui.links import link_to
from ui.map_data import map_bases, map_routes, series_colours
from ui.map_layers import ground
from ui.plan_parts import show_advanced, show_move, show_stops, show_unassigned, show_why
from ui.session import attempt, need, say, workspace
from ui.wording import hours_text, percent_text, weekday_text
from ui.working_map import working_map
from workflow.views import PlanView, ShiftView


def show() -> None:
    """Show the plan of the newest round."""
    need(AccountRole.PLANNER)
    st.title(say("plan.title"))
    plan = attempt(workflow.read_plan)
    if plan is None:
        st.info(say("plan.empty"))
        link_to("round", "plan.make_one")
        return
    st.html(f'<p class="figure">{_sentence(plan)}</p>')
    left, right = split(1.15, 1)
    with left:
        shift = _choose_shift(plan)
        shown = plan.shifts if shift is None else (shift,)
        show_stops(shown, key=shift.shift if shift else "all")
    with right:
        _show_map(plan, shown, fit=shift.shift if shift else "all")
        picked = st.session_state.get("plan_picked")
        if picked:
            show_why(plan, picked)
            show_move(plan, picked)
        else:
            st.caption(say("plan.pick_one"))
    show_unassigned(plan)
    show_advanced(plan)
    link_to("seal", "plan.go_on")


def _sentence(plan: PlanView) -> str:
    everywhere = plan.communes_reached == plan.communes_all
    reached = say(
        "plan.everywhere" if everywhere else "plan.communes", reached=plan.communes_reached, all=plan.communes_all
    )
    return say(
        "plan.sentence",
        selected=plan.selected,
        registered=plan.registered,
        percent=percent_text(plan.selected, plan.registered),
        communes=reached,
        shifts=plan.shifts_used,
        unassigned=len(plan.unassigned),
    )


def _choose_shift(plan: PlanView) -> ShiftView | None:
    """Ask which shift to look at; None means all."""
    shifts = {shift.shift: shift for shift in plan.shifts if shift.stops}
    chosen = st.selectbox(
        say("plan.shift"),
        ["", *shifts],
        format_func=lambda key: _shift_label(shifts[key]) if key in shifts else say("plan.all_shifts"),
    )
    return shifts.get(chosen)


def _shift_label(shift: ShiftView) -> str:
    words = workspace().reference.words
    when = f"{weekday_text(words, shift.date)}, {hours_text(shift.departure_s, shift.return_s)}"
    return say("plan.shift_label", when=when, team=shift.team_name, stops=len(shift.stops))


def _show_map(plan: PlanView, shown: tuple[ShiftView, ...], *, fit: str) -> None:
    words = workspace().reference.words
    colours = series_colours(shift.team for shift in plan.shifts)
    routes, legend = map_routes(shown, words=words, colours=colours)
    legend.append({"kind": "square", "colour": "", "text": say("map.bases")})
    working_map(
        {**ground(), "routes": routes, "bases": map_bases(shown, words), "legend": legend},
        key="plan_map",
        fit=fit,
        selected=st.session_state.get("plan_picked"),
        pick_into="plan_picked",
    )
