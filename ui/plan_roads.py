"""Which roads are closed: pointed at on the map where the engine knows ways round, else told as minutes more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

import workflow
from domain.closed_roads import ClosedRoad, RoadState, StatedDelay
from ui.session import attempt, quietly, say
from ui.working_map import pin_key
from workflow.closed_roads import MOST_CLOSED, MOST_DELAYS, RADII_M, ClosedRoadsView
from workflow.plan_views import PlanView

MAP = "plan_map"
DRAFT, PINNING = "plan_roads", "plan_road_pin"
USUAL_RADIUS_M = 100
DELAY_MIN, LONGEST_MIN = 15, 240


def ask_roads(plan: PlanView) -> RoadState | None:
    """Ask what is closed or slower from now on; None where that stays as the plan has it."""
    view = attempt(workflow.read_closed_roads, round_id=plan.round.id)
    if view is None:
        return None
    roads = _draft(plan, view)
    st.markdown(f"**{say('roads.title')}**")
    names = _place_names(plan)
    if view.can_close:
        st.caption(say("roads.engine"))
        is_full = len(roads.closed) >= MOST_CLOSED
        if st.button(say("roads.point"), icon=":material/add_location_alt:", key="road_point", disabled=is_full):
            _begin_pin()
            st.rerun()
    else:
        st.caption(say("roads.estimate"))
        _ask_delay(plan, roads, names)
    _show_state(plan, roads, names)
    return None if roads == view.roads else roads


def closed_now(plan: PlanView) -> Sequence[ClosedRoad]:
    """Return the places to draw as closed: the plan's, with what was added or taken away since."""
    view = quietly(workflow.read_closed_roads, round_id=plan.round.id)
    return () if view is None else _draft(plan, view).closed


def road_pin(plan: PlanView) -> dict[str, Any] | None:
    """Return the pin of the map while somebody points at a closed road, which begins at the first base."""
    if not st.session_state.get(PINNING) or not plan.shifts:
        return None
    base = plan.shifts[0]
    return {"id": "closed_road", "lon": base.base_lon, "lat": base.base_lat, "name": say("roads.pin")}


def show_road_pin(plan: PlanView) -> None:
    """Show what is done with the place that is pointed at."""
    place = st.session_state.get(pin_key(MAP))
    with st.container(border=True, key="road_pin_panel"):
        st.text(say("roads.pin_lead"))
        radius = st.selectbox(
            say("roads.radius"), RADII_M, index=RADII_M.index(USUAL_RADIUS_M),
            format_func=lambda metres: say("roads.metres", metres=metres), key="road_radius",
        )  # fmt: skip
        with st.container(horizontal=True):
            st.button(
                say("roads.add"), type="primary", key="road_add", disabled=place is None, on_click=_add_closed,
                args=(plan, place, radius),
            )  # fmt: skip
            st.button(say("work.leave"), key="road_leave", on_click=_end_pin)


def forget_roads() -> None:
    """Forget what was pointed at and not yet planned with."""
    st.session_state.pop(DRAFT, None)
    _end_pin()


def _draft(plan: PlanView, view: ClosedRoadsView) -> RoadState:
    """Return what is being put together for this version of the plan, at first what it has."""
    key, roads = st.session_state.get(DRAFT, (None, None))
    return roads if key == (plan.round.id, plan.version) else view.roads


def _keep(plan: PlanView, roads: RoadState) -> None:
    st.session_state[DRAFT] = ((plan.round.id, plan.version), roads)


def _begin_pin() -> None:
    st.session_state[PINNING] = True
    st.session_state.pop(pin_key(MAP), None)


def _end_pin() -> None:
    st.session_state.pop(PINNING, None)
    st.session_state.pop(pin_key(MAP), None)


def _add_closed(plan: PlanView, place: tuple[float, float], radius_m: int) -> None:
    view = attempt(workflow.read_closed_roads, round_id=plan.round.id)
    if view is not None:
        roads = _draft(plan, view)
        added = ClosedRoad(lon=place[0], lat=place[1], radius_m=radius_m)
        _keep(plan, replace(roads, closed=(*roads.closed, added)))
    _end_pin()
    st.session_state["plan_change"] = True


def _ask_delay(plan: PlanView, roads: RoadState, names: Mapping[str, str]) -> None:
    """Ask between which two places the way takes how much longer."""
    first, second, third = st.columns([2, 2, 1], vertical_alignment="bottom")
    one = first.selectbox(say("roads.between"), list(names), format_func=lambda key: names[key], key="delay_one")
    rest = [key for key in names if key != one]
    other = second.selectbox(say("roads.and"), rest, format_func=lambda key: names[key], key="delay_other")
    minutes = third.number_input(say("roads.minutes"), 1, LONGEST_MIN, DELAY_MIN, key="delay_minutes")
    if st.button(say("roads.add_delay"), key="delay_add", disabled=len(roads.delays) >= MOST_DELAYS or other is None):
        added = StatedDelay(one=str(one), other=str(other), seconds=60 * int(minutes))
        same = {added.one, added.other}
        others = tuple(delay for delay in roads.delays if {delay.one, delay.other} != same)
        _keep(plan, replace(roads, delays=(*others, added)))
        st.rerun()


def _show_state(plan: PlanView, roads: RoadState, names: Mapping[str, str]) -> None:
    """List what is closed or slower, each with the way to take it off."""
    for at, place in enumerate(roads.closed):
        told = say("roads.closed", number=at + 1, metres=place.radius_m)
        _line(plan, told, replace(roads, closed=roads.closed[:at] + roads.closed[at + 1 :]), key=f"road_open_{at}")
    for at, delay in enumerate(roads.delays):
        ends = {"one": names.get(delay.one, delay.one), "other": names.get(delay.other, delay.other)}
        told = say("roads.delay", minutes=delay.seconds // 60, **ends)
        _line(plan, told, replace(roads, delays=roads.delays[:at] + roads.delays[at + 1 :]), key=f"delay_off_{at}")


def _line(plan: PlanView, told: str, without: RoadState, *, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(told, width="stretch")
        if st.button(say("roads.open_again"), key=key):
            _keep(plan, without)
            st.rerun()


def _place_names(plan: PlanView) -> dict[str, str]:
    """Return what a delay may join: the bases and the plan's stops, by the ids that the plan has for them."""
    office = quietly(workflow.read_office)
    bases = {} if office is None else {base.id: base.name for base in office.bases}
    return bases | {stop.establishment_id: stop.name for shift in plan.shifts for stop in shift.stops}
