"""One shift with its visits: what was recorded, whether it is synced, and what is peculiar about it."""

import streamlit as st

import workflow
from domain.units import clock_text
from domain.visits import KeptResult
from ui.session import escape_markdown, moment, say, screen_words, workspace
from ui.tables import show_table
from ui.wording import hours_text, weekday_text
from workflow.results_views import ShiftResults, VisitResults


def show_shift(shift: ShiftResults) -> None:
    """Show a shift closed up; its line says how much of it came back."""
    words = screen_words()
    about = say(
        "results.shift", day=weekday_text(words, shift.date), hours=hours_text(shift.start_s, shift.end_s),
        team=shift.team_name, received=shift.received, visits=len(shift.visits), counted=shift.counted,
    )  # fmt: skip
    with st.expander(f"{_mark(shift)} {escape_markdown(about)}"):
        types = workflow.read_types(workspace())
        show_table([_row(visit, types.get(visit.type, visit.type)) for visit in shift.visits])
        masked = sum(visit.standing.masked for visit in shift.visits if visit.standing)
        if masked:
            st.caption(say("results.masked", count=masked))


def _mark(shift: ShiftResults) -> str:
    if shift.conflicts or shift.waiting:
        return ":material/help:"
    return ":material/cloud_done:" if shift.received == len(shift.visits) else ":material/cloud_off:"


def _row(visit: VisitResults, type_label: str) -> dict[str, object]:
    standing = visit.standing
    return {
        say("results.column_start"): "–" if visit.start_s is None else clock_text(visit.start_s),
        say("results.column_name"): visit.name,
        say("results.column_type"): type_label or say("results.supervision"),
        say("results.column_state"): state_text(visit),
        say("results.column_minutes"): standing.result.minutes_no or "–" if standing else "–",
        say("results.column_findings"): str(len(standing.result.findings)) if standing else "–",
        say("results.column_synced"): say("results.synced") if visit.history else say("results.not_synced"),
        say("results.column_about"): "; ".join(_about(visit)) or "–",
    }


def state_text(visit: VisitResults) -> str:
    """Return how far a visit has come."""
    if visit.standing is None:
        return say("results.state_conflict") if visit.conflicts else say("results.state_none")
    return result_state(visit.standing)


def result_state(one: KeptResult) -> str:
    """Return what a result says of its visit; a full inspection with minutes is told apart."""
    words = screen_words()
    if one.result.counts:
        return say("results.state_counts")
    if one.result.forwarded_on:
        return say("results.state_forwarded", day=f"{one.result.forwarded_on:%d/%m/%Y}")
    return words.say(f"visit_state.{one.result.status}")


def _about(visit: VisitResults) -> list[str]:
    said = []
    if visit.conflicts:
        said.append(say("results.has_conflict", count=len(visit.conflicts)))
    if visit.standing is None:
        return said
    if visit.start_s is None:
        said.append(say("results.beside_plan"))
    said += peculiar(visit.standing)
    edits = sum(one.result.device == visit.standing.result.device for one in visit.history)
    if edits > 1:
        said.append(say("results.edits", count=edits))
    return said


def peculiar(one: KeptResult) -> list[str]:
    """Return what a reader must know of a result: a clock that ran ahead, a missing mark, what was masked."""
    said = []
    if one.skew_s:
        said.append(say("results.skew", minutes=round(one.skew_s / 60), at=moment(one.received_at)))
    if not one.is_marked:
        said.append(say("results.unmarked"))
    if one.result.distance_m is not None and one.result.distance_m > 500:
        said.append(say("results.far", metres=one.result.distance_m))
    return said
