"""The script of the dashboard: who is asking, what their menu holds, and the page that is open."""

from pathlib import Path

import streamlit as st

from domain.accounts import AccountRole
from ui.collecting import spare_loaded_code
from ui.frame import show_frame
from ui.meanwhile import leave_pages_but
from ui.navigation import build_pages, name_of
from ui.session import need, say, show_notice

# A material or emoji icon would be fetched from outside; an SVG travels inside the page.
ICON = Path(__file__).resolve().parent.parent / "browser" / "icon.svg"

st.set_page_config(
    page_title=say("app.title"),
    page_icon=ICON.read_text(encoding="utf-8"),
    layout="wide",
    initial_sidebar_state="collapsed",
)
actor = need(*AccountRole)
page = st.navigation(build_pages(actor.role), position="top")
leave_pages_but(page.url_path)
show_frame(actor, page=name_of(page.url_path, actor.role))
page.run()
# What the page itself was refused; a callback's refusal stands above it already.
show_notice()
spare_loaded_code()
