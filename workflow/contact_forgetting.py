"""Contacts leave the register for good, for steps that have authorised: rows, kept steps, doubts, files and pages."""

import re
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from typing import Any

from domain.errors import ConflictError, ServiceError
from domain.establishments import Establishment
from domain.issues import KeptIssue
from domain.register_steps import RegisterEntry
from register.linting import MASK
from store import contact_traces
from store.wiping import wipe_deleted
from workflow.workspace import Workspace

SHORTEST = 6
"""A shorter word is a part of many others: it is not looked for in free text."""


def forget(connection: Any, ids: Collection[str]) -> tuple[int, int]:
    """Take contacts out of every table that holds them; return how many contacts and how many kept changes."""
    words = {word for word in contact_traces.known_words(connection, ids) if len(word) >= SHORTEST}
    counted = contact_traces.forget_contacts(connection, ids)
    if words:
        contact_traces.rewrite_entries(connection, ids, _masking(words))
        contact_traces.mask_file_issues(connection, sorted(words), MASK)
    return counted


def refuse_open_jobs(connection: Any) -> None:
    """Refuse while a task waits or runs: it may read an uploaded file and write names again.

    Raises
    ------
    ConflictError
        ``retention.busy``.
    """
    if contact_traces.has_open_job(connection):
        raise ConflictError("retention.busy")


def remove_copies(workspace: Workspace, *folders: str) -> int:
    """Remove the files of the office's folders named, and return how many: they hold contacts as they were."""
    removed = 0
    for folder in folders:
        for path in sorted((workspace.settings.directory / folder).glob("*")):
            with suppress(OSError):
                path.unlink()
                removed += 1
    return removed


def wipe(workspace: Workspace) -> bool:
    """Write the database anew and tell whether nothing of what was deleted is left in its files."""
    try:
        return wipe_deleted(workspace.store)
    except ServiceError:
        return False


def _masking(words: Collection[str]) -> Callable[[RegisterEntry], RegisterEntry]:
    found = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), re.IGNORECASE)

    def masked(text: str) -> str:
        return found.sub(MASK, text)

    def establishment(one: Establishment) -> Establishment:
        return replace(
            one, notes=masked(one.notes), past_violations=masked(one.past_violations),
            fire_safety=masked(one.fire_safety),
        )  # fmt: skip

    def issue(kept: KeptIssue) -> KeptIssue:
        params = {key: masked(value) if isinstance(value, str) else value for key, value in kept.issue.params.items()}
        return replace(kept, issue=replace(kept.issue, value=masked(kept.issue.value), params=params))

    def entry(one: RegisterEntry) -> RegisterEntry:
        reading = establishment(one.reading) if one.reading else None
        return RegisterEntry(
            establishment=establishment(one.establishment), reading=reading, issues=tuple(map(issue, one.issues))
        )

    return entry
