"""The stops of a team's shift as its page shows them: the next one large, then all of them in order."""

from datetime import datetime, time
from html import escape

import streamlit as st

import workflow
from documents.route_sheet import way_address
from domain.units import clock_text
from ui.session import say, screen_words, workspace
from ui.wording import commune_text, hours_text, kilometres_text, marked, minutes, weekday_text
from workflow.plan_views import ShiftView, StopView


def shift_label(shift: ShiftView) -> str:
    """Return the day and the hours of a shift."""
    return f"{weekday_text(screen_words(), shift.date)}, {hours_text(shift.start_s, shift.end_s)}"


def next_stop(shift: ShiftView, now: datetime) -> StopView | None:
    """Return the first stop that is not over by the plan at an instant of the office's clock, None after the last."""
    now_s = seconds_into(shift, now)
    return next((stop for stop in shift.stops if stop.leave_s > now_s), None)


def seconds_into(shift: ShiftView, now: datetime) -> float:
    """Return the seconds from midnight of a shift's date to an instant; negative before that day."""
    return (now - datetime.combine(shift.date, time(0), tzinfo=now.tzinfo)).total_seconds()


def show_next(shift: ShiftView) -> None:
    """Show the next stop large, with one way to it, and the way to where results are recorded."""
    stop = next_stop(shift, workflow.read_now(workspace()))
    with st.container(border=True, key="next_stop"):
        if stop is None:
            st.write(say("team.no_next"))
        else:
            st.html(
                f'<p class="figure">{escape(say("team.next_stop", order=stop.order, count=len(shift.stops)))}</p>'
                f'<p class="place"><b>{clock_text(stop.start_s)}</b> {escape(stop.name)}</p>{_details_html(stop)}'
            )
        with st.container(horizontal=True):
            # One stop at a time is told to a map application, and which one the office chooses.
            if stop is not None and (way := _way(stop)):
                st.link_button(say("team.navigate"), way, icon=":material/near_me:")
            st.html(
                f'<a class="big-link" target="_self" href="/field">{escape(say("team.record"))}</a>', width="content"
            )


def show_stops(shift: ShiftView) -> None:
    """Show the figures of a shift and its stops in order."""
    st.html(f'<p class="figure">{escape(shift_label(shift))}</p>')
    figures = {
        "stops": len(shift.stops),
        "departure": clock_text(shift.departure_s),
        "back": clock_text(shift.return_s),
        "base": escape(shift.base_name),
        "distance": marked(screen_words(), kilometres_text(shift.distance_m)),
        "travel": minutes(shift.travel_s),
    }
    st.html(f"<p>{say('team.figures', **figures)}</p>")
    if shift.travel_source == "estimate":
        st.caption(say("travel.team_estimate"))
    st.html(f'<ol class="stop-list">{"".join(_stop_html(stop) for stop in shift.stops)}</ol>')


def _way(stop: StopView) -> str:
    place = {"lat": stop.lat, "lon": stop.lon}
    return way_address(place, workflow.map_choice(workspace()), words=screen_words())


def _stop_html(stop: StopView) -> str:
    """Return one stop as HTML; every value is escaped."""
    return (
        f'<li><span class="number">{stop.order}</span><div>'
        f"<b>{hours_text(stop.start_s, stop.leave_s)} · {escape(stop.name)}</b>{_details_html(stop)}</div></li>"
    )


def _details_html(stop: StopView) -> str:
    """Return what a stop is, where, and who must be there; every value is escaped."""
    labels, types = workflow.agency_labels(workspace()), workflow.stop_types(workspace())
    agencies = ", ".join(labels.get(code, code) for code in stop.agencies)
    place = commune_text(screen_words(), stop.commune, stop.commune_former)
    where = ", ".join(part for part in (stop.address, place) if part)
    crew = f"<small>{escape(say('team.agencies', agencies=agencies))}</small>" if agencies else ""
    return f"<small>{escape(types.get(stop.type, stop.type))} · {escape(where)}</small>{crew}"
