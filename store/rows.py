"""Rows from values and values from rows: a column bears the name of its field."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa

T = TypeVar("T")


def row_from_value(value: Any, **more: Any) -> dict[str, Any]:
    """Return a dataclass as a row, field by field; ``more`` are columns that it has no field for."""
    return {name: getattr(value, name) for name in _names(type(value))} | more  # type: ignore[arg-type]


def value_from_row(kind: type[T], row: sa.Row[Any], **more: Any) -> T:
    """Return the dataclass that a row holds; ``more`` are fields that it has no column for."""
    return kind(**{name: row[at] for name, at in _places(kind, row._fields)} | more)  # type: ignore[arg-type]


def values_from_rows(kind: type[T], rows: Sequence[sa.Row[Any]]) -> list[T]:
    """Return the dataclasses that the rows of one query hold; its columns are looked at once."""
    if not rows:
        return []
    places = _places(kind, rows[0]._fields)  # type: ignore[arg-type]
    return [kind(**{name: row[at] for name, at in places}) for row in rows]


def replace_list(connection: sa.Connection, table: sa.Table, values: Iterable[Any]) -> None:
    """Put these values in the place of all that a table held, and keep their order."""
    connection.execute(sa.delete(table))
    insert_rows(connection, table, [row_from_value(value, rank=rank) for rank, value in enumerate(values)])


def read_list(connection: sa.Connection, table: sa.Table, kind: type[T]) -> tuple[T, ...]:
    """Return what ``replace_list`` kept, in its order."""
    return tuple(values_from_rows(kind, connection.execute(sa.select(table).order_by(table.c.rank)).all()))


def insert_rows(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows, none included."""
    if rows:
        connection.execute(sa.insert(table), rows)


@cache
def _places(kind: type, columns: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Return which column holds which field, looked up once for a query: rows are read by the thousand."""
    return tuple((name, columns.index(name)) for name in _names(kind) if name in columns)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
