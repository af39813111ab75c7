"""Có thay đổi: what happened since the plan was made; a worker plans anew and moves as few appointments as it can."""

from dataclasses import replace

import streamlit as st

import workflow
from domain.accounts import AccountRole
from domain.ceremony import ChangeKind
from domain.units import clock_text
from ui.job_progress import is_busy, wait_for
from ui.layout import split
from ui.paging import page_of
from ui.plan_moves import forget_move
from ui.plan_roads import ask_roads, forget_roads
from ui.plan_shifts import known_names, shift_names, team_names
from ui.session import attempt, need, say
from ui.tables import show_table
from workflow.plan_views import PlanChange, PlanView

KIND = "replan"
LATE_STEP_MIN, LATEST_MIN = 15, 480
SIZE = 20


@st.fragment
def show_replan(plan: PlanView) -> None:
    """Show the panel, closed until somebody opens it; what is filled in there runs no more than the panel."""
    need(AccountRole.PLANNER)
    section = st.expander(say("work.change"), key="plan_change", on_change="rerun", icon=":material/event_busy:")
    if not section.open:
        return
    with section:
        st.write(say("work.change_lead"))
        change = replace(_ask_change(plan), roads=ask_roads(plan))
        is_ready = change != PlanChange(note=change.note) and (plan.sealed_at is None or bool(change.note.strip()))
        if st.button(say("work.replan"), type="primary", disabled=not is_ready or is_busy(KIND), key="replan"):
            _begin(plan, change)
            st.rerun()


def _ask_change(plan: PlanView) -> PlanChange:
    shifts = {key: name for key, name in shift_names(plan).items() if key not in plan.lost_shifts}
    left, right = split(1, 1, name="change")
    with left:
        lost = _ask_some(say("work.lost_shifts"), shifts, key="change_shifts")
        teams = team_names()
        crews = {team: teams.get(team, team) for team in sorted({shift.team for shift in plan.shifts})}
        gone = _ask_some(say("work.lost_teams"), crews, key="change_teams")
        late = _ask_late(shifts)
    with right:
        closed = _ask_some(say("work.closed"), _stop_names(plan), key="change_closed")
        done = st.date_input(
            say("work.done_before"), value=None, min_value=plan.round.starts_on, max_value=plan.round.ends_on,
            format="DD/MM/YYYY", key="change_done",
        )  # fmt: skip
        added = _ask_some(say("work.added"), _left_out(plan), key="change_added")
        note = st.text_input(say("work.note" if plan.sealed_at is None else "work.note_needed"), max_chars=200)
    return PlanChange(
        lost_shifts=lost,
        lost_teams=gone,
        closed_visits=closed,
        late=late,
        done_before=done,
        added=added,
        note=note.strip(),
    )


def _ask_some(label: str, names: dict[str, str], *, key: str) -> tuple[str, ...]:
    chosen = st.multiselect(
        label,
        list(names),
        format_func=lambda one: names.get(one, one),
        placeholder=say("work.none"),
        key=key,
        select_all=False,
    )
    return tuple(chosen)


def _ask_late(shifts: dict[str, str]) -> tuple[tuple[str, int], ...]:
    shift = st.selectbox(
        say("work.late"), ["", *shifts], format_func=lambda key: shifts.get(key) or say("work.none"), key="change_late"
    )
    if not shift:
        return ()
    minutes = st.number_input(
        say("work.late_by"), LATE_STEP_MIN, LATEST_MIN, 60, step=LATE_STEP_MIN, key="change_late_by"
    )
    return ((shift, 60 * int(minutes)),)


def _stop_names(plan: PlanView) -> dict[str, str]:
    stops = [(shift, stop) for shift in plan.shifts for stop in shift.stops]
    return {
        stop.establishment_id: f"{stop.name} · {shift.date:%d/%m} {clock_text(stop.start_s)}" for shift, stop in stops
    }


def _left_out(plan: PlanView) -> dict[str, str]:
    """Return what may be put into the plan: listed by a document since, or left out so far."""
    planned = {stop.establishment_id for shift in plan.shifts for stop in shift.stops}
    changes = attempt(workflow.list_changes, round_id=plan.round.id) or ()
    listed = [one.stand_in or one.establishment_id for one in changes if one.kind is not ChangeKind.REMOVE]
    left = dict.fromkeys([*(item.visit for item in plan.unassigned), *listed])
    return {visit: plan.names.get(visit, visit) for visit in left if visit not in planned}


def _begin(plan: PlanView, change: PlanChange) -> None:
    """Hand the work to the worker; what can be refused is refused at once."""
    job = attempt(workflow.start_replan, round_id=plan.round.id, version=plan.version, change=change)
    if job is not None:
        forget_move()
        forget_roads()
        wait_for(KIND, job)


def show_moved(plan: PlanView) -> None:
    """Show which appointments the last re-planning gave to another shift."""
    if not plan.moved:
        return
    names = known_names(plan)
    with st.expander(say("work.moved", count=len(plan.moved)), key="plan_moved", icon=":material/event_repeat:"):
        st.caption(say("work.moved_help"))
        show_table([_moved_row(plan, names, *move) for move in page_of(plan.moved, key="moved", size=SIZE)])


def _moved_row(plan: PlanView, names: dict[str, str], visit: str, before: str, after: str) -> dict[str, object]:
    return {
        say("plan.column_name"): plan.names.get(visit, visit),
        say("work.column_before"): names.get(before, before),
        say("work.column_after"): names.get(after, say("work.not_placed")),
    }
