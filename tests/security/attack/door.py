"""The real gate and routes before a page that attackers would love; started by the tests only."""

from pathlib import Path

import streamlit as st

from app import gate, routes

app = st.App(Path(__file__).with_name("page.py"), routes=routes, middleware=[gate])
