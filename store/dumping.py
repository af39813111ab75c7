"""The whole content of a store as plain rows, whatever the database and the revision of its tables."""

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext

from domain.errors import InputError
from store.engine import Store, has_broken_keys
from store.opening import migrate

VERSIONS = "alembic_version"
AT_ONCE = 500
"""Rows that are written together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSum:
    """Hold how many rows a table has, and the SHA-256 of their lines."""

    rows: int
    digest: str


def revision_of(connection: sa.Connection) -> str:
    """Return the revision of a store's tables."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def read_tables(connection: sa.Connection) -> tuple[sa.Table, ...]:
    """Return the tables that the database has, as it has them, each after those it refers to."""
    found = sa.MetaData()
    found.reflect(connection)
    return tuple(table for table in found.sorted_tables if table.name != VERSIONS)


def read_lines(connection: sa.Connection, table: sa.Table) -> Iterator[str]:
    """Give the sorted names of a table's columns, then its rows in that order, sorted by key; each a JSON list.

    Days are ISO text, bytes base64: both databases give the same lines.
    """
    columns = _columns(table)
    yield json.dumps([column.name for column in columns])
    keys = [
        column.collate("C") if _is_text(column) and _is_postgresql(connection) else column for column in _key(table)
    ]
    rows = connection.execution_options(yield_per=AT_ONCE).execute(sa.select(*columns).order_by(*keys))
    for row in rows:
        yield json.dumps([_plain(value) for value in row], ensure_ascii=False, separators=(",", ":"))


def sum_table(lines: Iterable[str]) -> TableSum:
    """Return the sum of a table's lines, the first of which names its columns."""
    digest, rows = sha256(), -1
    for line in lines:
        digest.update(line.encode("utf-8") + b"\n")
        rows += 1
    return TableSum(rows=rows, digest=digest.hexdigest())


def sum_store(connection: sa.Connection) -> dict[str, TableSum]:
    """Return the sum of every table by its name."""
    return {table.name: sum_table(read_lines(connection, table)) for table in read_tables(connection)}


def fill_store(store: Store, lines_of: Any) -> None:
    """Put lines into the empty tables of a store, all in one transaction.

    Parameters
    ----------
    lines_of
        Function from a table's name to its lines, as ``read_lines`` gave them.

    Raises
    ------
    InputError
        ``dump.not_empty`` where the store holds something already,
        ``dump.broken`` where a row refers to one that is not there.
    """
    with store.write() as connection:
        _need_empty(connection)
        for table in read_tables(connection):
            _fill(connection, table, lines_of(table.name))
        if has_broken_keys(connection):
            raise InputError("dump.broken")


def empty_to(store: Store, revision: str) -> None:
    """Bring an empty store to the revision of a dump, before it is filled.

    Raises
    ------
    InputError
        ``dump.not_empty`` where it holds something, which going back would destroy;
        ``dump.newer`` where this version of the product does not know the revision.
    """
    with store.read() as connection:
        _need_empty(connection)
    try:
        migrate(store.engine.url, revision)
    except Exception as error:
        raise InputError("dump.newer", revision=revision) from error


def _need_empty(connection: sa.Connection) -> None:
    rows = (sa.select(sa.literal(1)).select_from(table).limit(1) for table in read_tables(connection))
    if any(connection.execute(row).first() for row in rows):
        raise InputError("dump.not_empty")


def _fill(connection: sa.Connection, table: sa.Table, lines: Iterable[str]) -> None:
    every = iter(lines)
    columns = [table.columns[name] for name in json.loads(next(every))]
    batch: list[dict[str, Any]] = []
    for line in every:
        batch.append({c.name: _value(c, v) for c, v in zip(columns, json.loads(line), strict=True)})
        if len(batch) == AT_ONCE:
            connection.execute(sa.insert(table), batch)
            batch.clear()
    if batch:
        connection.execute(sa.insert(table), batch)
    _set_counters(connection, table)


def _set_counters(connection: sa.Connection, table: sa.Table) -> None:
    """Let PostgreSQL count on after the greatest number; SQLite does by itself."""
    if not _is_postgresql(connection):
        return
    for column in table.primary_key:
        sequence = connection.scalar(sa.func.pg_get_serial_sequence(f'"{table.name}"', column.name))
        greatest = connection.scalar(sa.select(sa.func.max(column)))
        if sequence and greatest is not None:
            connection.execute(sa.select(sa.func.setval(sequence, greatest)))


def _columns(table: sa.Table) -> list[sa.Column[Any]]:
    return sorted(table.columns, key=lambda column: column.name)


def _key(table: sa.Table) -> list[sa.Column[Any]]:
    return list(table.primary_key) or _columns(table)


def _is_text(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, sa.String)


def _is_postgresql(connection: sa.Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return {"bytes": base64.b64encode(bytes(value)).decode("ascii")}
    return value.isoformat() if isinstance(value, date) else value


def _value(column: sa.Column[Any], value: Any) -> Any:
    if isinstance(value, dict):
        return base64.b64decode(value["bytes"])
    return date.fromisoformat(value) if isinstance(column.type, sa.Date) and value is not None else value
