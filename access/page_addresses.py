"""The dashboard's pages and whose they are: the first one of a role stands at "/", the others at "/<name>"."""

from domain.accounts import AccountRole

PAGES: dict[AccountRole, tuple[str, ...]] = {
    AccountRole.PLANNER: (
        "start", "register", "mend", "review", "history", "map", "round", "plan", "seal", "papers", "coverage",
        "results", "targets", "deployment", "follow_up", "triage", "method", "office", "audit", "ceremony",
    ),
    AccountRole.LEADER: ("coverage", "papers", "method"),
    AccountRole.TEAM: ("team",),
    AccountRole.ADMINISTRATOR: ("administration", "audit"),
}  # fmt: skip
"""In the order of the menu."""


def is_no_page(path: str, role: AccountRole) -> bool:
    """Tell whether a path looks like a page of the dashboard and is none of this role.

    Examples
    --------
    >>> [is_no_page(path, AccountRole.LEADER) for path in ("/", "/papers", "/plan", "/coverage", "/static/a.js")]
    [False, False, True, True, False]
    """
    name = path.strip("/")
    if not name or "/" in name or "." in name:
        return False
    return name not in PAGES[role][1:]
