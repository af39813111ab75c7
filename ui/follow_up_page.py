"""Theo dõi: what was found and until when it is remedied; complaints with their days; never who sent one."""

import streamlit as st

from domain.accounts import AccountRole
from ui.follow_up_complaints import show_complaints
from ui.follow_up_fines import show_fines
from ui.follow_up_remedies import show_remedies
from ui.session import need, say


def show() -> None:
    """Show the remedies, the fines and the complaints, each in a tab of its own."""
    need(AccountRole.PLANNER)
    st.title(say("follow_up.title"))
    remedies, fines, complaints = st.tabs([say("follow_up.remedies"), say("fines.tab"), say("follow_up.complaints")])
    with remedies:
        show_remedies()
    with fines:
        show_fines()
    with complaints:
        show_complaints()
