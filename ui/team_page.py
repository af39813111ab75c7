"""Ca của đoàn: the team's own revealed shifts with the next stop first, or when the next one opens."""

import streamlit as st

import workflow
from domain.accounts import AccountRole
from ui.map_data import map_bases, map_routes, series_colours
from ui.map_layers import ground
from ui.session import attempt, moment, need, say, screen_words, workspace
from ui.team_stops import seconds_into, shift_label, show_next, show_stops
from ui.working_map import working_map
from workflow.plan_views import ShiftView, TeamView


def show() -> None:
    """Show what the team may see now, large enough for a tablet."""
    need(AccountRole.TEAM)
    st.title(say("team.title"))
    view = attempt(workflow.team_shifts)
    if view is None:
        return
    st.text(view.team_name)
    if not view.shifts:
        _show_waiting(view)
        return
    shift = _choose(view)
    stops, place = st.columns([1, 1.1], gap="medium")
    with stops:
        show_next(shift)
        show_stops(shift)
    with place:
        _show_map(shift)
    if view.next_reveal_at is not None:
        st.caption(say("team.next", at=moment(view.next_reveal_at)))


def _show_waiting(view: TeamView) -> None:
    if view.next_reveal_at is None:
        st.info(say("team.nothing"))
        return
    st.html(f'<p class="figure">{say("team.not_yet")}</p>')
    st.write(say("team.opens", at=moment(view.next_reveal_at)))


def _choose(view: TeamView) -> ShiftView:
    """Return the shift that is chosen: at first the one that is on, else the next one."""
    shifts = {shift.shift: shift for shift in view.shifts}
    if len(shifts) == 1:
        return view.shifts[0]
    now = workflow.read_now(workspace())
    at = next((n for n, one in enumerate(view.shifts) if seconds_into(one, now) < one.end_s), len(shifts) - 1)
    chosen = st.selectbox(say("team.shift"), list(shifts), index=at, format_func=lambda key: shift_label(shifts[key]))
    return shifts[chosen]


def _show_map(shift: ShiftView) -> None:
    words = screen_words()
    routes, legend = map_routes((shift,), words=words, colours=series_colours((shift.team,)))
    legend.append({"kind": "square", "colour": "", "text": say("map.bases")})
    layers = {**ground(), "routes": routes, "bases": map_bases((shift,), words), "legend": legend}
    working_map(layers, key="team_map", fit=shift.shift)
