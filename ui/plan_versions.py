"""Every version of a plan: how it came about, two of them side by side, and the way back to one."""

from collections.abc import Sequence

import streamlit as st

import workflow
from domain.units import clock_text
from ui.paging import page_of
from ui.plan_shifts import known_names
from ui.session import attempt, moment, say, screen_words, tell
from ui.tables import show_table
from ui.wording import coded, minutes
from workflow.plan_views import PlanDifferenceView, PlanVersionView, PlanView, RetimedStop

SIZE = 20


def show_versions(plan: PlanView) -> None:
    """Show the versions of a plan, the newest first."""
    versions = attempt(workflow.plan_versions, round_id=plan.round.id) or ()
    st.markdown(f"**{say('work.versions')}**")
    newest = sorted(versions, key=lambda version: -version.version)
    show_table([_row(version) for version in page_of(newest, key="versions", size=SIZE)])
    if len(newest) > 1:
        _show_difference(plan, newest)
        if plan.sealed_at is None:
            _ask_restore(plan, newest)


def _row(version: PlanVersionView) -> dict[str, object]:
    return {
        say("work.column_version"): f"{version.version}{say('work.current') if version.is_current else ''}",
        say("work.column_made"): moment(version.made_at),
        say("work.column_by"): version.by,
        say("work.column_action"): coded(screen_words(), "ui.work.action", version.action),
        **_figures(version),
    }


def _figures(version: PlanVersionView) -> dict[str, object]:
    return {
        say("work.column_visits"): version.visits,
        say("work.column_unassigned"): version.unassigned,
        say("work.column_shifts"): version.shifts_used,
        say("work.column_travel"): minutes(version.travel_s),
    }


def _show_difference(plan: PlanView, versions: Sequence[PlanVersionView]) -> None:
    st.markdown(f"**{say('work.compare')}**")
    numbers = [version.version for version in versions]
    left, right = st.columns(2)
    first = left.selectbox(say("work.first"), numbers, index=1, key="compare_first")
    second = right.selectbox(say("work.second"), numbers, index=0, key="compare_second")
    if first == second:
        st.caption(say("work.same_version"))
        return
    found = attempt(workflow.compare_plans, round_id=plan.round.id, first=first, second=second)
    if found is not None:
        _show_counts(found)
        _show_stops(plan, found)


def _show_counts(found: PlanDifferenceView) -> None:
    show_table(
        [
            {say("work.column_version"): str(version.version), **_figures(version)}
            for version in (found.first, found.second)
        ]
    )
    counts = {name: len(getattr(found, name)) for name in ("moved", "retimed", "added", "removed")}
    st.text(say("work.difference", **counts))


def _show_stops(plan: PlanView, found: PlanDifferenceView) -> None:
    """Show every stop that one version has otherwise than the other."""
    shifts, names = known_names(plan), {**plan.names, **found.names}
    rows = [(stop.visit, say("work.is_moved", place=_shift(shifts, stop.to_shift))) for stop in found.moved]
    rows += [(stop.visit, _times(stop)) for stop in found.retimed]
    rows += [(visit, say("work.is_added")) for visit in found.added]
    rows += [(visit, say("work.is_removed")) for visit in found.removed]
    show_table(
        [
            {say("plan.column_name"): names.get(visit, visit), say("work.column_change"): change}
            for visit, change in page_of(rows, key="difference", size=SIZE)
        ]
    )


def _shift(names: dict[str, str], shift: str) -> str:
    return names.get(shift, shift)


def _times(stop: RetimedStop) -> str:
    """Return from when to when an appointment went."""
    before, after = (
        clock_text(start_s) if start_s is not None else say("work.no_time")
        for start_s in (stop.old_start_s, stop.new_start_s)
    )
    return say("work.is_retimed", before=before, after=after)


def _ask_restore(plan: PlanView, versions: Sequence[PlanVersionView]) -> None:
    """Ask which version is taken again; it becomes the newest one, and nothing is lost."""
    older = [version.version for version in versions if not version.is_current]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(say("work.restore_which"), older, key="restore_version")
        if st.button(say("work.restore"), key="restore"):
            restored = attempt(workflow.restore_plan, round_id=plan.round.id, version=chosen)
            if restored is not None:
                tell("work.restored", version=chosen)
            st.rerun()
