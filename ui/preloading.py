"""What a browser fetches beside a page's first script, instead of piece after piece once the page asks for it."""

import re
from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.page_addresses import PAGES
from domain.accounts import Actor
from ui.browser_parts import part_address

STATIC = Path(st.__file__).parent / "static"
"""Streamlit's front end: index.html, and what it loads below static/."""
PIECES = ("Html", "Button", "PageLink", "TextInput", "Selectbox", "Checkbox", "BidiComponent")
"""Streamlit's pieces that most pages show, by the stem of their files."""
WITH_MAP = {"map": ("map_points", "working_map"), "plan": ("working_map", "plan_timeline"), "team": ("working_map",)}
"""Which of our own parts a page needs before it shows anything of worth."""
FONTS = ("/sign-in/regular.ttf",)

_IMPORTED = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')


class Preloading:
    """Tell a page's browser in the head of the answer which files it will need: ASGI middleware behind the gate.

    Parameters
    ----------
    static
        The folder with Streamlit's index.html, read once at the start.
    """

    def __init__(self, app: ASGIApp, static: Path) -> None:
        self.app = app
        pieces = piece_addresses(static, PIECES)
        self.links = {page: link_header(page, pieces) for pages in PAGES.values() for page in pages}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        links = self.links.get(_page_of(scope))
        if links is None:
            await self.app(scope, receive, send)
            return

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200 and _is_html(message):
                headers = MutableHeaders(raw=list(message["headers"]))
                headers["link"] = links
                message = {**message, "headers": headers.raw}
            await send(message)

        await self.app(scope, receive, telling)


def link_header(page: str, pieces: Sequence[str]) -> str:
    """Return the Link header of a page by its name, with the addresses of the pieces that all pages share."""
    parts = [part_address(part) for part in WITH_MAP.get(page, ())]
    modules = [f"<{address}>; rel=modulepreload" for address in (*pieces, *parts)]
    fonts = [f"<{address}>; rel=preload; as=font; crossorigin" for address in FONTS]
    return ", ".join(modules + fonts)


def piece_addresses(static: Path, stems: Sequence[str]) -> tuple[str, ...]:
    """Return the files that pieces of Streamlit's front end are made of and its first script does not load.

    Parameters
    ----------
    static
        The folder with index.html; its scripts lie in static/js as STEM.HASH.js.
    stems
        A stem without a file is passed over: another version of Streamlit names its pieces differently.
    """
    scripts = static / "static" / "js"
    first = set(re.findall(r"static/js/([\w.-]+\.js)", (static / "index.html").read_text(encoding="utf-8")))
    begun = _all_imported(scripts, first)
    asked = {path.name for stem in stems for path in scripts.glob(f"{stem}.*.js")}
    return tuple(f"/static/js/{name}" for name in sorted(_all_imported(scripts, asked) - begun))


def _all_imported(scripts: Path, names: set[str]) -> set[str]:
    """Return names and what they import, directly or not."""
    found: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= set(_IMPORTED.findall((scripts / name).read_text(encoding="utf-8"))) - found
    return found


def _page_of(scope: Scope) -> str:
    """Return the name that stands in an address, or which page of the role of whoever asks stands at "/"."""
    name: str = scope["path"].strip("/") if scope["type"] == "http" else ""
    actor: Actor | None = scope.get("actor")
    return PAGES[actor.role][0] if not name and actor else name


def _is_html(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
