"""Is the office well: its store, its tables, its worker, its disk, its backups."""

import shutil
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from domain.accounts import AccountRole, Actor
from domain.errors import InspectionError
from store import Store, audit, jobs
from store.dumping import revision_of
from store.opening import head_revision, open_unchanged
from workflow.jobs import STALE
from workflow.permissions import PLANNER, need
from workflow.workspace import Settings, Workspace

WATCHERS = (*PLANNER, AccountRole.ADMINISTRATOR)
BEAT = "worker.beat"
SILENT = timedelta(seconds=60)
LEAST_BYTES, FEW_BYTES = 100_000_000, 1_000_000_000
BACKUP_DUE = timedelta(days=7)


class Level(StrEnum):
    """Say how a thing is; only ``bad`` makes an office unwell."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Hold one thing that was looked at.

    ``code`` is store, tables, worker, disk or backup; ``value`` is the free
    space in bytes of the disk, and for worker and backup how many seconds ago
    they were last seen, None where never or where there is nothing to measure.
    """

    code: str
    level: Level
    value: int | None = None


def read_health(workspace: Workspace, actor: Actor) -> tuple[Check, ...]:
    """Return everything that is watched, for who looks after the office."""
    need(workspace, actor, *WATCHERS, action="health.read")
    return check_health(workspace.store, workspace.settings.directory, now=datetime.now(UTC))


def is_healthy(workspace: Workspace) -> bool:
    """Tell anybody whether the office is well, and nothing else."""
    return is_well(check_health(workspace.store, workspace.settings.directory, now=datetime.now(UTC)))


def look_at_office(settings: Settings) -> tuple[Check, ...]:
    """Return everything that is watched, for whoever holds the files; the office is not brought up to date."""
    try:
        store = open_unchanged(settings.database_url)
    except InspectionError:
        return (Check(code="store", level=Level.BAD),)
    with closing(store):
        return check_health(store, settings.directory, now=datetime.now(UTC))


def is_well(checks: Iterable[Check]) -> bool:
    """Tell whether nothing is bad."""
    return all(check.level is not Level.BAD for check in checks)


def check_health(store: Store, directory: Path, *, now: datetime) -> tuple[Check, ...]:
    """Look at an office at an instant without changing anything; a store that does not answer is a finding."""
    disk = _disk(directory)
    try:
        with store.read() as connection:
            tables = revision_of(connection) == head_revision()
            if not tables:
                return (Check(code="store", level=Level.OK), Check(code="tables", level=Level.BAD), disk)
            waiting, spoke = jobs.waiting_since(connection), jobs.last_heartbeat(connection)
            saved = audit.last_done(connection, ("backup.write",))
    except InspectionError:
        return (Check(code="store", level=Level.BAD), disk)
    return (
        Check(code="store", level=Level.OK),
        Check(code="tables", level=Level.OK),
        _worker(directory, waiting=waiting, spoke=spoke, now=now),
        disk,
        _backup(saved.at if saved else None, now=now),
    )


def beat(directory: Path) -> None:
    """Leave word that a worker lives; it does so every few seconds while it waits for work."""
    (directory / BEAT).touch(mode=0o600)


def stop_beating(directory: Path) -> None:
    """Take the word back: a worker that ends as it should is not missed."""
    (directory / BEAT).unlink(missing_ok=True)


def _worker(directory: Path, *, waiting: datetime | None, spoke: datetime | None, now: datetime) -> Check:
    try:
        beaten = datetime.fromtimestamp((directory / BEAT).stat().st_mtime, UTC)
    except OSError:
        beaten = None
    seen = max((at for at in (beaten, spoke) if at is not None), default=None)
    is_alive = (beaten is not None and now - beaten < SILENT) or (spoke is not None and now - spoke < STALE)
    is_missed = beaten is not None or (waiting is not None and now - waiting >= SILENT)
    level = Level.OK if is_alive else Level.BAD if is_missed else Level.WARN
    return Check(code="worker", level=level, value=_seconds(seen, now))


def _disk(directory: Path) -> Check:
    try:
        free = shutil.disk_usage(directory).free
    except OSError:
        return Check(code="disk", level=Level.BAD)
    level = Level.BAD if free < LEAST_BYTES else Level.WARN if free < FEW_BYTES else Level.OK
    return Check(code="disk", level=level, value=free)


def _backup(saved: datetime | None, *, now: datetime) -> Check:
    is_due = saved is None or now - saved >= BACKUP_DUE
    return Check(code="backup", level=Level.WARN if is_due else Level.OK, value=_seconds(saved, now))


def _seconds(at: datetime | None, now: datetime) -> int | None:
    return None if at is None else max(0, int((now - at).total_seconds()))
