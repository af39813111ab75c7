"""A file that is read once and then gone."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

import workflow
from ui.session import attempt, show_notice


@contextmanager
def kept_file(name: str, content: bytes, *, suffixes: Sequence[str]) -> Iterator[Path]:
    """Keep bytes while they are read; where the disk refuses them the page says so and ends there."""
    path = attempt(workflow.keep_upload, name=name, content=content, suffixes=suffixes)
    if path is None:
        show_notice()
        st.stop()
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
