"""The real gate and routes before a page that attackers would love; started by the tests only."""

import streamlit as st

from app import gate, routes

app = st.App("page.py", routes=routes, middleware=[gate])
