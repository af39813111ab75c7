"""What stands below the one button of a new round, closed by default: floors, readings, sizes, the draw in public."""

from datetime import date

import streamlit as st

import workflow
from domain.rounds import SamplingRule
from ui.ceremony_steps import spoken
from ui.job_progress import begin
from ui.links import go_to
from ui.meanwhile import begin_anew
from ui.round_weighing import show_weighing
from ui.session import attempt, say
from ui.tables import show_table
from workflow.floors import FloorRow


def ask_reason(year: int) -> str:
    """Ask why the year's register is drawn again, where it was drawn before; filled in for a next round."""
    if not attempt(workflow.earlier_draws, year=year):
        return ""
    return st.text_input(say("round.reason"), value=say("round.next_reason"), max_chars=200)


def plan_now(values: dict, reason: str, *, vehicle: str) -> None:
    """Open the round and hand the work to the worker."""
    opened = attempt(workflow.open_round, **{**values, "title": values["title"].strip()})
    if opened is not None:
        begin_anew("rounds")
        begin("plan_round", {"round": opened.id, "reason": reason, "vehicle": vehicle})


def show_checks(values: dict, *, is_ready: bool) -> None:
    """Show the checks of the form's own values; nothing is worked out while they are closed."""
    section = st.expander(say("round.check"), key="round_check", on_change="rerun")
    if not section.open:
        return
    with section:
        _show_floors(values["rule"], values["starts_on"])
        show_weighing(values["rule"], values["starts_on"])
        st.markdown(f"**{say('round.ceremony')}**")
        st.write(say("round.ceremony_help"))
        if st.button(say("round.ceremony_open"), disabled=not is_ready):
            _open(values)


def _show_floors(rule: SamplingRule, on: date) -> None:
    """Show what each commune and type needs against what may be chosen, and why where that is too little."""
    rows = attempt(workflow.read_floors, rule=rule, on=on) or ()
    short = [row for row in rows if row.short]
    st.markdown(f"**{spoken('floors_title')}**")
    if short:
        st.warning(spoken("floors_short", count=len(short)))
    else:
        st.success(spoken("floors_all_met"))
    _show_rotation(rule, on)
    for row in short:
        names = ("name", "needed", "eligible", "registered", "exempt", "short")
        st.text(spoken("floor_cure", **{name: getattr(row, name) for name in names}))
    show_table([_floor(row) for row in rows])


def _show_rotation(rule: SamplingRule, on: date) -> None:
    """Say how far the cycle of years is, and what this year still must see for the first time."""
    found = attempt(workflow.read_rotation, rule=rule, on=on)
    if found is not None:
        told = {"first": found.first_year, "last": found.last_year, "unseen": found.unseen, "floor": found.floor}
        counts = {"registered": found.registered, "years": found.years_left, "asked": rule.rotation_floor}
        st.text(say("round.rotation_state", **told, **counts))


def _floor(row: FloorRow) -> dict[str, object]:
    numbers = ("registered", "done", "exempt", "eligible", "needed", "short")
    name = row.name or spoken(f"floors_{row.kind}")
    return {spoken("column_group"): name} | {spoken(f"column_{key}"): getattr(row, key) for key in numbers}


def _open(values: dict) -> None:
    """Open the round as a draft and go to its ceremony."""
    opened = attempt(workflow.open_round, **{**values, "title": values["title"].strip()})
    if opened is not None:
        begin_anew("rounds")
        st.session_state["ceremony_round"] = opened.id
        st.session_state.pop("ceremony_choice", None)
        go_to("ceremony")
