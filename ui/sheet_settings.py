"""Chốt và in: what the office decides of its route sheets."""

import streamlit as st

import workflow
from domain.errors import InputError
from domain.sheets import MAPS, AlarmNumber, FieldSettings
from ui.session import attempt, say, succeeds, tell

BETWEEN = ":"
"""Between whom a number belongs to and the number."""


def show_settings() -> None:
    """Let the planner change what sheets hold from now on."""
    settings = attempt(workflow.read_field_settings)
    if settings is None:
        return
    with st.expander(say("sheet.settings")), st.form("sheet_settings", enter_to_submit=False):
        st.number_input(
            say("seal.reveal_minutes"), 0, 1440, value=settings.reveal_minutes, step=15, key="sheet_minutes"
        )
        st.checkbox(say("sheet.reserves"), value=settings.hand_out_reserves, key="sheet_reserves")
        st.caption(say("sheet.reserves_help"))
        st.selectbox(
            say("sheet.maps"), MAPS, index=MAPS.index(settings.maps), format_func=lambda one: say(f"sheet.maps_{one}"),
            key="sheet_maps",
        )  # fmt: skip
        st.text_input(say("sheet.telephone"), value=settings.telephone, max_chars=20, key="sheet_telephone")
        st.text_area(say("sheet.alarm_text"), value=settings.alarm_text, max_chars=400, key="sheet_alarm")
        lines = "\n".join(f"{one.label}{BETWEEN} {one.number}" for one in settings.alarm_numbers)
        st.text_area(say("sheet.alarm_numbers"), value=lines, max_chars=600, key="sheet_numbers")
        st.caption(say("sheet.alarm_help"))
        st.form_submit_button(say("sheet.save"), on_click=_save)


def _save() -> None:
    if succeeds(_keep):
        tell("sheet.saved")


def _keep(*who: object) -> None:
    kept = st.session_state
    settings = FieldSettings(
        reveal_minutes=int(kept["sheet_minutes"]),
        hand_out_reserves=bool(kept["sheet_reserves"]),
        maps=kept["sheet_maps"],
        alarm_text=kept["sheet_alarm"].strip(),
        alarm_numbers=numbers_of(kept["sheet_numbers"]),
        telephone=kept["sheet_telephone"].strip(),
    )
    workflow.save_field_settings(*who, settings=settings)


def numbers_of(text: str) -> tuple[AlarmNumber, ...]:
    """Return the numbers of lines such as ``Công an: 113``; empty lines are passed over.

    Raises
    ------
    InputError
        ``sheet.number`` for a line that does not say whose number it is.
    """
    numbers = []
    for line in filter(None, (one.strip() for one in text.splitlines())):
        label, found, number = line.rpartition(BETWEEN)
        if not found:
            raise InputError("sheet.number", number=line)
        numbers.append(AlarmNumber(label=label.strip(), number=number.strip()))
    return tuple(numbers)
