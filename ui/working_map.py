"""The one map that people work on: our Leaflet component, mounted with plain values."""

import json
from collections.abc import Callable
from typing import Any

import streamlit as st

from domain.digest import sha256_hex
from ui.browser_parts import component
from ui.session import say, screen_words

# As tall as the screen allows below the page's head, within reason.
HEIGHT = "clamp(340px, calc(100vh - 340px), 640px)"

_points_component = component("map_points")
_component = component("working_map", html='<div class="map-root"></div>')


def working_map(
    layers: dict[str, Any],
    *,
    key: str,
    fit: str = "all",
    pick_into: str = "",
    on_move: Callable[[object], None] | None = None,
    height: str = HEIGHT,
) -> None:
    """Draw the map; the id that a person picks is kept in the session as ``pick_into``.

    Parameters
    ----------
    layers
        ground (the address of communes and roads), told (which points of ``tell_points`` and how), points, routes,
        closures, bases, areas, legend, sketch (text), pin; see browser/map.js. Where somebody put the pin is kept in
        the session under ``pin_key(key)``. ``follows`` where ui.plan_marks tells what is marked.
    fit
        The view is kept over reruns and set anew only when this text changes.
    on_move
        Called with what the browser tells of a stop that was dragged elsewhere; None where none may be.
    """
    empty: dict[str, Any] = {"ground": "", "points": [], "routes": [], "bases": [], "legend": []}
    content = {**empty, "areas": None, "sketch": "", "told": None, **layers}
    pin, follows = content.pop("pin", None), content.pop("follows", False)
    data = {
        **content,
        "version": sha256_hex(json.dumps(content, ensure_ascii=False, sort_keys=True)),
        "fit": fit,
        "selected": None,
        "drags": on_move is not None,
        "pin": pin,
        "follows": follows,
        "height": height,
        "words": _map_words(),
    }
    _component(
        key=key, data=data, on_picked_change=lambda: _pick(key, pick_into), on_pinned_change=lambda: _put_pin(key),
        on_moved_change=lambda: _move(key, on_move),
    )  # fmt: skip


def tell_points(content: dict[str, Any], *, key: str) -> str:
    """Tell the page's map its points, which browser/points.js describes; return their version for its ``told``."""
    version = sha256_hex(json.dumps(content, ensure_ascii=False))
    _points_component(key=key, data={**content, "version": version})
    return version


def pin_key(key: str) -> str:
    """Return under which name the session keeps where somebody put the pin of a map: (lon, lat)."""
    return f"{key}_pin_at"


def _pick(key: str, pick_into: str) -> None:
    picked = st.session_state[key].picked
    if picked and pick_into:
        st.session_state[pick_into] = str(picked)


def _put_pin(key: str) -> None:
    place = st.session_state[key].pinned
    if isinstance(place, dict) and all(isinstance(place.get(name), int | float) for name in ("lon", "lat")):
        st.session_state[pin_key(key)] = (float(place["lon"]), float(place["lat"]))


def _move(key: str, on_move: Callable[[object], None] | None) -> None:
    move = st.session_state[key].moved
    if move is not None and on_move is not None:
        on_move(move)


def _map_words() -> dict[str, str]:
    keys = (
        "map", "north", "legend", "zoom_in", "zoom_out", "whole", "cluster", "pin", "drop_stop", "drop_route",
        "drop_nowhere",
    )  # fmt: skip
    return {"language": screen_words().language, **{key: say(f"map.word_{key}") for key in keys}}
