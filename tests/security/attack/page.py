"""A page that trusts its widgets: its callback asks nobody who pressed."""

import streamlit as st

from access.sessions import COOKIE_NAME, find_actor
from app import now, workspace


def pressed() -> None:
    with (workspace.settings.directory / "pressed.txt").open("a", encoding="utf-8") as file:
        file.write("pressed\n")


actor = find_actor(workspace, st.context.cookies.get(COOKIE_NAME), at=now())
st.session_state.setdefault("secret", f"left-by-{actor.account if actor else 'nobody'}")
st.text(f"now:{actor.account if actor else 'nobody'}")
st.text(st.session_state["secret"])
st.button("press", on_click=pressed, key="press")
st.download_button("paper", b"CANARY-DOWNLOAD", file_name="canary.bin")
if actor is not None:
    st.file_uploader("workbook", key="workbook")
