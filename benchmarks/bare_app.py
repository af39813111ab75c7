"""The least page with the same map as an application, so that Streamlit and our own server can both serve it."""

from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).with_name("bare_page.py"))
