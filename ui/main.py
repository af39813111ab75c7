"""The script of the dashboard: who is asking, what their menu holds, and the page that is open."""

import streamlit as st

from domain.accounts import AccountRole
from ui.frame import show_frame
from ui.navigation import build_pages
from ui.session import need, workspace

st.set_page_config(
    page_title=workspace().reference.words.say("ui.app.title"),
    page_icon=":material/map:",
    layout="wide",
    initial_sidebar_state="collapsed",
)
actor = need(*AccountRole)
page = st.navigation(build_pages(actor.role), position="top")
show_frame(actor)
page.run()
