"""A workbook as a table of cells, whatever format it came in."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None

MAX_ROWS = 100_000
MAX_COLUMNS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSheet:
    """Hold one sheet with its merged cells filled; row and column numbers start at 1.

    ``rows`` may be of different lengths. ``continued`` are the (row, column)
    that a cell above was merged over; ``uncomputed`` hold a formula without a
    stored value. ``hidden_*`` are None where the format cannot tell.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    continued: frozenset[tuple[int, int]] = frozenset()
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] | None = frozenset()
    hidden_columns: frozenset[int] | None = frozenset()
    is_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBook:
    """Hold all sheets of a file and the file's SHA-256."""

    sheets: tuple[RawSheet, ...]
    digest: str


def has_content(cell: Cell) -> bool:
    """Tell whether a cell holds more than spaces."""
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None
