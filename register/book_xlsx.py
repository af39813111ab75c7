""".xlsx through openpyxl in full mode: merged cells, hidden rows and formulas are seen."""

import io
import warnings
from typing import Any

import openpyxl

from domain.errors import InputError
from domain.progress import OnProgress
from register.book import MAX_COLUMNS, MAX_ROWS, Cell, RawSheet


def read_xlsx(content: bytes, on_progress: OnProgress, *, has_formulas: bool) -> tuple[RawSheet, ...]:
    """Return the sheets of an .xlsx or .xlsm file whose archive was checked; macros are never read."""
    values = _load(content, data_only=True)
    # Only a second reading tells an empty cell from a formula without a stored value.
    formulas = _load(content, data_only=False) if has_formulas else None
    sheets = []
    for index, sheet in enumerate(values.worksheets):
        sheets.append(_sheet(sheet, formulas.worksheets[index] if formulas else None))
        on_progress("register.read", index + 1, len(values.worksheets))
    return tuple(sheets)


def _load(content: bytes, *, data_only: bool) -> Any:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions that it drops; only values matter here.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:
        # A broken part raises whatever the parser met: KeyError, TypeError, ParseError and more.
        raise InputError("register.not_workbook") from error


def _sheet(sheet: Any, formulas: Any) -> RawSheet:
    cells = _cells(sheet)
    filled, continued = _fill_merged(sheet, cells)
    return RawSheet(
        name=sheet.title,
        rows=_grid(filled),
        continued=continued,
        uncomputed=_uncomputed(formulas, cells) if formulas is not None else frozenset(),
        hidden_rows=frozenset(row for row, format in sheet.row_dimensions.items() if format.hidden),
        hidden_columns=_hidden_columns(sheet),
        is_hidden=sheet.sheet_state != "visible",
    )


def _cells(sheet: Any) -> dict[tuple[int, int], Cell]:
    """Return the cells that hold something.

    openpyxl's own iterators make a cell for every place up to the farthest
    one: a single cell in XFD1048576 would fill the memory.
    """
    return {
        place: cell.value
        for place, cell in sheet._cells.items()
        if cell.value is not None and cell.value != "" and place[1] <= MAX_COLUMNS
    }


def _fill_merged(
    sheet: Any, cells: dict[tuple[int, int], Cell]
) -> tuple[dict[tuple[int, int], Cell], frozenset[tuple[int, int]]]:
    filled = dict(cells)
    continued = set()
    for area in sheet.merged_cells.ranges:
        value = cells.get((area.min_row, area.min_col))
        if value is None:
            continue
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, min(area.max_col, MAX_COLUMNS) + 1):
                filled[row, column] = value
                if row > area.min_row:
                    continued.add((row, column))
    return filled, frozenset(continued)


def _grid(cells: dict[tuple[int, int], Cell]) -> tuple[tuple[Cell, ...], ...]:
    last = max((row for row, _ in cells), default=0)
    if last > MAX_ROWS:
        raise InputError("register.too_many_rows", row=last, limit=MAX_ROWS)
    rows: list[list[Cell]] = [[] for _ in range(last)]
    for (row, column), value in cells.items():
        line = rows[row - 1]
        line.extend([None] * (column - len(line)))
        line[column - 1] = value
    return tuple(tuple(line) for line in rows)


def _uncomputed(formulas: Any, cells: dict[tuple[int, int], Cell]) -> frozenset[tuple[int, int]]:
    return frozenset(place for place, cell in formulas._cells.items() if cell.data_type == "f" and place not in cells)


def _hidden_columns(sheet: Any) -> frozenset[int]:
    hidden: set[int] = set()
    for group in sheet.column_dimensions.values():
        if group.hidden and group.min and group.max:
            hidden.update(range(group.min, min(group.max, MAX_COLUMNS) + 1))
    return frozenset(hidden)
