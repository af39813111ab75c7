"""What stands above every page: the office, the demo's clock, who is signed in."""

from datetime import datetime
from html import escape
from pathlib import Path

import streamlit as st

import workflow
from documents.formatting import day_text
from domain.accounts import AccountRole, Actor
from domain.places import Office
from ui.guide_pages import guide_address
from ui.language_switch import switch_html
from ui.session import attempt, quietly, say, show_notice, workspace

STYLE = Path(__file__).with_name("style.css")


def show_frame(actor: Actor, *, page: str) -> None:
    """Show the bar above a page: banner at the left; account, the page's guide and sign-out at the right."""
    st.html(f"<style>{STYLE.read_text(encoding='utf-8')}{_uploader_words()}</style>")
    if len(st.session_state.get("pages", ())) == 1:
        # Without a menu the room above it is not needed.
        st.html("<style>.stMainBlockContainer { padding-top: 1.25rem; }</style>")
    office = quietly(workflow.read_office)
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key="frame"):
        if office is not None:
            _show_office(office, actor)
        sign_out = f'<a target="_self" href="/sign-out">{escape(say("frame.sign_out"))}</a>'
        password = f'<a target="_self" href="/password">{escape(say("frame.password"))}</a>'
        # In a tab of its own: what was begun on this page stays as it is.
        guide = f'<a target="_blank" rel="noopener" href="{guide_address(page)}">{escape(say("frame.guide"))}</a>'
        links = " · ".join((guide, password, sign_out))
        account = f"<span>{escape(actor.account)} · {links}</span>"
        st.html(f'<div class="account">{account}{switch_html(page)}</div>', width="content")
    show_notice()


def _show_office(office: Office, actor: Actor) -> None:
    if office.demo_at is None:
        st.html(f'<p class="office">{escape(office.name)}</p>')
        return
    now = workflow.read_now(workspace())
    sentence = say("frame.demo", day=day_text(now), time=f"{now:%H:%M}")
    if office.is_schematic:
        sentence = f"{sentence}; {say('frame.sketch')}"
    st.html(f'<p class="office"><b>{escape(office.name)}</b> <span class="demo">{escape(sentence)}</span></p>')
    if actor.role is AccountRole.PLANNER:
        _show_clock(now)


def _show_clock(now: datetime) -> None:
    """Let the planner move the demo's clock."""
    with st.popover(say("frame.move_clock"), icon=":material/schedule:"):
        st.caption(say("frame.move_clock_help"))
        day = st.date_input(say("frame.day"), value=now.date(), format="DD/MM/YYYY", key="clock_day")
        hour = st.time_input(say("frame.time"), value=now.time(), step=1800, key="clock_time")
        st.button(say("frame.set_clock"), on_click=_move_clock, args=(now, day, hour), type="primary")


def _move_clock(now: datetime, day: object, hour: object) -> None:
    at = datetime.combine(day, hour, tzinfo=now.tzinfo)  # type: ignore[arg-type]
    attempt(workflow.move_clock, at=at)


def _uploader_words() -> str:
    """Return the style that words Streamlit's uploader, whose own text is English only."""
    browse = say("register.browse").replace('"', "")
    button = '[data-testid="stFileUploaderDropzone"] button[kind="secondary"]::after'
    return f'{button} {{ content: "{browse}"; font-size: 1rem; }}'
