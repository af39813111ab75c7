"""Chốt và in: which shifts look at a commune's own work."""

import streamlit as st

import workflow
from domain.places import CommuneKey
from domain.units import clock_text
from ui.confirming import ask_first
from ui.session import attempt, escape_markdown, say, screen_words, succeeds, tell
from ui.wording import hours_text, weekday_text
from workflow.supervising import DayShift, SupervisionView


def show_supervisions(round_id: str) -> None:
    """Show the communes that are supervised in a round, and let the planner add or drop one."""
    found = attempt(workflow.list_supervisions, round_id=round_id)
    if found is None:
        return
    with st.expander(say("supervision.title")):
        st.caption(say("supervision.help"))
        for one in found.planned:
            key = "supervision.unplanned" if one.start_s is None else "supervision.row"
            told = {"commune": one.name, "shift": _label(one.shift), "start": clock_text(one.start_s or 0)}
            with st.container(horizontal=True, vertical_alignment="center"):
                st.write(escape_markdown(say(key, **told)))
                label, name = say("supervision.drop"), f"drop_{one.commune.code}"
                ask, do = say("supervision.drop_ask", commune=one.name), say("supervision.drop_do")
                ask_first(label, ask, do, key=name, on_click=_drop, args=(round_id, one))
        if not found.shifts:
            st.write(say("supervision.no_shift"))
            return
        names = dict(found.communes)
        commune = st.selectbox(say("supervision.commune"), list(names), format_func=lambda key: names[key])
        shifts = {one.shift: one for one in found.shifts}
        shift = st.selectbox(say("supervision.shift"), list(shifts), format_func=lambda key: _label(shifts[key]))
        seen = next((one.shift.shift for one in found.planned if one.commune == commune), None)
        st.button(say("supervision.add"), on_click=_add, args=(round_id, commune, shift, seen))


def _label(shift: DayShift) -> str:
    day = weekday_text(screen_words(), shift.date)
    return f"{day} {hours_text(shift.start_s, shift.end_s)} · {shift.team}"


def _add(round_id: str, commune: CommuneKey, shift: str, seen: str | None) -> None:
    if succeeds(workflow.supervise_commune, round_id=round_id, commune=commune, shift=shift, seen=seen):
        tell("supervision.added")


def _drop(round_id: str, one: SupervisionView) -> None:
    if succeeds(workflow.drop_supervision, round_id=round_id, commune=one.commune, seen=one.shift.shift):
        tell("supervision.dropped")
