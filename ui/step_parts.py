"""The register's history: every step with what it did, and its way back."""

from collections.abc import Sequence

import streamlit as st

import workflow
from ui.establishment_card import field_label
from ui.paging import page_of
from ui.session import attempt, escape_markdown, moment, say, screen_words, succeeds, tell
from ui.tables import show_table
from ui.wording import coded
from workflow.register_views import StepView

STEPS, CHANGES = 20, 50


def show_steps(steps: Sequence[StepView]) -> None:
    """Show the steps behind their heading, the newest first."""
    section = st.expander(say("steps.title"), key="section_steps", on_change="rerun", icon=":material/history:")
    if not section.open:
        return
    with section:
        for step in page_of(steps, key="steps", size=STEPS):
            _show_step(step)


def _show_step(step: StepView) -> None:
    looked = st.session_state.get("step_looked")
    about, look, way = st.columns([5, 1, 2], vertical_alignment="center")
    about.markdown(f"**{escape_markdown(_title(step))}**  \n{escape_markdown(_about(step))}")
    is_open = looked == step.number
    look.button(
        say("steps.hide" if is_open else "steps.look"), type="tertiary", key=f"step_look_{step.number}",
        on_click=_look, args=(None if is_open else step.number,),
    )  # fmt: skip
    if step.undone_by is not None:
        way.caption(say("steps.undone_by", number=step.undone_by))
    else:
        key = "steps.redo" if step.undoes is not None else "steps.undo"
        way.button(
            say(key), key=f"step_undo_{step.number}", on_click=_undo, args=(step.number,),
            disabled=not step.may_undo,
        )  # fmt: skip
    if is_open:
        _show_changes(step.number)


def _title(step: StepView) -> str:
    words = screen_words()
    kind = coded(words, "register_step", step.kind.value)
    note = f"register_action.{step.note}"
    done = f": {words.say(note)}" if note in words else ""
    return say("steps.step", number=step.number, kind=kind + done)


def _about(step: StepView) -> str:
    parts = [say("steps.about", at=moment(step.at), account=step.account)]
    if step.file_name:
        parts.append(say("steps.file", file=step.file_name, rows=step.rows_read))
    if step.undoes is not None:
        parts.append(say("steps.undoes", number=step.undoes))
    return " · ".join((*parts, say("steps.counts", added=step.added, changed=step.changed)))


def _show_changes(number: int) -> None:
    changes = page_of(attempt(workflow.read_step, step=number) or (), key=f"step_{number}", size=CHANGES)
    show_table(
        [
            {
                say("steps.column_name"): f"{change.establishment_id} {change.name}",
                say("steps.column_field"): field_label(change.field),
                say("steps.column_before"): change.before or "–",
                say("steps.column_after"): change.after or "–",
            }
            for change in changes
        ]
    )


def _look(number: int | None) -> None:
    st.session_state["step_looked"] = number


def _undo(number: int) -> None:
    if succeeds(workflow.undo_step, step=number):
        tell("steps.undone", number=number)
