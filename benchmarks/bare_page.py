"""The least page with the same map: what Streamlit itself costs; BARE_DATA names the JSON that the map is given."""

import json
import os
from pathlib import Path

import streamlit as st

BROWSER = Path(__file__).resolve().parents[1] / "browser"
MOUNT = """
const drawn = new WeakSet();
export default function ({ data, parentElement }) {
  if (drawn.has(parentElement)) return;
  drawn.add(parentElement);
  const root = parentElement.querySelector(".map-root");
  root.style.height = "560px";
  mountMap(root, data, globalThis.L, () => {});
}
"""


def text_of(*names: str) -> str:
    """Return files of browser/ as one text."""
    return "\n".join((BROWSER / name).read_text(encoding="utf-8").split("//# source")[0] for name in names)


bare_map = st.components.v2.component(
    "bare_map",
    html='<div class="map-root"></div>',
    css=text_of("leaflet/leaflet.css", "map.css"),
    js=text_of("leaflet/leaflet.js", "map.js") + MOUNT,
)
bare_map(key="map", data=json.loads(Path(os.environ["BARE_DATA"]).read_text(encoding="utf-8")))
