"""A file that somebody has dropped, kept under a name of our own until the register's reading takes it over."""

from pathlib import Path

import streamlit as st

import workflow
from ui.session import attempt

SUFFIXES = ("xlsx", "xlsm", "xls", "ods", "csv")


def uploader_key() -> str:
    """Return the uploader's key; another key is an empty uploader."""
    return f"upload_{st.session_state.get('upload_round', 0)}"


def keep_upload(name: str, content: bytes) -> Path | None:
    """Keep the bytes and return where; None, with a notice, where the disk refuses them."""
    drop_upload()
    path = attempt(workflow.keep_upload, name=name, content=content, suffixes=SUFFIXES)
    if path is not None:
        st.session_state["upload_kept"] = str(path)
    return path


def hand_over_upload() -> None:
    """Forget the kept file without removing it: it belongs to the proposal now."""
    st.session_state.pop("upload_kept", None)


def drop_upload() -> None:
    """Remove the kept file, if any: it holds names and telephone numbers."""
    kept = st.session_state.pop("upload_kept", None)
    if kept:
        Path(kept).unlink(missing_ok=True)


def empty_uploader() -> None:
    """Show an empty uploader in the next run."""
    st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1
