"""Opening a store: its address, its folder, and the migrations that it lacks."""

import errno
import os
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from domain.errors import InputError, ServiceError
from store.engine import Store, has_broken_keys, lock_for_writing, make_engine, worded_failures

MIGRATIONS = Path(__file__).parent / "migrations"


def open_store(url: str) -> Store:
    """Return the store at an address, made or brought up to date when needed.

    Two processes may open the same store at once: one migrates, in a single
    transaction, while the other waits for it.

    Parameters
    ----------
    url
        ``sqlite:///PATH`` on a local disk, or ``postgresql://...``.

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
        migrate(address)
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


def migrate(address: sa.URL, revision: str = "head") -> None:
    """Bring a database up, or down, to a revision of store/migrations; ``base`` empties it."""
    engine = make_engine(address, foreign_keys=False)
    try:
        with engine.connect() as connection, connection.execution_options(is_writing=True).begin():
            lock_for_writing(connection, "migrate")
            _migrate(connection, revision)
    except sa.exc.OperationalError:
        raise
    except sa.exc.DatabaseError as error:
        if getattr(error.orig, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise ServiceError("store.not_database") from error
        raise
    finally:
        engine.dispose()


def _migrate(connection: sa.Connection, revision: str) -> None:
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
    (command.upgrade if is_up else command.downgrade)(config, revision)
    if has_broken_keys(connection):
        raise ValueError(f"migration to {revision} left broken references")


def _ancestors(scripts: ScriptDirectory, revision: str) -> set[str | None]:
    return {None, *(script.revision for script in scripts.iterate_revisions(revision, "base"))}


def _make_file(address: sa.URL) -> None:
    # Only the account that runs the office may read it; SQLite gives the same mode to its WAL.
    if address.get_backend_name() != "sqlite" or address.database is None:
        return
    path = Path(address.database)
    # A database that is there is never opened as a plain file: closing that would drop the locks that this
    # process holds on it, and the next process to leave would delete the WAL under it, with what it holds.
    if path.is_file():
        if not os.access(path, os.R_OK | os.W_OK):
            raise ServiceError("store.read_only")
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        is_refused = error.errno in (errno.EACCES, errno.EROFS)
        raise ServiceError("store.read_only" if is_refused else "store.unavailable") from error
