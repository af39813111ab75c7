"""What a page of the dashboard begins with: Streamlit's first file in the reader's words, naming all it will need."""

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from access.language import words_for
from access.page_addresses import PAGES
from domain.accounts import Actor
from domain.words import Words
from ui.browser_parts import part_address
from workflow.workspace import Workspace

STATIC = Path(st.__file__).parent / "static"
"""Streamlit's front end: index.html, and what it loads below static/."""
PIECES = ("Html", "Button", "PageLink", "TextInput", "Selectbox", "Checkbox", "BidiComponent")
"""Streamlit's pieces that most pages show, by the stem of their files."""
WITH_MAP = {"map": ("map_points", "working_map"), "plan": ("working_map", "plan_timeline"), "team": ("working_map",)}
"""Which of our own parts a page needs before it shows anything of worth."""
FONTS = ("/sign-in/regular.ttf",)

# A page below the root would first look for its server below its own name, and wait before it looks at the root.
_SERVER = "<script>window.__streamlit = { BACKEND_BASE_URL: `${location.origin}/` }</script>"
_HEAD, _LANGUAGE, _TITLE = "<head>", '<html lang="en">', "<title>Streamlit</title>"
_IMPORTED = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')


class PageShell:
    """Answer for the dashboard's pages, leave all else to the application: ASGI middleware behind the gate.

    Parameters
    ----------
    workspace
        Its words are what a page's title and language are taken from.
    html
        What ``page_html`` returns.
    static
        The folder with Streamlit's index.html, read once at the start.
    """

    def __init__(self, app: ASGIApp, *, workspace: Workspace, html: str, static: Path) -> None:
        self.app = app
        self.workspace = workspace
        self.html = html
        pieces = piece_addresses(static, PIECES)
        self.links = {page: links_of(page, pieces) for pages in PAGES.values() for page in pages}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        links = self.links.get(_page_of(scope))
        if links is None or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        html = in_words(self.html, words_for(self.workspace, HTTPConnection(scope)))
        await HTMLResponse(html.replace("</head>", f"{links}</head>", 1))(scope, receive, send)


def page_html(static: Path) -> str:
    """Return Streamlit's index.html with the address of its server in it.

    Raises
    ------
    ValueError
        If it no longer says what is to be said otherwise: Streamlit has changed.
    """
    html = (static / "index.html").read_text(encoding="utf-8")
    missing = [part for part in (_HEAD, _LANGUAGE, _TITLE, "</head>") if part not in html]
    if missing:
        raise ValueError(f"Streamlit's index.html has no {missing[0]}")
    return html.replace(_HEAD, f"{_HEAD}{_SERVER}", 1)


def in_words(html: str, words: Words) -> str:
    """Return a page that says its language and its title: Streamlit's always says English and its own name."""
    said = html.replace(_LANGUAGE, f'<html lang="{words.language}">', 1)
    return said.replace(_TITLE, f"<title>{escape(words.say('ui.app.title'))}</title>", 1)


def links_of(page: str, pieces: Sequence[str]) -> str:
    """Return the links to what a page will need beside its first script, given the pieces that all pages share.

    They wait for what the first script needs itself, so that it talks to its server while they come.
    """
    parts = [part_address(part) for part in WITH_MAP.get(page, ())]
    modules = [f'<link rel="modulepreload" fetchpriority="low" href="{address}">' for address in (*pieces, *parts)]
    fonts = [f'<link rel="preload" as="font" crossorigin href="{address}">' for address in FONTS]
    return "".join(fonts + modules)


def piece_addresses(static: Path, stems: Sequence[str]) -> list[str]:
    """Return where Streamlit's pieces of those stems are, with all that they import and the first script does not.

    Parameters
    ----------
    static
        The folder with Streamlit's index.html and its files below static/.
    stems
        Names before the digest; one that the installed version does not have is left out.
    """
    scripts = static / "static" / "js"
    first = set(re.findall(r"static/js/([\w.-]+\.js)", (static / "index.html").read_text(encoding="utf-8")))
    wanted = {path.name for stem in stems for path in scripts.glob(f"{stem}.*.js")}
    return [f"/static/js/{name}" for name in sorted(_all_imported(scripts, wanted) - _all_imported(scripts, first))]


def _all_imported(scripts: Path, names: set[str]) -> set[str]:
    """Return the names with everything that a browser fetches for them."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found or not (scripts / name).is_file():
            continue
        found.add(name)
        waiting += _IMPORTED.findall((scripts / name).read_text(encoding="utf-8"))
    return found


def _page_of(scope: Scope) -> str:
    """Return the name that stands in an address, or which page of the role of whoever asks stands at "/"."""
    if scope["type"] != "http":
        return ""
    name: str = scope["path"].removeprefix("/")
    actor: Actor | None = scope.get("actor")
    return PAGES[actor.role][0] if not name and actor else name
