"""What a planner keeps as it is: one stop's team, day or order, or a whole shift's."""

from collections.abc import Mapping

import streamlit as st

import workflow
from ui.session import attempt, say, tell
from workflow.plan_views import PlanView, ShiftView

LOCKS = ("", "team", "day", "order")


def ask_lock(plan: PlanView, visit: str) -> None:
    """Ask what of one stop is kept."""
    now = plan.locked.get(visit, "")
    with st.popover(say("work.lock"), icon=":material/lock:" if now else ":material/lock_open:"):
        st.caption(say("work.lock_help"))
        for lock in LOCKS:
            _answer(plan, {visit: lock}, lock=lock, is_now=lock == now, key=f"lock_stop_{lock}")


def ask_lock_shift(plan: PlanView, shift: ShiftView) -> None:
    """Ask what of every stop of a shift is kept."""
    visits = [stop.establishment_id for stop in shift.stops]
    now = {plan.locked.get(visit, "") for visit in visits}
    with st.popover(say("work.lock_shift"), icon=":material/lock:" if now - {""} else ":material/lock_open:"):
        st.caption(say("work.lock_help"))
        for lock in LOCKS:
            _answer(plan, dict.fromkeys(visits, lock), lock=lock, is_now=now == {lock}, key=f"lock_shift_{lock}")


def _answer(plan: PlanView, locks: Mapping[str, str], *, lock: str, is_now: bool, key: str) -> None:
    st.button(
        say(f"work.lock_{lock or 'none'}"), key=key, width="stretch", disabled=is_now,
        icon=":material/check:" if is_now else None, on_click=_lock, args=(plan, locks),
    )  # fmt: skip


def _lock(plan: PlanView, locks: Mapping[str, str]) -> None:
    kept = attempt(workflow.lock_stops, round_id=plan.round.id, version=plan.version, locks=dict(locks))
    if kept is not None:
        tell("work.lock_kept" if any(locks.values()) else "work.lock_gone", count=len(locks))
