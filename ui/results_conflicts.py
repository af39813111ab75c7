"""Two results of one visit side by side: the planner lets one stand and says why; nothing is overwritten by itself."""

from collections.abc import Sequence

import streamlit as st

import workflow
from domain.visits import KeptResult
from ui.layout import split
from ui.results_shifts import peculiar, result_state
from ui.session import escape_markdown, moment, say, screen_words, succeeds, tell, workspace
from ui.tables import show_table
from workflow.results_views import ResultsView, ShiftResults, VisitResults

MOST_SHOWN = 20


def show_conflicts(view: ResultsView) -> None:
    """Show every visit of which several results wait for the planner."""
    asked = [(shift, visit) for shift in view.shifts for visit in shift.visits if visit.conflicts]
    if not asked:
        return
    st.subheader(say("results.conflicts", count=len(asked)))
    st.caption(say("results.conflicts_help"))
    for shift, visit in asked[:MOST_SHOWN]:
        _show_one(shift, visit)
    if len(asked) > MOST_SHOWN:
        st.caption(say("results.more", count=len(asked) - MOST_SHOWN))


def _show_one(shift: ShiftResults, visit: VisitResults) -> None:
    found = ([visit.standing] if visit.standing else []) + list(visit.conflicts)
    key = f"{shift.shift}_{visit.stop}"
    with st.container(border=True):
        st.markdown(f"**{escape_markdown(visit.name)}** · {escape_markdown(shift.team_name)} · {shift.date:%d/%m/%Y}")
        for column, one in zip(split(*[1] * len(found), name=f"conflict_{key}"), found, strict=True):
            with column:
                _show_result(one, is_standing=one is visit.standing)
        st.text_input(say("results.reason"), key=f"reason_{key}", max_chars=300)
        _ask(found, key)


def _ask(found: Sequence[KeptResult], key: str) -> None:
    with st.container(horizontal=True):
        for number, one in enumerate(found, start=1):
            st.button(
                say("results.choose", number=number), key=f"choose_{one.id}", on_click=_choose, args=(one.id, key)
            )


def _choose(result: str, key: str) -> None:
    if succeeds(workflow.choose_result, result=result, reason=st.session_state.get(f"reason_{key}", "")):
        tell("results.chosen")


def _show_result(one: KeptResult, *, is_standing: bool) -> None:
    words = screen_words()
    result = one.result
    labels = {rule.code: rule.label for rule in workspace().reference.field_rules.findings}
    title = say("results.standing") if is_standing else words.say(f"intake_reason.{one.reason}", code="", list="")
    lines = {
        "results.line_state": result_state(one),
        "results.line_minutes": result.minutes_no or "–",
        "results.line_findings": "; ".join(labels.get(one.code, one.code) for one in result.findings) or "–",
        "results.line_recorded": moment(result.recorded_at),
        "results.line_received": moment(one.received_at),
        "results.line_device": say("results.device", device=result.device[:4], edit=result.edit, sheet=one.sheet.text),
        "results.line_account": one.sent_by,
        "results.line_note": result.note or result.difficulties or "–",
        "results.line_about": "; ".join(peculiar(one)) or "–",
    }
    st.text(title)
    show_table([{say("results.line"): say(name), say("results.value"): value} for name, value in lines.items()])
