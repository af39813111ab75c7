"""Chốt và in: what the office decides of its route sheets."""

import streamlit as st

import workflow
from domain.errors import InputError
from domain.sheets import MAPS, AlarmNumber, FieldSettings
from ui.meanwhile import go_on, part_key, seen_of, start_of, warn_changed
from ui.session import attempt, say, succeeds, tell

BETWEEN = ":"
"""Between whom a number belongs to and the number."""
PART = "sheets"
TOLD = {"reveal_minutes": "seal.reveal_minutes", "telephone": "sheet.telephone", "alarm_text": "sheet.alarm_text"}
"""Settings of which a conflict says what they became."""


def show_settings() -> None:
    """Let the planner change what sheets hold from now on."""
    kept = attempt(workflow.read_field_settings)
    if kept is None:
        return
    settings = start_of(PART, kept)
    with st.expander(say("sheet.settings")):
        warn_changed(PART, kept, labels={name: say(key) for name, key in TOLD.items()})
        _show_form(settings)


def _show_form(settings: FieldSettings) -> None:
    with st.form("sheet_settings", enter_to_submit=False):
        st.number_input(
            say("seal.reveal_minutes"), 0, 1440, value=settings.reveal_minutes, step=15, key=_key("sheet_minutes")
        )
        st.checkbox(say("sheet.reserves"), value=settings.hand_out_reserves, key=_key("sheet_reserves"))
        st.caption(say("sheet.reserves_help"))
        st.selectbox(
            say("sheet.maps"), MAPS, index=MAPS.index(settings.maps), format_func=lambda one: say(f"sheet.maps_{one}"),
            key=_key("sheet_maps"),
        )  # fmt: skip
        st.text_input(say("sheet.telephone"), value=settings.telephone, max_chars=20, key=_key("sheet_telephone"))
        st.text_area(say("sheet.alarm_text"), value=settings.alarm_text, max_chars=400, key=_key("sheet_alarm"))
        lines = "\n".join(f"{one.label}{BETWEEN} {one.number}" for one in settings.alarm_numbers)
        st.text_area(say("sheet.alarm_numbers"), value=lines, max_chars=600, key=_key("sheet_numbers"))
        st.caption(say("sheet.alarm_help"))
        st.form_submit_button(say("sheet.save"), on_click=_save)


def _save() -> None:
    if succeeds(_keep):
        go_on(PART)
        tell("sheet.saved")


def _keep(*who: object) -> None:
    kept = st.session_state
    settings = FieldSettings(
        reveal_minutes=int(kept[_key("sheet_minutes")]),
        hand_out_reserves=bool(kept[_key("sheet_reserves")]),
        maps=kept[_key("sheet_maps")],
        alarm_text=kept[_key("sheet_alarm")].strip(),
        alarm_numbers=numbers_of(kept[_key("sheet_numbers")]),
        telephone=kept[_key("sheet_telephone")].strip(),
    )
    workflow.save_field_settings(*who, settings=settings, seen=seen_of(PART))


def _key(name: str) -> str:
    return part_key(PART, name)


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
