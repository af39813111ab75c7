""".csv in UTF-8 or UTF-16, separated by semicolon, comma or tab."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice

from domain.errors import InputError
from register.book import MAX_COLUMNS, MAX_ROWS, RawSheet

SHEET_NAME = "CSV"
"""A file's own name changes on every upload, so a row's key does not hold it."""

_DELIMITERS = ";,\t"
_LOOKED_AT = 30


def read_csv(content: bytes) -> tuple[RawSheet, ...]:
    """Return the one sheet of a .csv file; it cannot tell what was hidden."""
    text = _decode(content)
    try:
        rows = list(_rows(text, _delimiter(text)))
    except csv.Error as error:
        raise InputError("register.not_workbook") from error
    if len(rows) > MAX_ROWS:
        raise InputError("register.too_many_rows", row=len(rows), limit=MAX_ROWS)
    cut = tuple(tuple(cell or None for cell in row[:MAX_COLUMNS]) for row in rows)
    return (RawSheet(name=SHEET_NAME, rows=cut, hidden_rows=None, hidden_columns=None),)


def _decode(content: bytes) -> str:
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("register.encoding") from error


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the first lines into most cells; the first of equals."""
    return max(_DELIMITERS, key=lambda delimiter: sum(len(row) for row in islice(_rows(text, delimiter), _LOOKED_AT)))


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)
