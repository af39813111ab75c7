"""The old .xls through xlrd, with its formatting: merged and hidden cells are seen."""

import io
from typing import Any

import xlrd

from domain.errors import InputError
from domain.progress import OnProgress
from register.book import MAX_COLUMNS, Cell, RawSheet


def read_xls(content: bytes, on_progress: OnProgress) -> tuple[RawSheet, ...]:
    """Return the sheets of an .xls file."""
    try:
        # xlrd prints its complaints; they are caught here and dropped.
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
        sheets = book.sheets()
        read = []
        for index, sheet in enumerate(sheets):
            read.append(_sheet(sheet, book.datemode))
            on_progress("register.read", index + 1, len(sheets))
    except Exception as error:
        # A broken record raises whatever xlrd met: struct.error, IndexError, AssertionError and more.
        raise InputError("register.not_workbook") from error
    return tuple(read)


def _sheet(sheet: Any, datemode: int) -> RawSheet:
    width = min(sheet.ncols, MAX_COLUMNS)
    rows: list[list[Cell]] = []
    for row in range(sheet.nrows):
        line = [_value(cell, datemode) for cell in sheet.row(row)[:width]]
        rows.append(line + [None] * (width - len(line)))
    continued = _fill_merged(sheet, rows, width)
    return RawSheet(
        name=sheet.name,
        rows=tuple(tuple(line) for line in rows),
        continued=continued,
        hidden_rows=frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden),
        is_hidden=bool(sheet.visibility),
    )


def _value(cell: Any, datemode: int) -> Cell:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return float(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date(cell.value, datemode)
    return None


def _date(value: float, datemode: int) -> Cell:
    try:
        return xlrd.xldate_as_datetime(value, datemode)
    except (xlrd.XLDateError, ValueError, OverflowError):
        return value


def _fill_merged(sheet: Any, rows: list[list[Cell]], width: int) -> frozenset[tuple[int, int]]:
    continued = set()
    for top, bottom, left, right in sheet.merged_cells:
        if top >= len(rows) or left >= width or rows[top][left] is None:
            continue
        for row in range(top, min(bottom, len(rows))):
            for column in range(left, min(right, width)):
                rows[row][column] = rows[top][left]
                if row > top:
                    continued.add((row + 1, column + 1))
    return frozenset(continued)
