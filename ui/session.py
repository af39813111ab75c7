"""Who is asking, looked up anew on every run and in every callback."""

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

import workflow
from access.language import LANGUAGE_COOKIE
from access.sessions import COOKIE_NAME, find_actor
from domain.accounts import AccountRole, Actor
from domain.errors import InspectionError, NotAllowedError
from domain.words import Words
from ui.wording import error_sentence, moment_text
from workflow.workspace import Workspace, open_workspace, settings_from, speaking

Value = TypeVar("Value")
LOOPBACK = "127.0.0.1"


@st.cache_resource(show_spinner=False, on_release=lambda released: released.store.close())
def workspace() -> Workspace:
    """Return the one workspace of this process; it holds nothing of any user."""
    return open_workspace(settings_from(os.environ))


class _Heard(threading.local):
    """Hold, for the thread that runs a page, in which language its session asked: a page says hundreds of sentences."""

    session: str = ""
    workspace: Workspace | None = None


_heard = _Heard()


def here() -> Workspace:
    """Return the workspace with the screen's language as whoever asks has chosen it.

    The cookie came with the session's websocket, so it is the same for as long as the session lives.
    """
    run = get_script_run_ctx(suppress_warning=True)
    session = run.session_id if run else ""
    if not session or _heard.session != session or _heard.workspace is None:
        _heard.workspace = speaking(workspace(), st.context.cookies.get(LANGUAGE_COOKIE))
        _heard.session = session
    return _heard.workspace


def screen_words() -> Words:
    """Return what the screen of whoever asks says."""
    return here().screen_words


def say(key: str, /, **params: object) -> str:
    """Return a sentence of the screen, ``ui.KEY`` in data/words."""
    return screen_words().say(f"ui.{key}", **params)


def moment(at: datetime) -> str:
    """Return an instant in the office's own time zone, as HH:MM dd/mm/yyyy."""
    return moment_text(at.astimezone(workflow.read_now(workspace()).tzinfo))


def current_actor() -> Actor | None:
    """Return whose cookie opened this page, None when the session is over."""
    actor = find_actor(workspace(), st.context.cookies.get(COOKIE_NAME), at=datetime.now(UTC))
    # Streamlit names no address of this machine itself.
    return None if actor is None else replace(actor, ip=st.context.ip_address or LOOPBACK)


def need(*roles: AccountRole) -> Actor:
    """Return the actor, or show why not and stop the page.

    The menu hides other roles' pages; this refuses them, and workflow refuses once more.
    """
    actor = current_actor()
    if actor is None:
        st.header(say("session.over_title"))
        st.html(f'<a class="big-link" target="_self" href="/sign-in">{say("session.sign_in")}</a>')
        st.stop()
    if actor.role not in roles:
        st.header(say("session.refused_title"))
        st.error(say("session.refused"))
        st.stop()
    return actor


def attempt(function: Callable[..., Value], /, **arguments: object) -> Value | None:
    """Call a workflow function as whoever asks now; a refusal becomes a notice, and None."""
    try:
        actor = current_actor()
        if actor is None:
            raise NotAllowedError("session.over")
        return function(here(), actor, **arguments)
    except InspectionError as error:
        st.session_state["notice"] = ("error", error_sentence(screen_words(), error))
        return None


def quietly(function: Callable[..., Value], /, **arguments: object) -> Value | None:
    """Call like attempt where a refusal only means that there is nothing yet, so nobody is told."""
    actor = current_actor()
    try:
        return None if actor is None else function(here(), actor, **arguments)
    except InspectionError:
        return None


def succeeds(function: Callable[..., object], /, **arguments: object) -> bool:
    """Call a workflow function like attempt and tell whether it went through, whatever it returns."""
    return attempt(lambda *actors, **rest: (function(*actors, **rest),), **arguments) is not None


def tell(key: str, /, **params: object) -> None:
    """Keep a sentence for the top of the next page."""
    st.session_state["notice"] = ("success", say(key, **params))


def show_notice() -> None:
    """Show the kept sentence once; an error also stays at the top, since a toast goes away."""
    kind, sentence = st.session_state.pop("notice", ("", ""))
    text = escape_markdown(sentence)
    if kind == "error":
        st.error(text, icon=":material/error:")
    if kind:
        st.toast(text, icon=":material/error:" if kind == "error" else ":material/check_circle:", duration="long")


def escape_markdown(text: str) -> str:
    """Return text that markdown shows as it is: a name can be a link, a picture or a formula."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#+-.!|$~:&" else letter for letter in text)
