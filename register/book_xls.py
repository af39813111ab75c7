"""The old .xls through xlrd, with its formatting: merged and hidden cells are seen."""

import io
from typing import Any

import xlrd

from domain.errors import InputError
from domain.progress import OnProgress
from register.archive import MAX_MERGED_CELLS
from register.book import MAX_COLUMNS, Cell, RawSheet


def read_xls(content: bytes, on_progress: OnProgress) -> tuple[RawSheet, ...]:
    """Return the sheets of an .xls file."""
    try:
        # xlrd prints its complaints; they are caught here and dropped.
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        sheets = book.sheets()
        read = []
        for index, sheet in enumerate(sheets):
            read.append(_sheet(sheet, book.datemode))
            on_progress("register.read", index + 1, len(sheets))
    except (InputError, MemoryError):
        raise
    except Exception as error:
        if "encrypted" in str(error):
            raise InputError("register.encrypted") from error
        # A broken record raises whatever xlrd met: struct.error, IndexError, AssertionError and more.
        raise InputError("register.not_workbook") from error
    return tuple(read)


def _sheet(sheet: Any, datemode: int) -> RawSheet:
    rows = [_line(sheet, row, datemode) for row in range(sheet.nrows)]
    continued = _fill_merged(sheet, rows)
    return RawSheet(
        name=sheet.name,
        rows=tuple(tuple(line) for line in rows),
        continued=continued,
        hidden_rows=frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden),
        is_hidden=bool(sheet.visibility),
    )


def _line(sheet: Any, row: int, datemode: int) -> list[Cell]:
    """Return a row's cells up to the last that holds something."""
    kinds, values = sheet.row_types(row)[:MAX_COLUMNS], sheet.row_values(row)[:MAX_COLUMNS]
    line = [_value(kind, value, datemode) for kind, value in zip(kinds, values, strict=True)]
    while line and line[-1] is None:
        line.pop()
    return line


def _value(kind: int, value: Any, datemode: int) -> Cell:
    if kind == xlrd.XL_CELL_TEXT:
        return str(value)
    if kind == xlrd.XL_CELL_NUMBER:
        return float(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    if kind == xlrd.XL_CELL_DATE:
        return _date(value, datemode)
    return None


def _date(value: float, datemode: int) -> Cell:
    try:
        return xlrd.xldate_as_datetime(value, datemode)
    except (xlrd.XLDateError, ValueError, OverflowError):
        return value


def _fill_merged(sheet: Any, rows: list[list[Cell]]) -> frozenset[tuple[int, int]]:
    """Fill merged cells within the rows that the sheet has; return those below a cell's first row."""
    continued: set[tuple[int, int]] = set()
    filled = 0
    for top, bottom, left, right in sheet.merged_cells:
        if top >= len(rows) or left >= len(rows[top]) or rows[top][left] is None:
            continue
        bottom, right = min(bottom, len(rows)), min(right, MAX_COLUMNS)
        filled += (bottom - top) * (right - left)
        if filled > MAX_MERGED_CELLS:
            raise InputError("register.zip_refused", reason="merged")
        for row in range(top, bottom):
            line = rows[row]
            line.extend([None] * (right - len(line)))
            line[left:right] = [rows[top][left]] * (right - left)
            if row > top:
                continued.update((row + 1, column + 1) for column in range(left, right))
    return frozenset(continued)
