"""How a page is divided: side by side on a desk, one below the other on a tablet."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def split(*weights: float) -> list[DeltaGenerator]:
    """Return the columns of the page's one division; style.css stacks them on narrow screens."""
    with st.container(key="split"):
        return st.columns(weights, gap="medium")
