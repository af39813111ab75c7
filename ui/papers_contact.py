"""What an owner may ask of the name and phone that the office holds: to see them, and to have them erased."""

import streamlit as st

import workflow
from ui.confirming import ask_first
from ui.session import attempt, say, tell

EXPORTED = "papers_contact_exported"
OTHERS = "papers_contact_others"


def show_contact(establishment: str) -> None:
    """Show both acts for the establishment whose code was given."""
    st.subheader(say("retention.owner_title"))
    st.caption(say("retention.owner_help"))
    with st.container(horizontal=True):
        st.button(
            say("retention.export"), on_click=_export, args=(establishment,), disabled=not establishment,
            key="contact_export",
        )  # fmt: skip
        if establishment:
            ask_first(
                say("retention.erase"), say("retention.erase_ask", establishment=establishment),
                say("retention.erase_do"), key="contact_erase", on_click=_erase, args=(establishment,),
            )  # fmt: skip
    exported = st.session_state.get(EXPORTED)
    if exported and exported[0] == establishment:
        st.link_button(say("retention.exported"), f"/papers/{exported[1]}", icon=":material/description:")
    if others := st.session_state.pop(OTHERS, ()):
        st.info(say("retention.others", ids=", ".join(others)))


def _export(establishment: str) -> None:
    paper = attempt(workflow.export_contact, establishment=establishment)
    if paper:
        st.session_state[EXPORTED] = (establishment, paper)


def _erase(establishment: str) -> None:
    done = attempt(workflow.erase_contact, establishment=establishment)
    if done is None:
        return
    st.session_state.pop(EXPORTED, None)
    st.session_state[OTHERS] = done.others
    counts = {"changes": done.changes, "papers": done.papers, "files": done.files}
    if done.is_wiped:
        tell("retention.erased", establishment=establishment, **counts)
    else:
        tell("retention.erased_again", establishment=establishment)
