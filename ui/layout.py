"""How a page is divided: side by side on a desk, one below the other on a tablet."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def split(*weights: float, name: str = "") -> list[DeltaGenerator]:
    """Return the columns of a division; style.css stacks them on narrow screens.

    A page with several divisions names all but one of them.
    """
    with st.container(key=f"split_{name}" if name else "split"):
        return st.columns(weights, gap="medium")
