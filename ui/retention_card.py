"""How long things are kept, what is past its term, and the button that deletes it."""

import streamlit as st

import workflow
from documents.formatting import day_text
from ui.confirming import ask_first
from ui.session import attempt, say, screen_words, tell
from workflow.purging import DueClass


def show_retention() -> None:
    """Show the terms, what is past them, and the button that deletes it; no button while nothing is."""
    plan = attempt(workflow.purge_plan)
    if plan is None:
        return
    st.subheader(say("retention.title"))
    with st.container(border=True):
        st.write(say("retention.lead"))
        st.dataframe([_row(one) for one in plan.classes], hide_index=True, width="stretch")
        if plan.due == 0:
            st.caption(say("retention.none"))
            return
        ask_first(
            say("retention.purge", count=plan.due), say("retention.purge_ask", count=plan.due),
            say("retention.purge_do"), key="purge", on_click=_purge,
        )  # fmt: skip


def _row(one: DueClass) -> dict[str, object]:
    return {
        say("retention.column_class"): screen_words().say(f"retention.class.{one.of}"),
        say("retention.column_term"): _term(one),
        say("retention.column_count"): one.count,
        say("retention.column_oldest"): day_text(one.oldest) if one.oldest else "–",
        say("retention.column_source"): one.term.source if one.term else "–",
    }


def _term(one: DueClass) -> str:
    if one.term is None or one.term.months == 0:
        return say("retention.good")
    return say("retention.months" if one.is_removed else "retention.told", months=one.term.months)


def _purge() -> None:
    done = attempt(workflow.purge)
    if done is not None:
        count = sum(done.removed.values())
        tell("retention.purged" if done.is_wiped else "retention.again", count=count)
