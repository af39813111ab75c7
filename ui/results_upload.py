"""Files of results that were handed in, what became of each, and those that were refused."""

from collections.abc import Mapping

import streamlit as st

import workflow
from domain.visits import Intake, ResultsAnswer
from ui.session import attempt, here, moment, say, screen_words, show_notice, tell
from ui.tables import show_table

MOST_REFUSED = 50
COUNTS = ("accepted", "ignored", "conflict", "refused")


def show_upload() -> None:
    """Show the uploader and, once files were taken, what became of each of them."""
    with st.container(border=True):
        key = f"results_files_{st.session_state.get('results_round', 0)}"
        files = st.file_uploader(say("results.file"), type=("json",), accept_multiple_files=True, key=key)
        st.caption(say("results.file_help"))
        if files:
            held = [(one.name, one.getvalue()) for one in files]
            st.button(say("results.take"), type="primary", on_click=_take, args=(held,))
        _show_answers(st.session_state.get("results_answers", ()))


def _take(files: list[tuple[str, bytes]]) -> None:
    taken = [(name, attempt(workflow.take_file, content=content)) for name, content in files]
    answers = [(name, answer) for name, answer in taken if answer is not None]
    st.session_state["results_answers"] = answers
    st.session_state["results_round"] = st.session_state.get("results_round", 0) + 1
    if len(answers) == len(files):
        tell("results.taken", files=len(files), accepted=sum(answer.accepted for _, answer in answers))


def _show_answers(answers: list[tuple[str, ResultsAnswer]]) -> None:
    if not answers:
        return
    show_table([_counts(name, answer) for name, answer in answers])
    doubtful = [
        {
            say("results.column_file"): name,
            say("results.column_stop"): one.stop,
            say("results.column_became"): say(f"results.intake_{one.intake}"),
            say("results.column_reason"): workflow.reason_text(here(), one),
        }
        for name, answer in answers
        for one in answer.answers
        if one.intake in (Intake.CONFLICT, Intake.REFUSED)
    ]
    show_table(doubtful)
    masked = sum(answer.masked for _, answer in answers)
    if masked:
        st.caption(say("results.masked", count=masked))


def _counts(name: str, answer: ResultsAnswer) -> Mapping[str, object]:
    counts = {say(f"results.intake_{count}"): getattr(answer, count) for count in COUNTS}
    return {say("results.column_file"): name, say("results.column_sheet"): answer.sheet or "–", **counts}


def show_refused() -> None:
    """Show the files that were refused, by the audit: when, by whom, how many, why; their content was not kept."""
    refused = attempt(workflow.list_refused)
    if refused is None:
        show_notice()
        return
    with st.expander(say("results.refused", count=len(refused))):
        st.caption(say("results.refused_help"))
        show_table(
            [
                {
                    say("results.column_at"): moment(one.at),
                    say("results.column_account"): one.account,
                    say("results.column_sheet"): one.sheet or "–",
                    say("results.column_count"): one.refused,
                    say("results.column_reason"): ", ".join(_reason(code) for code in one.reasons),
                }
                for one in refused[:MOST_REFUSED]
            ]
        )


def _reason(code: str) -> str:
    key = f"refused_reason.{code}"
    words = screen_words()
    return words.say(key if key in words else "refused_reason.format")
