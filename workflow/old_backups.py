"""Backups of a folder that are past their term: listed, and removed only when told."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from domain.accounts import Actor
from domain.errors import InputError
from domain.retention import months_before
from geo.whole_files import worded_disk
from workflow.permissions import log
from workflow.workspace import Workspace


class BackupState(StrEnum):
    """Say what a file of the folder is to a purge."""

    KEPT = "kept"
    DUE = "due"
    UNOPENED = "unopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class OldBackup:
    """Hold a backup file; ``made_on`` None and ``UNOPENED`` where it is damaged or its passphrase is another."""

    path: Path
    state: BackupState
    made_on: date | None = None


def find_backups(folder: Path, passphrase: str, *, months: int) -> tuple[OldBackup, ...]:
    """Return the backups that lie in a folder, by name; other files are passed over.

    Parameters
    ----------
    months
        How long they are kept by their own day, 0 for good.

    Raises
    ------
    InputError
        ``file.unreadable`` where there is no such folder.
    """
    if not folder.is_dir():
        raise InputError("file.unreadable", file=folder.name)
    last = months_before(datetime.now(UTC).date(), months) if months else date.min
    paths = (path for path in sorted(folder.iterdir()) if path.is_file() and not path.is_symlink())
    return tuple(found for path in paths if (found := _look(path, passphrase, last)))


def remove_backups(workspace: Workspace, actor: Actor, found: tuple[OldBackup, ...]) -> tuple[str, ...]:
    """Remove those that are due, each with its audit line, for a step that has authorised; return their names."""
    due = [one.path for one in found if one.state is BackupState.DUE]
    for path in due:
        log(workspace, actor, action="purge.backups", target=path.name)
        with worded_disk(path):
            path.unlink(missing_ok=True)
    return tuple(path.name for path in due)


def _look(path: Path, passphrase: str, last: date) -> OldBackup | None:
    from store.backups import is_backup, read_manifest

    try:
        content = path.read_bytes()
        if not is_backup(content):
            return None
        made_on = datetime.fromisoformat(read_manifest(content, passphrase=passphrase).made_at).date()
    except (OSError, InputError, ValueError):
        return OldBackup(path=path, state=BackupState.UNOPENED)
    return OldBackup(path=path, state=BackupState.DUE if made_on <= last else BackupState.KEPT, made_on=made_on)
