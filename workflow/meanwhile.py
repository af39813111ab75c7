"""Two planners at once: a write says what its page had shown, and is refused where somebody saved since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from domain.accounts import Actor
from domain.errors import ConflictError
from store import audit
from store.engine import lock_for_writing
from workflow.offices import read_now
from workflow.permissions import PLANNER, need
from workflow.workspace import Workspace

ACTIONS: Mapping[str, tuple[str, ...]] = {
    "letterhead": ("office.letterhead",),
    "bases": ("office.bases",),
    "rule": ("office.rule",),
    "rounds": ("round.open",),
    "types": ("office.types", "types.alias", "problems.set_type"),
    "teams": ("office.teams",),
    "weekly": ("office.weekly",),
    "holidays": ("office.holidays",),
    "shift_cost": ("office.shift_cost",),
    "sheets": ("sheet.settings",),
    "papers": ("papers.settings",),
    "signer": ("signer.name",),
    "supervision": ("supervision.plan", "supervision.drop"),
    "integration": ("integration.save",),
    "report": ("commune_report.save",),
    "reply": ("call_ups.reply",),
    "answer": ("supervised.answer",),
    "complaint": ("complaint.triage", "complaint.link", "complaint.confirm"),
}
"""Actions of the audit that change a part which a page shows and writes as a whole."""


class Unseen(Enum):
    """Stand for what a door did not show before it writes: a command that replaces on purpose."""

    UNSEEN = "unseen"


UNSEEN = Unseen.UNSEEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Hold who changed a part last and when, in the office's time zone."""

    account: str
    at: datetime


def last_change(workspace: Workspace, actor: Actor, *, part: str, target: str = "") -> Change | None:
    """Return who changed a part last, None where the audit knows of nobody.

    Parameters
    ----------
    part
        Key of ``ACTIONS``.
    target
        Of which thing, where a part has many.
    """
    need(workspace, actor, *PLANNER, action="changes.last", target=part)
    with workspace.store.read() as connection:
        return _last(workspace, connection, part=part, target=target)


def expect_seen(
    workspace: Workspace, connection: Any, *, seen: object, kept: object, part: str, target: str = ""
) -> None:
    """Refuse a write whose page showed another value than the one that is kept now.

    Call it in the transaction of the write, with what this transaction read.

    Raises
    ------
    ConflictError
        ``changed.meanwhile`` (account, at), ``changed.somehow`` where nobody knows by whom.
    """
    if seen is UNSEEN or seen == kept:
        return
    last = _last(workspace, connection, part=part, target=target)
    if last is None:
        raise ConflictError("changed.somehow")
    raise ConflictError("changed.meanwhile", account=last.account, at=f"{last.at:%H:%M %d/%m/%Y}")


def hold(connection: Any, part: str) -> None:
    """Let one transaction at a time look at a part and change it; call it before looking."""
    lock_for_writing(connection, f"part:{part}")


def _last(workspace: Workspace, connection: Any, *, part: str, target: str) -> Change | None:
    entry = audit.last_done(connection, ACTIONS[part], target=target)
    zone = read_now(workspace).tzinfo
    return Change(account=entry.account, at=entry.at.astimezone(zone)) if entry else None
