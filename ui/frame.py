"""What stands above every page: the office, the demo's clock, who is signed in."""

from datetime import datetime
from html import escape
from pathlib import Path

import streamlit as st

import workflow
from documents.formatting import day_text
from domain.accounts import AccountRole, Actor
from domain.places import Office
from domain.words import Words
from ui.session import attempt, show_notice, workspace

STYLE = Path(__file__).with_name("style.css")


def show_frame(actor: Actor) -> None:
    """Show the bar above the page: banner at the left, account and sign-out at the right."""
    words = workspace().reference.words
    st.html(f"<style>{STYLE.read_text(encoding='utf-8')}{_uploader_words(words)}</style>")
    office = attempt(workflow.read_office)
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key="frame"):
        if office is not None:
            _show_office(office, actor, words)
        sign_out = f'<a target="_self" href="/sign-out">{escape(words.say("ui.frame.sign_out"))}</a>'
        st.html(f'<p class="account">{escape(actor.account)} · {sign_out}</p>', width="content")
    show_notice()


def _show_office(office: Office, actor: Actor, words: Words) -> None:
    if office.demo_at is None:
        st.html(f'<p class="office">{escape(office.name)}</p>')
        return
    now = workflow.read_now(workspace())
    sentence = words.say("ui.frame.demo", day=day_text(now), time=f"{now:%H:%M}")
    if office.is_schematic:
        sentence = f"{sentence}; {words.say('ui.frame.sketch')}"
    st.html(f'<p class="office"><b>{escape(office.name)}</b> <span class="demo">{escape(sentence)}</span></p>')
    if actor.role is AccountRole.PLANNER:
        _show_clock(now, words)


def _show_clock(now: datetime, words: Words) -> None:
    """Let the planner move the demo's clock."""
    with st.popover(words.say("ui.frame.move_clock"), icon=":material/schedule:"):
        st.caption(words.say("ui.frame.move_clock_help"))
        day = st.date_input(words.say("ui.frame.day"), value=now.date(), format="DD/MM/YYYY", key="clock_day")
        hour = st.time_input(words.say("ui.frame.time"), value=now.time(), step=1800, key="clock_time")
        st.button(words.say("ui.frame.set_clock"), on_click=_move_clock, args=(now, day, hour), type="primary")


def _move_clock(now: datetime, day: object, hour: object) -> None:
    at = datetime.combine(day, hour, tzinfo=now.tzinfo)  # type: ignore[arg-type]
    attempt(workflow.move_clock, at=at)


def _uploader_words(words: Words) -> str:
    """Return the style that words Streamlit's uploader, whose own text is English only."""
    browse = words.say("ui.register.browse").replace('"', "")
    return f'[data-testid="stFileUploaderDropzone"] button::after {{ content: "{browse}"; font-size: 1rem; }}'
