"""Laid-out pages written to files as offices keep them."""

import csv
import html
import io
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from random import Random

import xlsxwriter

from demo.dirt.cells import Cell
from demo.dirt.grids import Grid
from demo.dirt.legacy import cp1258

CSV_FORMS = ((";", "utf-8-sig"), (",", "utf-8-sig"), (";", "utf-8"), (",", "utf-8"), (";", "utf-16"), (";", "cp1258"))
"""Separator and encoding."""


def write_xlsx(grids: Sequence[Grid], path: Path, *, on: date) -> None:
    """Write an .xlsx with merged cells and hidden columns; the same pages give the same bytes."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": datetime.combine(on, time())})
        dated = book.add_format({"num_format": "dd/mm/yyyy"})
        for grid in grids:
            page = book.add_worksheet(grid.sheet)
            for row, line in enumerate(grid.lines):
                for column, cell in enumerate(line):
                    _write_cell(page, row, column, cell, dated)
            for top, left, bottom, right in grid.merges:
                text = grid.lines[top - 1][left - 1]
                page.merge_range(top - 1, left - 1, bottom - 1, right - 1, text)
            for column in grid.hidden:
                page.set_column(column - 1, column - 1, None, None, {"hidden": True})


def _write_cell(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, dated: object) -> None:
    if isinstance(cell, date):
        page.write_datetime(row, column, datetime.combine(cell, time()), dated)
    elif isinstance(cell, int | float):
        page.write_number(row, column, cell)
    elif cell is not None:
        page.write_string(row, column, cell)


def write_csv(rng: Random, grid: Grid, path: Path, *, is_unicode: bool) -> None:
    """Write a .csv with one of the separators and encodings of offices; nothing of its look is kept.

    Parameters
    ----------
    is_unicode
        The texts hold letters that a Vietnamese code page lacks.
    """
    separator, encoding = rng.choice(CSV_FORMS[:-1] if is_unicode else CSV_FORMS)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    width = max(map(len, grid.lines))
    for line in grid.lines:
        writer.writerow([*map(csv_text, line), *[""] * (width - len(line))])
    content = text.getvalue()
    path.write_bytes(cp1258(content) if encoding == "cp1258" else content.encode(encoding))


def write_html(grid: Grid, path: Path) -> None:
    """Write a table of a web page under the name of an .xls, as portals of authorities hand it out."""
    covered = {
        (row, column): (bottom - top + 1, right - left + 1) if (row, column) == (top, left) else None
        for top, left, bottom, right in grid.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    width = max(map(len, grid.lines))
    lines = []
    for row, line in enumerate(grid.lines, start=1):
        cells = [*line, *[None] * (width - len(line))]
        spans = [covered.get((row, column), (1, 1)) for column in range(1, width + 1)]
        tags = [_html_cell(cell, span) for cell, span in zip(cells, spans, strict=True) if span]
        lines.append(f"<tr>{''.join(tags)}</tr>")
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
    table = "\n".join(['<table border="1">', *lines, "</table>"])
    page = f"<html><head>{meta}</head><body>{table}</body></html>\n"
    path.write_text(page, encoding="utf-8", newline="\n")


def _html_cell(cell: Cell, span: tuple[int, int]) -> str:
    down, across = span
    marks = f"{f' rowspan={down}' if down > 1 else ''}{f' colspan={across}' if across > 1 else ''}"
    return f"<td{marks}>{html.escape(csv_text(cell))}</td>"


def csv_text(cell: Cell) -> str:
    """Return a cell as a Vietnamese Excel shows it: days first, a comma for the decimals."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", ",")
    return str(cell)
