"""The plan as a timeline: a row for each team-day; a stop that is dragged elsewhere becomes a proposed move."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from domain.digest import sha256_hex
from ui.browser_parts import component
from ui.map_data import series_colours
from ui.paging import page_of
from ui.plan_moves import propose_told
from ui.plan_shifts import pauses_of, team_names
from ui.session import say, screen_words
from ui.timeline_data import empty_rows, span_s, timeline_rows
from workflow.plan_views import PlanView

ROWS = 14
"""As many rows as a person overlooks; more of them are paged."""
KEY = "plan_timeline"

_component = component("plan_timeline", html='<div class="tl-root"></div>')


def show_timeline(plan: PlanView, *, is_fixed: bool) -> None:
    """Show every team-day that has stops, and those without where they are asked for."""
    with_empty = not is_fixed and bool(st.session_state.get("plan_show_empty"))
    rows = page_of(_rows(plan, with_empty=with_empty), key="timeline", size=ROWS)
    waiting = [{"id": item.visit, "name": plan.names.get(item.visit, item.visit)} for item in plan.unassigned]
    content = {"rows": rows, "waiting": waiting, "span_s": span_s(rows), "fixed": is_fixed, "words": _words()}
    _component(
        key=KEY,
        data={
            **content,
            "version": sha256_hex(json.dumps([plan.version, content], ensure_ascii=False, sort_keys=True)),
            "follows": True,
        },
        on_picked_change=_told("picked", _pick),
        on_shift_change=_told("shift", _choose_shift),
        on_moved_change=_told("moved", lambda move: propose_told(plan, move)),
    )
    if plan.spare_shifts and not is_fixed:
        st.toggle(say("work.show_empty", count=len(plan.spare_shifts)), key="plan_show_empty")


def _rows(plan: PlanView, *, with_empty: bool) -> Sequence[dict[str, Any]]:
    words = screen_words()
    colours = series_colours(shift.team for shift in plan.shifts)
    rows = timeline_rows(plan.shifts, words=words, colours=colours, locked=plan.locked, pauses=pauses_of(plan))
    if with_empty:
        rows += empty_rows(plan.spare_shifts, names=team_names(), words=words)
    return sorted(rows, key=lambda row: (row["day"], row["detail"], row["start_s"]))


def _told(name: str, act: Callable[[Any], None]) -> Callable[[], None]:
    """Return a callback that acts on what the browser tells; values from there are looked at before use."""

    def callback() -> None:
        value = getattr(st.session_state[KEY], name)
        if value is not None:
            act(value)

    return callback


def _pick(establishment: object) -> None:
    st.session_state["plan_picked"] = str(establishment)


def _choose_shift(shift: object) -> None:
    """Choose a shift, or all of them again where it was chosen already."""
    st.session_state["plan_shift"] = "" if st.session_state.get("plan_shift") == shift else str(shift)


def _words() -> dict[str, str]:
    keys = ("timeline", "keys", "waiting", "pause", "wait", "at", "dropped", "gone_back")
    return {key: say(f"work.word_{key}") for key in keys}
