""".csv in any encoding that register.book_text tells, separated by semicolon, comma, tab or bar."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from domain.errors import InputError
from register.book import MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS, RawSheet
from register.book_text import decode_text

SHEET_NAME = "CSV"
"""A file's own name changes on every upload, so a row's key does not hold it."""

_DELIMITERS = ";,\t|"
_LOOKED_AT = 30
_DECLARED = re.compile(r'\A"?sep=(.)"?[;,\t|]*\r?\n', re.IGNORECASE)
"""Excel's own first line; it takes it for no row, so neither is it counted here."""


def read_csv(content: bytes) -> tuple[RawSheet, ...]:
    """Return the one sheet of a .csv file; it cannot tell what was hidden.

    Raises
    ------
    InputError
        ``register.encoding``, ``register.not_workbook``,
        ``register.too_many_rows``, ``register.cell_too_long``.
    """
    text = decode_text(content)
    declared = _DECLARED.match(text)
    text = text[declared.end() :] if declared else text
    rows: list[tuple[str | None, ...]] = []
    try:
        for row in _rows(text, declared[1] if declared else _delimiter(text)):
            rows.append(tuple(cell or None for cell in row[:MAX_COLUMNS]))
            if len(rows) > MAX_ROWS:
                raise InputError("register.too_many_rows", row=len(rows), limit=MAX_ROWS)
    except csv.Error as error:
        raise _refusal(error, len(rows) + 1) from error
    return (RawSheet(name=SHEET_NAME, rows=tuple(rows), hidden_rows=None, hidden_columns=None),)


def _refusal(error: csv.Error, row: int) -> InputError:
    if "field larger" in str(error):
        # An unclosed quotation mark makes the rest of the file one cell.
        return InputError("register.cell_too_long", sheet=SHEET_NAME, row=row, letter="?", limit=MAX_CELL_CHARS)
    return InputError("register.not_workbook")


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the first lines into most cells; the first of equals."""
    return max(_DELIMITERS, key=lambda delimiter: _cells(text, delimiter))


def _cells(text: str, delimiter: str) -> int:
    try:
        return sum(len(row) for row in islice(_rows(text, delimiter), _LOOKED_AT))
    except csv.Error:
        return 0


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)
