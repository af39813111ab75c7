"""What a browser fetches by its address, once, instead of being sent it in every run: code, styles, the ground."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

import workflow
from domain.accounts import Actor
from domain.digest import sha256_hex
from workflow.workspace import Workspace

BROWSER = Path(__file__).resolve().parent.parent / "browser"
HOME = "/screen"
SCRIPTS: dict[str, tuple[str, ...]] = {
    "working_map": (
        "leaflet/leaflet.js",
        "supercluster/supercluster.min.js",
        "map.js",
        "map_clusters.js",
        "map_pin.js",
        "map_drag.js",
        "marks.js",
        "points.js",
        "component.js",
    ),
    "plan_timeline": ("timeline.js", "marks.js", "timeline_component.js"),
    "plan_marks": ("marks.js", "marks_component.js"),
    "map_points": ("points.js", "points_component.js"),
}
STYLES: dict[str, tuple[str, ...]] = {
    "working_map": ("leaflet/leaflet.css", "map.css"),
    "plan_timeline": ("timeline.css",),
}
# Addresses hold the version of what they give, so what they gave never changes; sign-out wipes it from the browser.
KEPT = "private, max-age=31536000, immutable"
NOT_KEPT = "no-store"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Hold the code of a component, its style among it, and the version that its address names."""

    code: str
    version: str


@cache
def part_of(name: str) -> Part:
    """Return the code of a component by its name."""
    styles = json.dumps(_text(*STYLES.get(name, ())))
    code = f"export const style = {styles};\n{_text(*SCRIPTS[name])}"
    return Part(code=code, version=sha256_hex(code)[:16])


def part_address(name: str) -> str:
    """Return where a browser fetches the code of a component."""
    return f"{HOME}/{part_of(name).version}/{name}.js"


def component(name: str, *, html: str = "") -> Callable[..., Any]:
    """Return a component whose message holds no code: a few lines that fetch it and put its style beside its root."""
    loader = f"""
const part = await import(new URL({json.dumps(part_address(name))}, document.baseURI));
const styled = new WeakSet();
export default function (component) {{
  const {{ parentElement }} = component;
  if (part.style && !styled.has(parentElement)) {{
    const style = document.createElement("style");
    style.textContent = part.style;
    parentElement.prepend(style);
    styled.add(parentElement);
  }}
  return part.default(component);
}}
"""
    return st.components.v2.component(name, html=html or None, js=loader)


def ground_address(version: str) -> str:
    """Return where a browser fetches the ground of that version."""
    return f"{HOME}/{version}/ground.json"


def part_routes(workspace: Workspace) -> list[Route]:
    """Return the addresses of the parts; the gate must stand before them."""
    return [
        Route(f"{HOME}/{{version}}/ground.json", partial(_give_ground, workspace), methods=["GET"]),
        Route(f"{HOME}/{{version}}/{{name}}.js", _give_code, methods=["GET"]),
    ]


async def _give_code(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in SCRIPTS:
        return PlainTextResponse("", status_code=404)
    part = await run_in_threadpool(part_of, name)
    return _answer(part.code, "text/javascript", is_current=request.path_params["version"] == part.version)


async def _give_ground(workspace: Workspace, request: Request) -> Response:
    # The gate has put there who asks.
    actor: Actor = request.scope["actor"]
    version = await run_in_threadpool(workflow.ground_version, workspace, actor)
    text = await run_in_threadpool(_ground_text, workspace, actor)
    return _answer(text, "application/json", is_current=request.path_params["version"] == version)


def _ground_text(workspace: Workspace, actor: Actor) -> str:
    layers = {"communes": workflow.commune_layer(workspace, actor), "roads": workflow.road_layer(workspace, actor)}
    return json.dumps(layers, ensure_ascii=False)


def _answer(text: str, media_type: str, *, is_current: bool) -> Response:
    headers = {"cache-control": KEPT if is_current else NOT_KEPT}
    return Response(text, media_type=media_type, headers=headers)


def _text(*names: str) -> str:
    """Return files of browser/ as one text, in the order given."""
    texts = ((BROWSER / name).read_text(encoding="utf-8") for name in names)
    # No source map is shipped, so the remark would only make a request that fails.
    return "\n".join(text.split("//# sourceMappingURL=")[0] for text in texts)
