"""Communes whose own work was looked at: tasks done, difficulties, answers; and which were not looked at yet."""

import streamlit as st

import workflow
from documents.formatting import day_text
from ui.session import attempt, say, succeeds, tell
from ui.tables import show_table
from workflow.commune_supervision import SupervisedCommune, SupervisedCommunes
from workflow.targets import TargetsView


def show_supervised(view: TargetsView) -> None:
    """Show the supervisions of the calendar year, and let the planner answer."""
    found = attempt(workflow.list_supervised, year=view.year)
    if found is None:
        return
    if not found.done:
        st.info(say("targets.supervised_none", year=found.year))
    show_table([_row(found, one) for one in found.done])
    if found.waiting:
        st.caption(say("targets.supervised_waiting", list=", ".join(found.waiting)))
    if found.done:
        _ask_answer(found)


def _row(found: SupervisedCommunes, one: SupervisedCommune) -> dict[str, object]:
    undone = [found.tasks.get(task, task) for task, is_done in one.tasks.items() if not is_done]
    return {
        say("targets.column_commune"): f"{one.name} ({day_text(one.on)})",
        say("targets.column_tasks"): f"{sum(one.tasks.values())}/{len(one.tasks)}",
        say("targets.column_undone"): "; ".join(undone) or "–",
        say("targets.column_difficulties"): one.difficulties or "–",
        say("targets.column_answer"): one.answer or say("targets.no_answer"),
    }


def _ask_answer(found: SupervisedCommunes) -> None:
    named = {f"{one.round_id}:{one.commune.code}": one for one in found.done}
    with st.form("answer_commune", clear_on_submit=True, enter_to_submit=False):
        st.selectbox(
            say("targets.answer_which"), list(named), key="answer_which",
            format_func=lambda key: f"{named[key].name} ({day_text(named[key].on)})",
        )  # fmt: skip
        st.text_area(say("targets.answer_text"), key="answer_text", max_chars=1000)
        st.form_submit_button(say("targets.answer_keep"), on_click=_answer, args=(named,))


def _answer(named: dict[str, SupervisedCommune]) -> None:
    state = st.session_state
    one = named[state["answer_which"]]
    if succeeds(
        workflow.answer_commune, round_id=one.round_id, commune=one.commune.code, answer=state["answer_text"],
        seen=one.answer,
    ):  # fmt: skip
        tell("targets.answered", commune=one.name)
