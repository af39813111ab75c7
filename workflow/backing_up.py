"""Backups of an office, their restoring, and its move to another database; each verifies itself."""

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from domain.accounts import AccountRole, Actor
from domain.errors import InputError, ServiceError
from geo.whole_files import worded_disk, write_whole
from store import Store, open_store
from store.audit import verify_chain
from workflow.permissions import PLANNER, log, need
from workflow.workspace import RESTORING, Settings, Workspace

if TYPE_CHECKING:
    from store.backups import Manifest

KEEPERS = (*PLANNER, AccountRole.ADMINISTRATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupView:
    """Count what a backup holds or what was restored from it.

    ``broken_audit`` is the number of the first row of the audit that somebody changed, None where it is whole.
    """

    made_at: str
    tables: int
    rows: int
    files: int
    size: int
    broken_audit: int | None = None


def write_backup(workspace: Workspace, actor: Actor, *, path: Path, passphrase: str = "") -> BackupView:
    """Write an office as one file while it goes on working, and read it once more to be sure.

    The file holds everything, the secret of the field sheets too; it is
    readable by its owner only. Caches and papers that can be made again stay out.

    Two lines in the audit, since a file cannot be renamed in the transaction
    of a row: ``backup.begin`` before it, so that no copy of everything is
    about that nobody knows of, and ``backup.write`` once it has its name. One
    line before would say of a backup that was cut short that it is there, and
    the office's health would count its days from it; one line after would
    leave a whole copy untold. Of a beginning without an end the file is there
    or not, and the next backup is due as if it were not.
    """
    from store.backups import backup_bytes, files_of, read_manifest

    need(workspace, actor, *KEEPERS, action="backup.write", target=path.name)
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    files = files_of(workspace.settings.directory)
    content = backup_bytes(workspace.store, files, made_at=made_at, passphrase=passphrase)
    manifest = read_manifest(content, passphrase=passphrase)
    log(workspace, actor, action="backup.begin", target=path.name)
    try:
        write_whole(path, content)
    except ServiceError as error:
        log(workspace, actor, action="backup.write", target=path.name, outcome="failed", reason=error.code)
        raise
    log(workspace, actor, action="backup.write", target=path.name)
    return _view(manifest, len(content), check_chain(workspace.store))


def restore_backup(settings: Settings, *, path: Path, passphrase: str = "") -> BackupView:
    """Make an office from a backup in an empty folder and an empty database; nothing is left where it fails.

    Until all is there the folder bears a mark, and nobody opens it; what a
    restore left that was cut short goes when it is done again.

    Raises
    ------
    InputError
        ``restore.not_empty`` where the folder holds an office, ``backup.*`` for a file that cannot be used.
    """
    from store.backups import fill_from_backup, read_manifest

    directory = settings.directory
    mark = directory / RESTORING
    if directory.exists() and any(directory.iterdir()) and not mark.exists():
        raise InputError("restore.not_empty", directory=directory.name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError("file.unreadable", file=path.name) from error
    manifest = read_manifest(content, passphrase=passphrase)
    with worded_disk(directory):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        _clear(directory)
        mark.touch()
    try:
        with worded_disk(directory):
            with closing(open_store(settings.database_url)) as store:
                fill_from_backup(content, store, directory, passphrase=passphrase)
            with closing(open_store(settings.database_url)) as reopened:
                broken = check_chain(reopened)
            mark.unlink()
    except BaseException:
        _clear(directory)
        raise
    return _view(manifest, len(content), broken)


def move_database(workspace: Workspace, actor: Actor, *, url: str) -> int:
    """Copy an office's rows into an empty database at another address, compare every one, and return how many.

    The office goes on with the old database until its setting names the new one.

    Raises
    ------
    InputError
        ``dump.not_empty``, ``store.url``; ``backup.differs`` where a row is not there as it was.
    """
    from store.dumping import empty_to, fill_store, read_lines, read_tables, revision_of, sum_store

    need(workspace, actor, *KEEPERS, action="database.move")
    with closing(open_store(url)) as target:
        with workspace.store.read() as connection:
            tables = {table.name: table for table in read_tables(connection)}
            empty_to(target, revision_of(connection))
            fill_store(target, lambda name: read_lines(connection, tables[name]))
            before = sum_store(connection)
        with target.read() as connection:
            if sum_store(connection) != before:
                raise InputError("backup.differs")
    log(workspace, actor, action="database.move")
    return sum(one.rows for one in before.values())


def check_chain(store: Store) -> int | None:
    """Return the number of the first audit row that was changed, None where the chain is whole."""
    with store.read() as connection:
        return verify_chain(connection)


def _view(manifest: "Manifest", size: int, broken: int | None) -> BackupView:
    return BackupView(
        made_at=manifest.made_at, tables=len(manifest.tables), files=len(manifest.files), size=size,
        broken_audit=broken,
        rows=sum(one.rows for one in manifest.tables.values()),
    )  # fmt: skip


def _clear(directory: Path) -> None:
    """Leave a folder empty, as it was found; the mark of a restore goes last."""
    for path in sorted(directory.iterdir(), key=lambda path: path.name == RESTORING):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
