"""Ways from one page to the next; the menu has put the pages into the session."""

import streamlit as st

from ui.session import say


def link_to(name: str, key: str, *, help_key: str | None = None) -> None:
    """Show a link to a page of the menu, worded by ``key``."""
    page = st.session_state.get("pages", {}).get(name)
    if page is not None:
        st.page_link(page, label=say(f"{key}"), icon=":material/arrow_forward:")
    if help_key:
        st.caption(say(f"{help_key}"))


def go_to(name: str) -> None:
    """Open a page of the menu at once; outside the menu nothing happens."""
    page = st.session_state.get("pages", {}).get(name)
    if page is not None:
        st.switch_page(page)


def lead_on(page: str, label: str) -> None:
    """Show the one way that leads on from a page, as conspicuous as its main button."""
    with st.container(key=f"lead_on_{page}", width="content"):
        link_to(page, label)
