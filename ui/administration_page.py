"""Quản trị: accounts are kept on the command line for now; this page says how."""

import streamlit as st

from domain.accounts import AccountRole
from ui.session import need, say


def show() -> None:
    """Say how accounts are managed."""
    need(AccountRole.ADMINISTRATOR)
    st.title(say("administration.title"))
    st.write(say("administration.lead"))
    st.code("python cli.py users --help", language=None)
