"""Ca của đoàn: the team's own revealed shifts, or when the next one opens."""

from html import escape
from urllib.parse import quote

import streamlit as st

import workflow
from domain.accounts import AccountRole
from domain.units import clock_text
from ui.map_data import map_bases, map_routes, series_colours
from ui.map_layers import ground
from ui.session import attempt, moment, need, say, workspace
from ui.wording import commune_text, hours_text, kilometres_text, minutes, weekday_text
from ui.working_map import working_map
from workflow.views import ShiftView, StopView, TeamView


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
        _show_stops(shift)
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
    shifts = {shift.shift: shift for shift in view.shifts}
    if len(shifts) == 1:
        return view.shifts[0]
    chosen = st.selectbox(say("team.shift"), list(shifts), format_func=lambda key: _label(shifts[key]))
    return shifts[chosen]


def _label(shift: ShiftView) -> str:
    words = workspace().reference.words
    return f"{weekday_text(words, shift.date)}, {hours_text(shift.start_s, shift.end_s)}"


def _show_stops(shift: ShiftView) -> None:
    st.html(f'<p class="figure">{escape(_label(shift))}</p>')
    figures = {
        "stops": len(shift.stops),
        "departure": clock_text(shift.departure_s),
        "back": clock_text(shift.return_s),
        "base": escape(shift.base_name),
        "distance": kilometres_text(shift.distance_m),
        "travel": minutes(shift.travel_s),
    }
    st.html(f"<p>{say('team.figures', **figures)}</p>")
    if shift.travel_source == "estimate":
        st.caption(say("travel.team_estimate"))
    st.html(f'<ol class="stop-list">{"".join(_stop_html(stop) for stop in shift.stops)}</ol>')


def _stop_html(stop: StopView) -> str:
    """Return one stop as HTML; every value is escaped."""
    labels, types = workflow.agency_labels(workspace()), workflow.read_types(workspace())
    agencies = ", ".join(labels.get(code, code) for code in stop.agencies)
    place = commune_text(workspace().reference.words, stop.commune, stop.commune_former)
    route = f"https://www.google.com/maps/dir/?api=1&destination={stop.lat:.6f},{stop.lon:.6f}"
    return (
        f'<li><span class="number">{stop.order}</span><div>'
        f"<b>{clock_text(stop.start_s)} · {escape(stop.name)}</b>"
        f"<small>{escape(types.get(stop.type, stop.type))} · {escape(stop.address)}, {escape(place)}</small>"
        f"<small>{escape(say('team.agencies', agencies=agencies))}</small>"
        f'<a href="{escape(quote(route, safe=":/?=&,"))}" target="_blank" rel="noopener noreferrer">'
        f"{escape(say('team.navigate'))}</a></div></li>"
    )


def _show_map(shift: ShiftView) -> None:
    words = workspace().reference.words
    routes, legend = map_routes((shift,), words=words, colours=series_colours((shift.team,)))
    legend.append({"kind": "square", "colour": "", "text": say("map.bases")})
    layers = {**ground(), "routes": routes, "bases": map_bases((shift,), words), "legend": legend}
    working_map(layers, key="team_map", fit=shift.shift)
