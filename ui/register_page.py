"""Nhập danh sách: drop the file, read one sentence, go on and mend later."""

from pathlib import Path

import streamlit as st

import workflow
from domain.accounts import AccountRole
from domain.issues import Issue
from ui.job_progress import begin, is_busy, show_progress
from ui.links import link_to
from ui.session import attempt, need, say, show_notice, workspace
from ui.tables import show_table
from ui.uploads import SUFFIXES, drop_upload, empty_uploader, keep_upload, uploader_key
from ui.wording import coded
from workflow.views import RegisterView


def show() -> None:
    """Show the uploader, what a file holds, and the register as it stands."""
    need(AccountRole.PLANNER)
    st.title(say("register.title"))
    st.write(say("register.lead"))
    if show_progress("import_register"):
        empty_uploader()
        st.rerun()
    upload = st.file_uploader(say("register.file"), type=SUFFIXES, key=uploader_key())
    if upload is not None:
        _show_checked(keep_upload(upload.name, upload.getvalue()), upload.name)
        return
    drop_upload()
    register = attempt(workflow.read_register)
    if register is None:
        st.info(say("register.empty"))
        return
    st.subheader(say("register.present"))
    _show_sentence(register)
    link_to("map", "register.go_on")
    _show_issues(register)


def _show_checked(path: Path, file_name: str) -> None:
    """Show what the file holds before anything is kept."""
    checked = _checked(path)
    if checked is None:
        show_notice()
        return
    _show_sentence(checked)
    arguments = ("import_register", {"path": str(path), "file_name": file_name})
    st.button(say("register.take"), type="primary", on_click=begin, args=arguments, disabled=is_busy(arguments[0]))
    _show_issues(checked)


def _checked(path: Path) -> RegisterView | None:
    """Return what the file holds, read once for each upload."""
    kept = st.session_state.get("register_checked")
    if kept is None or kept[0] != path:
        kept = (path, attempt(workflow.check_register, path=path))
        st.session_state["register_checked"] = kept
    return kept[1]


def _show_sentence(register: RegisterView) -> None:
    counts = {
        "rows": register.rows_read,
        "in_scope": register.in_scope,
        "duplicates": register.duplicates,
        "to_check": register.to_check,
    }
    st.html(f'<p class="figure">{say("register.sentence", **counts)}</p>')


def _show_issues(register: RegisterView) -> None:
    if not register.issues:
        return
    st.write(say("register.issues_lead"))
    rows = [
        {
            say("register.column_issue"): _issue_text(issue, "issue"),
            say("register.column_remedy"): _issue_text(issue, "remedy"),
        }
        for issue in register.issues
    ]
    with st.container(height=460 if len(rows) > 8 else "content"):
        show_table(rows)


def _issue_text(issue: Issue, space: str) -> str:
    """Return the sentence of a doubt, or of its remedy, with the cell that it is about."""
    cell = {"sheet": issue.sheet, "row": issue.row, "column": issue.column, "value": issue.value}
    return coded(workspace().reference.words, space, issue.code, {**cell, **issue.params})
