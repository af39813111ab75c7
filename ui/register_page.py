"""Nhập danh sách: drop the file, read one sentence, go on and mend later."""

import secrets
from pathlib import Path

import streamlit as st

import workflow
from domain.accounts import AccountRole
from domain.digest import sha256_hex
from domain.issues import Issue
from ui.job_progress import begin, show_progress
from ui.links import link_to
from ui.session import attempt, need, say, show_notice, workspace
from ui.tables import show_table
from ui.wording import coded
from workflow.views import RegisterView

SUFFIXES = ["xlsx", "xlsm", "xls"]


def show() -> None:
    """Show the uploader, what a file holds, and the register as it stands."""
    need(AccountRole.PLANNER)
    st.title(say("register.title"))
    st.write(say("register.lead"))
    if show_progress("import_register"):
        _forget_file()
    upload = st.file_uploader(say("register.file"), type=SUFFIXES, key=_uploader_key())
    if upload is not None:
        _show_checked(_keep(upload.name, upload.getvalue()), upload.name)
        return
    register = attempt(workflow.read_register)
    if register is None:
        st.info(say("register.empty"))
        return
    st.subheader(say("register.present"))
    _show_register(register)
    link_to("map", "register.go_on")


def _show_checked(path: Path, file_name: str) -> None:
    """Show what the file holds before anything is kept."""
    checked = attempt(workflow.check_register, path=path)
    if checked is None:
        show_notice()
        return
    _show_register(checked)
    arguments = ("import_register", {"path": str(path), "file_name": file_name})
    st.button(say("register.take"), type="primary", on_click=begin, args=arguments)


def _show_register(register: RegisterView) -> None:
    counts = {
        "rows": register.rows_read,
        "in_scope": register.in_scope,
        "duplicates": register.duplicates,
        "to_check": register.to_check,
    }
    st.html(f'<p class="figure">{say("register.sentence", **counts)}</p>')
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


def _keep(name: str, content: bytes) -> Path:
    """Keep the upload under a name of our own, once, and return where."""
    kept, digest = st.session_state.get("register_file"), sha256_hex(content)
    if kept and kept[0] == digest:
        return Path(kept[1])
    folder = workspace().settings.directory / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    suffix = Path(name).suffix.lower()
    path = folder / f"{secrets.token_hex(16)}{suffix if suffix.lstrip('.') in SUFFIXES else '.xlsx'}"
    path.write_bytes(content)
    st.session_state["register_file"] = (digest, str(path))
    return path


def _uploader_key() -> str:
    return f"upload_{st.session_state.get('upload_round', 0)}"


def _forget_file() -> None:
    """Empty the uploader, so that the register itself is seen after the import."""
    st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1
    kept = st.session_state.pop("register_file", None)
    if kept:
        Path(kept[1]).unlink(missing_ok=True)
    st.rerun()
