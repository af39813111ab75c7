"""Setting a pin on the register's map: choose, move, look, keep, take back."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

import workflow
from domain.issues import Issue
from domain.words import Words
from ui.links import go_to
from ui.session import attempt, escape_markdown, say, screen_words, succeeds, tell
from ui.working_map import pin_key
from workflow.pin_views import PinSight, PinStart, Unpinned

MAP = "register_map"
START, SIGHT, DONE = "pin_start", "pin_sight", "pin_done"
MOST_LISTED = 200
"""A list of thousands is sent anew with every filter, and nobody reads it."""
SHOWN_FLAGS = (
    "position_outside_commune", "position_outside_area", "position_in_water", "far_from_road", "no_road",
    "commune_split", "outside_area",
)  # fmt: skip


def pin_layer() -> Mapping[str, Any] | None:
    """Return the pin that the map shows, None while nobody sets one."""
    start = _start()
    if start is None:
        return None
    name = say("pin.mark", name=start.establishment.name)
    return {"id": f"{start.establishment.id}/{start.based_on}", "lon": start.lon, "lat": start.lat, "name": name}


def show_pin_button(establishment: str) -> None:
    """Show what begins the setting of a pin."""
    st.button(say("pin.start"), on_click=_begin, args=(establishment,), key="pin_begin", icon=":material/location_on:")


def show_pin_way(establishment: str) -> None:
    """Show a button that opens the map with a pin of this establishment begun."""
    if st.button(say("pin.on_map"), key="pin_way", icon=":material/location_on:"):
        _begin(establishment)
        go_to("map")


def show_pin_panel() -> bool:
    """Show the pin that is being set; tell whether one is."""
    start = _start()
    if start is None:
        return False
    with st.container(border=True, key="pin_panel"):
        st.html(f'<p class="problem">{escape(say("pin.title", name=start.establishment.name))}</p>')
        st.caption(say("pin.how"))
        sight = _sight(start)
        if sight is None:
            st.text(say("pin.not_moved"))
        else:
            _show_sight(sight)
        with st.container(horizontal=True):
            key = "pin.save_anyway" if sight and _flags(sight) else "pin.save"
            st.button(say(key), type="primary", on_click=_save, key="pin_save", disabled=sight is None)
            st.button(say("pin.cancel"), on_click=_leave, key="pin_cancel")
    return True


def show_unpinned(found: Sequence[Unpinned]) -> None:
    """Show a list with a search of those whose own place is not known; choosing one begins its pin."""
    if not found:
        st.caption(say("pin.all_known"))
        return
    words, shown = screen_words(), found[:MOST_LISTED]
    labels = {one.id: _option(one, words) for one in shown}
    st.selectbox(
        say("pin.section", count=len(found)), list(labels), index=None, format_func=lambda id_: labels[id_],
        placeholder=say("pin.choose_hint"), key="pin_choice", on_change=_begin_chosen,
    )  # fmt: skip
    if len(shown) < len(found):
        st.caption(say("pin.vaguest", shown=len(shown)))


def show_pin_done() -> None:
    """Show the pin that was kept last, with its way back."""
    done = st.session_state.get(DONE)
    if done is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="pin_done_row"):
        st.html(f'<p class="done">{escape(say("pin.saved", name=done[1]))}</p>', width="content")
        st.button(say("pin.undo"), type="tertiary", on_click=_undo, args=done, key="pin_undo")


def _option(one: Unpinned, words: Words) -> str:
    quality = words.say(f"ui.quality.{one.quality}") if one.quality else words.say("ui.pin.no_position")
    commune = one.commune or words.say("ui.map.no_commune")
    return words.say("ui.pin.option", name=one.name, commune=commune, quality=quality)


def _start() -> PinStart | None:
    start: PinStart | None = st.session_state.get(START)
    return start


def _begin_chosen() -> None:
    chosen = st.session_state.get("pin_choice")
    st.session_state["pin_choice"] = None
    if chosen:
        _begin(chosen)


def _begin(establishment: str) -> None:
    _leave()
    start = attempt(workflow.read_pin, establishment=establishment)
    if start is not None:
        st.session_state[START] = start
        st.session_state["map_picked"] = establishment


def _leave() -> None:
    for name in (START, SIGHT, DONE, pin_key(MAP)):
        st.session_state.pop(name, None)


def _sight(start: PinStart) -> PinSight | None:
    """Return what the pin would be where it was put last, None before it was moved; looked up once for each place."""
    place = st.session_state.get(pin_key(MAP))
    if place is None:
        return None
    kept = st.session_state.get(SIGHT)
    if kept is None or kept[0] != place:
        one = attempt(workflow.look_at_pin, establishment=start.establishment.id, lon=place[0], lat=place[1])
        kept = (place, one)
        st.session_state[SIGHT] = kept
        if one is None:
            st.rerun()
    sight: PinSight | None = kept[1]
    return sight


def _flags(sight: PinSight) -> Sequence[Issue]:
    return [issue for issue in sight.flags if issue.code in SHOWN_FLAGS]


def _show_sight(sight: PinSight) -> None:
    """Show where the pin is and what is doubtful about it."""
    lines = [say("pin.at", lat=f"{sight.lat:.5f}", lon=f"{sight.lon:.5f}"), _commune_line(sight)]
    if sight.stated:
        lines.append(say("pin.stated", commune=sight.stated))
    if not sight.knows_roads:
        lines.append(say("pin.road_unknown"))
    else:
        lines.append(say("pin.road_none" if sight.road_m is None else "pin.road", metres=sight.road_m))
    st.html("".join(f'<p class="pin-line">{escape(line)}</p>' for line in lines))
    flags = _flags(sight)
    for issue in flags:
        st.warning(escape_markdown(say(f"pin.flag_{issue.code}", **dict(issue.params))), icon=":material/flag:")
    if not sight.is_checked:
        st.info(say("pin.unchecked"), icon=":material/info:")
    elif not flags and sight.knows_roads:
        st.success(say("pin.fine"), icon=":material/check_circle:")


def _commune_line(sight: PinSight) -> str:
    if not sight.commune:
        return say("pin.commune_none")
    key = "pin.commune_former" if sight.former else "pin.commune"
    return say(key, commune=sight.commune, former=sight.former)


def _save() -> None:
    start, place = _start(), st.session_state.get(pin_key(MAP))
    if start is None or place is None:
        return
    one = start.establishment
    done = attempt(workflow.set_pin, establishment=one.id, lon=place[0], lat=place[1], based_on=start.based_on)
    _leave()
    if done is not None and done.step:
        st.session_state[DONE] = (done.step, one.name)


def _undo(step: int, name: str) -> None:
    if succeeds(workflow.undo_step, step=step):
        tell("pin.undone", name=name)
    st.session_state.pop(DONE, None)
