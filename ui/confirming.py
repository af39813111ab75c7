"""Ask once more before something goes: what it means and how it comes back, then the button that does it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from ui.session import escape_markdown


def ask_first(
    label: str, question: str, confirm: str, *, key: str, on_click: Callable[..., None], args: tuple[Any, ...] = ()
) -> None:
    """Show a button that opens a question, and in it the button that does it.

    Parameters
    ----------
    label, confirm
        Words of the first and of the second button.
    question
        What goes and how it may come back.
    key
        Of the second button; the first one has the same with ``ask_`` before it.
    """
    with st.popover(label, key=f"ask_{key}"):
        st.write(escape_markdown(question))
        st.button(confirm, key=key, type="primary", on_click=on_click, args=args)
