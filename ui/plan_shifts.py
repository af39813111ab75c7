"""The shifts of a plan by name: chosen on the page, and told apart in a list."""

from collections.abc import Mapping

import streamlit as st

import workflow
from domain.teams import Shift
from domain.units import clock_text
from ui.session import attempt, quietly, say, screen_words
from ui.wording import hours_text, weekday_text
from workflow.plan_views import PlanView, ShiftView


def choose_shift(plan: PlanView) -> ShiftView | None:
    """Ask which shift to look at; None means all."""
    shifts = {shift.shift: shift for shift in plan.shifts if shift.stops}
    if st.session_state.get("plan_shift") not in shifts:
        # A shift that the newest plan does not use, or none yet.
        st.session_state["plan_shift"] = ""
    chosen = st.selectbox(
        say("plan.shift"),
        ["", *shifts],
        format_func=lambda key: _label(shifts[key]) if key in shifts else say("plan.all_shifts"),
        key="plan_shift",
        label_visibility="collapsed",
    )
    return shifts.get(chosen)


def shift_names(plan: PlanView) -> dict[str, str]:
    """Return day, hour and team of each shift that may be chosen by its id, the used ones first."""
    teams = team_names()
    used = {shift.shift: short_label(shift, shift.team_name) for shift in plan.shifts}
    return used | {shift.id: short_label(shift, teams.get(shift.team, shift.team)) for shift in plan.spare_shifts}


def known_names(plan: PlanView) -> dict[str, str]:
    """Return every shift's name by its id, those that are lost or were used by an older version too."""
    teams = team_names()
    every = {shift.id: short_label(shift, teams.get(shift.team, shift.team)) for shift in _round_shifts(plan)}
    return every | shift_names(plan)


def short_label(shift: Shift | ShiftView, team: str) -> str:
    """Return a shift as a list names it, as in Thứ Hai 08/03, 18:30 · Đội số 1."""
    weekday = screen_words().say(f"ui.weekday.{shift.date.weekday()}")
    return f"{weekday} {shift.date:%d/%m}, {clock_text(shift.start_s)} · {team}"


def team_names() -> Mapping[str, str]:
    """Return the teams' names by their ids."""
    return {team.id: team.name for team in quietly(workflow.read_teams) or ()}


def pauses_of(plan: PlanView) -> dict[str, int]:
    """Return how long the break of each shift of the round lasts (seconds)."""
    return {shift.id: shift.pause.duration_s for shift in _round_shifts(plan) if shift.pause is not None}


def _round_shifts(plan: PlanView) -> tuple[Shift, ...]:
    return tuple(attempt(workflow.list_shifts, first=plan.round.starts_on, last=plan.round.ends_on) or ())


def _label(shift: ShiftView) -> str:
    words = screen_words()
    when = f"{weekday_text(words, shift.date)}, {hours_text(shift.departure_s, shift.return_s)}"
    return say("plan.shift_label", when=when, team=shift.team_name, stops=len(shift.stops))
