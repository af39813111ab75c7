"""Who may do what; every step asks here, and every refusal leaves an audit row."""

from datetime import UTC, datetime
from typing import Any

from domain.accounts import AccountRole, Actor
from domain.errors import NotAllowedError
from store.audit import AuditEntry, append_audit
from workflow.workspace import Workspace

PLANNER = (AccountRole.PLANNER,)
SEES_COVERAGE = (AccountRole.PLANNER, AccountRole.LEADER)
EVERYONE = tuple(AccountRole)


def need(workspace: Workspace, actor: Actor, *roles: AccountRole, action: str, target: str = "") -> None:
    """Refuse an actor whose role is not among those given.

    Raises
    ------
    NotAllowedError
        ``access.role``; the refusal is logged first.
    """
    if actor.role not in roles:
        log(workspace, actor, action=action, target=target, outcome="denied")
        raise NotAllowedError("access.role", action=action)


def log(
    workspace: Workspace, actor: Actor, *, action: str, target: str = "", outcome: str = "ok", **details: str | int
) -> None:
    """Append one row to the audit log, at the real time, in a transaction of its own.

    For what changed nothing in the store; a change is logged with it, see ``log_in``.
    """
    with workspace.store.write() as connection:
        log_in(connection, actor, action=action, target=target, outcome=outcome, **details)


def log_in(
    connection: Any, actor: Actor, *, action: str, target: str = "", outcome: str = "ok", **details: str | int
) -> None:
    """Append one row to the audit log as the last act of the transaction that it tells of: both stay, or neither."""
    entry = AuditEntry(
        at=datetime.now(UTC),
        account=actor.account,
        role=actor.role.value,
        ip=actor.ip,
        action=action,
        object=target,
        outcome=outcome,
        details=details,
    )
    append_audit(connection, entry)
