"""The menu of each role. It is a convenience: each page asks for its role by itself."""

from collections.abc import Callable

import streamlit as st

from access.page_addresses import PAGES
from domain.accounts import AccountRole
from ui import (
    administration_page,
    audit_page,
    ceremony_page,
    coverage_page,
    deployment_page,
    follow_up_page,
    history_page,
    map_page,
    mend_page,
    method_page,
    office_page,
    papers_page,
    plan_page,
    register_page,
    results_page,
    review_page,
    round_page,
    seal_page,
    start_page,
    targets_page,
    team_page,
    triage_page,
)
from ui.session import say

Show = Callable[[], None]

SHOWS: dict[str, Show] = {
    "start": start_page.show,
    "register": register_page.show,
    "mend": mend_page.show,
    "review": review_page.show,
    "history": history_page.show,
    "map": map_page.show,
    "round": round_page.show,
    "plan": plan_page.show,
    "seal": seal_page.show,
    "papers": papers_page.show,
    "coverage": coverage_page.show,
    "results": results_page.show,
    "targets": targets_page.show,
    "deployment": deployment_page.show,
    "follow_up": follow_up_page.show,
    "triage": triage_page.show,
    "method": method_page.show,
    "office": office_page.show,
    "audit": audit_page.show,
    "ceremony": ceremony_page.show,
    "team": team_page.show,
    "administration": administration_page.show,
}
"""What stands at each address of access.page_addresses."""
HIDDEN = frozenset({"ceremony"})
"""Pages that the menu does not name; the round's page leads there."""
ONE_STEP_BEHIND = (
    "papers",
    "review",
    "history",
    "results",
    "targets",
    "deployment",
    "follow_up",
    "triage",
    "method",
    "office",
    "audit",
)
"""Pages that a round does not need: under one heading, so that the menu fits a tablet."""


def build_pages(role: AccountRole) -> dict[str, list]:
    """Return the pages of a role's menu by heading, the first one as its landing page."""
    pages = {
        name: st.Page(
            SHOWS[name],
            title=say(f"{name}.menu"),
            url_path=name,
            default=at == 0,
            visibility="hidden" if name in HIDDEN else "visible",
        )
        for at, name in enumerate(PAGES[role])
    }
    st.session_state["pages"] = pages
    behind = [page for name, page in pages.items() if name in ONE_STEP_BEHIND]
    first = [page for name, page in pages.items() if name not in ONE_STEP_BEHIND]
    return {"": first, say("app.more"): behind} if behind else {"": first}


def name_of(url_path: str, role: AccountRole) -> str:
    """Return the name of the page at an address of a role's menu; the landing page's address is empty."""
    return url_path or PAGES[role][0]
