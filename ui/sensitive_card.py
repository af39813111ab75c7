"""What the register's card says of schools, hospitals and worship nearby: to be looked at, never a finding."""

import streamlit as st

import workflow
from ui.session import attempt, say


def show_sensitive(establishment: str) -> None:
    """Say which such places an establishment stands near, where its kind must keep away from them."""
    for issue in attempt(workflow.sensitive_flags, establishment=establishment) or ():
        names = ("metres", "limit_m", "accuracy_m")
        place = issue.params["place"] or issue.params["kind"]
        st.text(say("sensitive.look", place=place, **{name: issue.params[name] for name in names}))
