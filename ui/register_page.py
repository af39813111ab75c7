"""Nhập danh sách: drop the file, read one sentence, go on and mend later."""

import streamlit as st

import workflow
from domain.accounts import AccountRole
from ui.choices import forget_choices
from ui.job_progress import begin, failure_of, forget_failure, is_busy, show_progress
from ui.links import go_to, link_to
from ui.proposal_parts import show_proposal
from ui.session import attempt, need, say
from ui.step_parts import show_steps
from ui.uploads import SUFFIXES, drop_upload, empty_uploader, hand_over_upload, keep_upload, uploader_key
from workflow.views import RegisterView

JOBS = ("read_register", "reread_register", "confirm_register")


def show() -> None:
    """Show the work under way, else the file that waits, else the uploader and the register as it stands."""
    need(AccountRole.PLANNER)
    st.title(say("register.title"))
    if _is_working():
        return
    proposal = attempt(workflow.read_proposal)
    if proposal is not None:
        hand_over_upload()
        show_proposal(proposal, refused=failure_of("confirm_register"))
        return
    drop_upload()
    register = attempt(workflow.read_register)
    if register is not None:
        _show_present(register)
        st.subheader(say("wizard.again"))
        st.caption(say("wizard.again_help"))
    _show_uploader()
    if steps := attempt(workflow.list_steps):
        show_steps(steps)


def _is_working() -> bool:
    """Show the work under way; once it is done the page runs again, after a confirmation the map opens."""
    for kind in JOBS:
        if show_progress(kind):
            forget_failure("confirm_register")
            if kind == "confirm_register":
                forget_choices()
                go_to("map")
            st.rerun()
    return any(is_busy(kind) for kind in JOBS)


def _show_uploader() -> None:
    """Show the uploader; a dropped file is read at once."""
    st.write(say("register.lead"))
    upload = st.file_uploader(say("register.file"), type=SUFFIXES, key=uploader_key())
    if upload is not None:
        path = keep_upload(upload.name, upload.getvalue())
        if path is not None:
            begin("read_register", {"path": str(path), "file_name": upload.name})
        empty_uploader()
        st.rerun()


def _show_present(register: RegisterView) -> None:
    """Show the register in one sentence, and the ways on."""
    st.subheader(say("register.present"))
    counts = {
        "rows": register.rows_read,
        "in_scope": register.in_scope,
        "duplicates": register.duplicates,
        "to_check": register.to_check,
    }
    st.html(f'<p class="figure">{say("register.sentence", **counts)}</p>')
    with st.container(horizontal=True):
        link_to("mend", "mend.menu")
        link_to("map", "mend.map")
