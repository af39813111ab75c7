"""A workbook as a table of cells, whatever format it came in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from openpyxl.utils import get_column_letter

from domain.errors import InputError

Cell = str | int | float | bool | date | datetime | time | timedelta | None

MAX_ROWS = 100_000
MAX_COLUMNS = 256
MAX_CELL_CHARS = 32_767
"""Excel's own limit; a longer cell is an accident or an attack."""
MAX_TEXT_CHARS = 50_000_000
"""Text of all cells together; one long text may be shared by many cells of a small file."""


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


def check_sizes(sheets: Iterable[RawSheet]) -> None:
    """Refuse a book with a text too long for a cell or too much text in all.

    Raises
    ------
    InputError
        ``register.cell_too_long`` or ``register.too_much_text``.
    """
    total = 0
    for sheet in sheets:
        for row, line in enumerate(sheet.rows, start=1):
            sizes = [len(cell) if isinstance(cell, str) else 0 for cell in line]
            total += sum(sizes)
            if total > MAX_TEXT_CHARS:
                raise InputError("register.too_much_text", limit=MAX_TEXT_CHARS)
            if sizes and max(sizes) > MAX_CELL_CHARS:
                letter = get_column_letter(sizes.index(max(sizes)) + 1)
                raise InputError(
                    "register.cell_too_long", sheet=sheet.name, row=row, letter=letter, limit=MAX_CELL_CHARS
                )
