"""The database behind the store: connections, transactions, and all that differs between SQLite and PostgreSQL."""

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from domain.errors import ConflictError, ServiceError

BUSY_TIMEOUT_S = 30
# Names of SQLite's own error codes, without their extensions.
SERVICE_CODES = {
    "SQLITE_BUSY": "store.busy", "SQLITE_FULL": "store.full", "SQLITE_READONLY": "store.read_only",
    # What opening meets first on a full disk: no room for the index of the WAL.
    "SQLITE_IOERR_SHMSIZE": "store.full",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Store:
    """Hold the office's data; every reading and writing happens inside one transaction.

    Safe to share between threads. Close it before the process ends.
    """

    engine: sa.Engine

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one moment of the data and cannot write.

        Raises
        ------
        ServiceError
            ``store.*`` when the database does not answer.
        """
        with worded_failures(), self.engine.connect() as connection, connection.begin() as transaction:
            yield connection
            transaction.rollback()

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Give a connection whose changes are kept together, or not at all when anything is raised.

        On SQLite one writer works at a time; the others wait up to 30 seconds.

        Raises
        ------
        ServiceError
            ``store.busy``, ``store.full``, ``store.read_only``, ``store.unavailable``.
        """
        with worded_failures(), self.engine.connect() as connection:
            connection.execution_options(is_writing=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def make_engine(url: sa.URL, *, foreign_keys: bool = True) -> sa.Engine:
    """Return an engine whose transactions begin as the store needs them.

    Parameters
    ----------
    url
        A SQLite file, or PostgreSQL through psycopg.
    foreign_keys
        False only while a migration runs: SQLite changes a table by making it
        again, which would delete what refers to it.
    """
    if url.get_backend_name() == "sqlite":
        engine = sa.create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S})
        sa.event.listen(engine, "connect", _prepare_with_keys if foreign_keys else _prepare)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = sa.create_engine(url, pool_pre_ping=True)
    sa.event.listen(engine, "begin", _begin_postgresql)
    return engine


def lock_for_writing(connection: sa.Connection, name: str) -> None:
    """Let one transaction at a time pass this point, until it ends.

    SQLite has one writer at a time anyway; PostgreSQL takes a lock by name.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext(current_schema() || :name))"), {"name": name})


def insert_missing(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, passing over those whose key is there already."""
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), list(rows))


def insert_once(connection: sa.Connection, table: sa.Table, row: Mapping[str, Any], refusal: ConflictError) -> None:
    """Insert a row, or raise the refusal when its key is there already."""
    statement = _insert(connection, table).values(**row).on_conflict_do_nothing()
    if connection.execute(statement.execution_options(preserve_rowcount=True)).rowcount == 0:
        raise refusal


def append_only_ddl(dialect: str, table: str) -> tuple[str, ...]:
    """Return the statements that make a table refuse to change or lose a row."""
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append only'); END"
            for event in ("update", "delete")
        )
    return (
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append only' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
    )


def drop_append_only_ddl(dialect: str, table: str) -> tuple[str, ...]:
    """Return the statements that take back ``append_only_ddl``; a migration alone may use them."""
    if dialect == "sqlite":
        return tuple(f"DROP TRIGGER {table}_no_{event}" for event in ("update", "delete"))
    return (f"DROP TRIGGER {table}_append_only ON {table}", f"DROP FUNCTION {table}_refuse()")


def has_broken_keys(connection: sa.Connection) -> bool:
    """Tell whether a row refers to one that is not there; PostgreSQL never lets it come so far."""
    return connection.dialect.name == "sqlite" and bool(connection.exec_driver_sql("PRAGMA foreign_key_check").first())


@contextmanager
def worded_failures() -> Iterator[None]:
    """Turn what the database cannot help (locked, full, gone) into a ServiceError with its code."""
    try:
        yield
    except sa.exc.OperationalError as error:
        raise ServiceError(_service_code(error.orig)) from error
    except sa.exc.TimeoutError as error:
        raise ServiceError("store.busy") from error


def _service_code(error: BaseException | None) -> str:
    name = getattr(error, "sqlite_errorname", "")
    return next((code for start, code in SERVICE_CODES.items() if name.startswith(start)), "store.unavailable")


def _insert(connection: sa.Connection, table: sa.Table) -> Any:
    # The two dialects spell it alike, but SQLAlchemy has no common word for it.
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # SQLAlchemy's recipe: the driver opens no transaction by itself, _begin_sqlite does.
    connection.isolation_level = None
    _use_wal(connection)
    # A result that a tablet was told is kept survives the loss of power.
    connection.execute("PRAGMA synchronous = FULL")


def _use_wal(connection: sqlite3.Connection) -> None:
    # Lies in the file once it is set. Setting it does not wait for another process that sets it at the
    # same moment, whatever the time-out (3 of 720 first openings by 8 processes were refused).
    # A full disk is told at once: waiting for it would be in vain.
    for patience_s in (0.01, 0.03, 0.1, 0.3, 1, 3, None):
        try:
            if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if patience_s is None or _service_code(error) == "store.full":
                raise
            time.sleep(patience_s)


def _prepare_with_keys(connection: sqlite3.Connection, record: object) -> None:
    _prepare(connection, record)
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: sa.Connection) -> None:
    is_writing = _is_writing(connection)
    connection.exec_driver_sql(f"PRAGMA query_only = {0 if is_writing else 1}")
    # IMMEDIATE queues writers at the door; a later upgrade from reading would fail at once.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _begin_postgresql(connection: sa.Connection) -> None:
    if not _is_writing(connection):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _is_writing(connection: sa.Connection) -> bool:
    return bool(connection.get_execution_options().get("is_writing"))
