"""Quản trị: accounts are kept on the command line for now; this page says how."""

import streamlit as st

from domain.accounts import AccountRole
from ui.session import need, workspace


def show() -> None:
    """Say how accounts are managed."""
    need(AccountRole.ADMINISTRATOR)
    words = workspace().reference.words
    st.title(words.say("ui.administration.title"))
    st.write(words.say("ui.administration.lead"))
    st.code("python cli.py users --help", language=None)
