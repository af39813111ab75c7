"""Ways from one page to the next; the menu has put the pages into the session."""

import streamlit as st

from ui.session import workspace


def link_to(name: str, key: str, *, help_key: str | None = None) -> None:
    """Show a link to a page of the menu, worded by ``key``."""
    words = workspace().reference.words
    page = st.session_state.get("pages", {}).get(name)
    if page is not None:
        st.page_link(page, label=words.say(f"ui.{key}"), icon=":material/arrow_forward:")
    if help_key:
        st.caption(words.say(f"ui.{help_key}"))


def go_to(name: str) -> None:
    """Open a page of the menu at once; outside the menu nothing happens."""
    page = st.session_state.get("pages", {}).get(name)
    if page is not None:
        st.switch_page(page)
