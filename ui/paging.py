"""A long list in pages: what is not looked at is not sent."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from ui.session import say

Item = TypeVar("Item")


def page_of(items: Sequence[Item], *, key: str, size: int) -> Sequence[Item]:
    """Return the items of the page that is open, after showing the way to the others."""
    if len(items) <= size:
        return items
    pages = -(-len(items) // size)
    with st.container(horizontal=True, vertical_alignment="center"):
        # Another length is another list: its first page is shown.
        page = st.pagination(pages, key=f"page_{key}_{len(items)}")
        first = (page - 1) * size
        shown = items[first : first + size]
        st.caption(say("page.shown", first=first + 1, last=first + len(shown), count=len(items)), width="content")
    return shown
