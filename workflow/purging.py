"""What is past its term: listed class by class, and removed; figures, closed rounds and the audit log stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from domain.accounts import AccountRole, Actor
from domain.errors import InspectionError
from domain.retention import RetentionClass, Term
from store.register_steps import lock_register
from store.retention import Found
from workflow.backing_up import KEEPERS
from workflow.before_upgrade import FOLDER
from workflow.contact_forgetting import remove_copies, wipe
from workflow.offices import read_now
from workflow.old_backups import OldBackup, find_backups, remove_backups
from workflow.open_proposal import find_proposal
from workflow.permissions import log_in, need
from workflow.retention_terms import read_terms
from workflow.retention_ways import WAYS, cut_of
from workflow.workspace import Settings, Workspace, open_workspace

NEVER_REMOVED = frozenset({RetentionClass.ARCHIVE})
"""Records: what their office destroys it destroys by its own procedure."""
HOLD_CONTACTS = frozenset({RetentionClass.CONTACTS, RetentionClass.CONTACT_HISTORY, RetentionClass.CONTACT_FILES})


@dataclass(frozen=True, slots=True, kw_only=True)
class DueClass:
    """Hold what of one class is past its term, ``term`` None where it stays for good.

    ``is_removed`` is False where the program only tells of it.
    """

    of: RetentionClass
    term: Term | None
    count: int
    oldest: date | None
    is_removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgePlan:
    """Hold what a purge would remove on a day; ``backups`` are the files of the folder that was named."""

    on: date
    classes: tuple[DueClass, ...]
    backups: tuple[OldBackup, ...] = ()

    @property
    def due(self) -> int:
        """Return how many things a purge would remove from the office itself."""
        return sum(one.count for one in self.classes if one.is_removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """Hold how many of each class were removed, and whether the database's files were written anew without them."""

    removed: Mapping[RetentionClass, int]
    backups: tuple[str, ...]
    copies: int
    is_wiped: bool


def purge_plan(workspace: Workspace, actor: Actor, *, backups: Path | None = None, passphrase: str = "") -> PurgePlan:
    """Return what is past its term, class by class, and change nothing.

    Parameters
    ----------
    backups, passphrase
        A folder whose backups are looked at too, and what opens them.

    Raises
    ------
    InputError
        ``retention.file`` for terms that cannot be read, ``file.unreadable`` for a folder that is not there.
    """
    need(workspace, actor, *KEEPERS, action="purge.plan")
    now = read_now(workspace)
    terms = read_terms(workspace, on=now.date())
    classes = []
    with workspace.store.read() as connection:
        for of, (find, _) in WAYS.items():
            cut = cut_of(terms.get(of), now)
            found = find(connection, cut) if cut else Found(count=0)
            classes.append(_due(of, terms.get(of), found, now))
    old = find_backups(backups, passphrase, months=_months(terms)) if backups else ()
    return PurgePlan(on=now.date(), classes=tuple(classes), backups=old)


def purge(workspace: Workspace, actor: Actor, *, backups: Path | None = None, passphrase: str = "") -> Purged:
    """Remove what is past its term, one transaction a class, each with its line in the audit log.

    Where contacts were removed, the copy of before an upgrade goes too. The
    database is then written anew, every time, so that no free page holds them.

    Parameters
    ----------
    backups, passphrase
        A folder whose backups past their term are removed too, and what opens them: what does not open stays.

    Raises
    ------
    InputError
        As ``purge_plan``.
    """
    need(workspace, actor, *KEEPERS, action="purge.do")
    plan = purge_plan(workspace, actor, backups=backups, passphrase=passphrase)
    find_proposal(workspace)
    now, removed = read_now(workspace), {}
    for one in plan.classes:
        cut, remove = cut_of(one.term, now), WAYS[one.of][1]
        if not (one.count and cut and one.is_removed):
            continue
        with workspace.store.write() as connection:
            if one.of in HOLD_CONTACTS:
                lock_register(connection)
            removed[one.of] = WAYS[one.of][0](connection, cut).count
            remove(connection, cut)
            log_in(connection, actor, action=f"purge.{one.of}", rows=removed[one.of])
    copies = remove_copies(workspace, FOLDER) if HOLD_CONTACTS & set(removed) else 0
    gone = remove_backups(workspace, actor, plan.backups)
    return Purged(removed=removed, backups=gone, copies=copies, is_wiped=wipe(workspace))


def due_after_restore(settings: Settings) -> int | None:
    """Return how much of a restored office is past its term; None where that cannot be told."""
    workspace = open_workspace(settings)
    try:
        return purge_plan(workspace, Actor(account="cli", role=AccountRole.PLANNER)).due
    except InspectionError:
        return None
    finally:
        workspace.store.close()


def _due(of: RetentionClass, term: Term | None, found: Found, now: datetime) -> DueClass:
    oldest = found.oldest.astimezone(now.tzinfo).date() if isinstance(found.oldest, datetime) else found.oldest
    return DueClass(of=of, term=term, count=found.count, oldest=oldest, is_removed=of not in NEVER_REMOVED)


def _months(terms: Mapping[RetentionClass, Term]) -> int:
    term = terms.get(RetentionClass.BACKUPS)
    return term.months if term else 0
