"""The audit log as its readers see it: filtered, in pages, with the state of its chain."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.accounts import AccountRole, Actor
from store import audit
from workflow.offices import read_now
from workflow.permissions import log, need
from workflow.workspace import Workspace

MOST_ROWS = 20_000
"""Rows that are looked through, the newest first."""
READERS = (AccountRole.PLANNER, AccountRole.ADMINISTRATOR)
OPEN_TO_ADMINISTRATORS = ("sign_", "account", "password", "user")
"""Begin the actions whose object is an account; what others were done to may be an establishment of a sealed plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """Hold one row, its instant in the office's time zone; ``target`` is the id of what it was done to."""

    at: datetime
    account: str
    role: str
    action: str
    target: str
    is_denied: bool
    details: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """Hold a page of the rows that match, the newest first, and what there is to filter by.

    ``denied`` counts the matching rows that were refused. ``broken_at`` is the number of the
    first row that does not fit the chain, None when all is well or nobody looked.
    """

    rows: tuple[AuditRow, ...]
    matching: int
    denied: int
    accounts: tuple[str, ...]
    actions: tuple[str, ...]
    broken_at: int | None


def read_audit_log(
    workspace: Workspace,
    actor: Actor,
    *,
    account: str = "",
    action: str = "",
    day: date | None = None,
    first: int = 0,
    size: int = 50,
    is_again: bool = False,
) -> AuditView:
    """Return a page of the audit log.

    Parameters
    ----------
    account, action, day
        What a row must have; "" and None let all through. The day is the office's.
    first, size
        Which of the matching rows stand on the page, from 0.
    is_again
        The same look goes on: no row is added, and the chain is not gone through again.

    An administrator learns what was done to accounts; of all else who did what and when, not to which object.
    """
    need(workspace, actor, *READERS, action="audit.read")
    zone = read_now(workspace).tzinfo
    with workspace.store.read() as connection:
        entries = audit.read_audit(connection, limit=MOST_ROWS)
        broken_at = None if is_again else audit.verify_chain(connection)
    found = [
        one
        for one in entries
        if account in ("", one.account) and action in ("", one.action)
        and day in (None, one.at.astimezone(zone).date())
    ]  # fmt: skip
    if not (first or is_again):
        # Turning pages adds no row, which would push the others along.
        log(workspace, actor, action="audit.read")
    sees_all = actor.role is AccountRole.PLANNER
    shown = found[first : first + size]
    return AuditView(
        rows=tuple(_row(one, one.at.astimezone(zone), sees_all=sees_all) for one in shown), matching=len(found),
        denied=sum(one.outcome != "ok" for one in found),
        accounts=tuple(sorted({one.account for one in entries})),
        actions=tuple(sorted({one.action for one in entries})), broken_at=broken_at,
    )  # fmt: skip


def _row(entry: audit.AuditEntry, at: datetime, *, sees_all: bool) -> AuditRow:
    is_shown = sees_all or entry.action.startswith(OPEN_TO_ADMINISTRATORS)
    details = ", ".join(f"{key}: {value}" for key, value in entry.details.items())
    return AuditRow(
        at=at, account=entry.account, role=entry.role, action=entry.action, target=entry.object if is_shown else "",
        is_denied=entry.outcome != "ok", details=details if is_shown else "",
    )  # fmt: skip
