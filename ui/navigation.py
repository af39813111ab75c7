"""The menu of each role. It is a convenience: each page asks for its role by itself."""

from collections.abc import Callable

import streamlit as st

from domain.accounts import AccountRole
from ui import (
    administration_page,
    coverage_page,
    map_page,
    plan_page,
    register_page,
    round_page,
    seal_page,
    start_page,
    team_page,
)
from ui.session import say

Show = Callable[[], None]

PLANNER: dict[str, Show] = {
    "start": start_page.show,
    "register": register_page.show,
    "map": map_page.show,
    "round": round_page.show,
    "plan": plan_page.show,
    "seal": seal_page.show,
    "coverage": coverage_page.show,
}
MENUS: dict[AccountRole, dict[str, Show]] = {
    AccountRole.PLANNER: PLANNER,
    AccountRole.LEADER: {"coverage": coverage_page.show},
    AccountRole.TEAM: {"team": team_page.show},
    AccountRole.ADMINISTRATOR: {"administration": administration_page.show},
}


def build_pages(role: AccountRole) -> list:
    """Return the pages of a role's menu, the first one as its landing page."""
    pages = {
        name: st.Page(show, title=say(f"{name}.menu"), url_path=name, default=at == 0)
        for at, (name, show) in enumerate(MENUS[role].items())
    }
    st.session_state["pages"] = pages
    return list(pages.values())
