"""The one map that people work on: our Leaflet component, mounted with plain values."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from domain.digest import sha256_hex
from domain.words import Words
from ui.session import workspace

BROWSER = Path(__file__).resolve().parent.parent / "browser"
SCRIPTS = ("leaflet/leaflet.js", "map.js", "component.js")
STYLES = ("leaflet/leaflet.css", "map.css")


@cache
def _browser_text(*names: str) -> str:
    texts = ((BROWSER / name).read_text(encoding="utf-8") for name in names)
    # No source map is shipped, so the remark would only make a request that fails.
    return "\n".join(text.split("//# sourceMappingURL=")[0] for text in texts)


_component = st.components.v2.component(
    "working_map",
    html='<div class="map-root"></div>',
    css=_browser_text(*STYLES),
    js=_browser_text(*SCRIPTS),
)


def working_map(
    layers: dict[str, Any], *, key: str, fit: str = "all", selected: str | None = None, height: str = "66vh"
) -> str | None:
    """Draw the map and return the id that was just picked, None without a pick.

    Parameters
    ----------
    layers
        communes, roads (GeoJSON text), points, routes, bases, legend, sketch (text); see browser/map.js.
    fit
        The view is kept over reruns and set anew only when this text changes.
    """
    empty = {"communes": None, "roads": None, "points": [], "routes": [], "bases": [], "legend": [], "sketch": ""}
    content = {**empty, **layers}
    version = sha256_hex(json.dumps(content, ensure_ascii=False, sort_keys=True))
    data = {
        **content,
        "version": version,
        "fit": fit,
        "selected": selected,
        "height": height,
        "words": _map_words(workspace().reference.words),
    }
    picked = _component(key=key, data=data, on_picked_change=lambda: None).picked
    return str(picked) if picked else None


def _map_words(words: Words) -> dict[str, str]:
    keys = ("map", "north", "legend", "zoom_in", "zoom_out", "whole")
    return {key: words.say(f"ui.map.word_{key}") for key in keys}
