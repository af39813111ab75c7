"""Opening a store: its address, its folder, and the migrations that it lacks."""

import errno
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from domain.errors import InputError, ServiceError
from store.engine import Store, has_broken_keys, lock_for_writing, make_engine, worded_failures

MIGRATIONS = Path(__file__).parent / "migrations"
DISK_CODES = {
    errno.EACCES: "store.read_only", errno.EPERM: "store.read_only", errno.EROFS: "store.read_only",
    errno.ENOSPC: "store.full", errno.EDQUOT: "store.full",
}  # fmt: skip

BeforeUpgrade = Callable[[Store, str], None]
"""Is given a store that an earlier version wrote, and its revision, before anything in it changes; may only read."""


def open_store(url: str, *, before_upgrade: BeforeUpgrade | None = None) -> Store:
    """Return the store at an address, made or brought up to date when needed.

    Two processes may open the same store at once: one migrates, in a single
    transaction, while the other waits for it.

    Parameters
    ----------
    url
        ``sqlite:///PATH`` on a local disk, or ``postgresql://...``.
    before_upgrade
        Called when the store is of an earlier version, while other processes
        wait; what it raises leaves the store as it was.

    Raises
    ------
    InputError
        ``store.url`` for another kind of address or a database in memory.
    ServiceError
        ``store.newer`` when a later version of the product wrote it,
        ``store.not_database`` when the file is something else,
        ``store.busy``, ``store.full``, ``store.read_only``, ``store.unavailable``.
    """
    address = read_url(url)
    with worded_failures():
        _make_file(address)
        migrate(address, before_upgrade=before_upgrade)
    return Store(make_engine(address))


def open_unchanged(url: str) -> Store:
    """Return the store at an address as it is, of whatever version, neither made nor brought up to date.

    Raises
    ------
    InputError
        ``store.url``.
    ServiceError
        ``store.unavailable`` where there is none.
    """
    address = read_url(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
        raise ServiceError("store.unavailable")
    return Store(make_engine(address))


def read_url(url: str) -> sa.URL:
    """Return the address of a store with its driver, see ``open_store``."""
    try:
        address = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise InputError("store.url") from None
    if address.drivername in ("postgresql", "postgresql+psycopg") and address.database:
        return address.set(drivername="postgresql+psycopg")
    if address.drivername == "sqlite" and address.database not in (None, "", ":memory:"):
        return address
    raise InputError("store.url")


@cache
def head_revision() -> str:
    """Return the revision that this version of the product works with; its files are read once in a process."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert head is not None
    return head


def migrate(address: sa.URL, revision: str = "head", *, before_upgrade: BeforeUpgrade | None = None) -> None:
    """Bring a database up, or down, to a revision of store/migrations; ``base`` empties it."""
    engine = make_engine(address, foreign_keys=False)
    try:
        with engine.connect() as connection, connection.execution_options(is_writing=True).begin():
            lock_for_writing(connection, "migrate")
            _migrate(connection, revision, before_upgrade)
    except sa.exc.OperationalError:
        raise
    except sa.exc.DatabaseError as error:
        if getattr(error.orig, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise ServiceError("store.not_database") from error
        raise
    finally:
        engine.dispose()


def _migrate(connection: sa.Connection, revision: str, before_upgrade: BeforeUpgrade | None) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    current, head = MigrationContext.configure(connection).get_current_revision(), scripts.get_current_head()
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise ServiceError("store.newer")
    target = head if revision == "head" else None if revision == "base" else revision
    if current == target:
        return
    is_up = target is not None and current in _ancestors(scripts, target)
    if is_up and current is not None and before_upgrade is not None:
        _show(connection.engine.url, current, before_upgrade)
    (command.upgrade if is_up else command.downgrade)(config, revision)
    if has_broken_keys(connection):
        raise ValueError(f"migration to {revision} left broken references")


def _show(address: sa.URL, revision: str, before_upgrade: BeforeUpgrade) -> None:
    # Readers do not wait for the writer that holds the store meanwhile.
    store = Store(make_engine(address))
    try:
        before_upgrade(store, revision)
    finally:
        store.close()


def _ancestors(scripts: ScriptDirectory, revision: str) -> set[str | None]:
    return {None, *(script.revision for script in scripts.iterate_revisions(revision, "base"))}


def _make_file(address: sa.URL) -> None:
    # Only the account that runs the office may read it; SQLite gives the same mode to its WAL.
    if address.get_backend_name() != "sqlite" or address.database is None:
        return
    path = Path(address.database)
    # A database that is there is never opened as a plain file: closing that would drop the locks that this
    # process holds on it, and the next process to leave would delete the WAL under it, with what it holds.
    if os.path.isfile(path):
        if not os.access(path, os.R_OK | os.W_OK):
            raise ServiceError("store.read_only")
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise ServiceError(DISK_CODES.get(error.errno or 0, "store.unavailable")) from error
