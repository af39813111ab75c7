"""The demo's register as a workbook, laid out as offices lay theirs out."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from demo.layout import HEADER_ROW, DemoSheet, Line, LineKind
from demo.names import WorkbookParts
from demo.office import DemoOffice
from demo.planting import Cell

FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter", "text_wrap": True}
FORMATS: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "align": "center"},
    "plain": {"align": "center"},
    "header": {"bold": True, "align": "center", "border": 1},
    "group": {"bold": True, "border": 1},
    "cell": {"border": 1},
    "date": {"border": 1, "num_format": "dd/mm/yyyy"},
}
WIDTHS = {"stt": 5, "name": 28, "address": 34, "owner_name": 20, "coords": 28, "rooms": 8, "staff_total": 10}
OTHER_WIDTH = 15


def write_register(demo: DemoOffice, path: Path) -> None:
    """Write the register to an .xlsx file; the same demo gives the same bytes.

    Each sheet has a title block, a header of two merged rows, the numbers of
    the columns, the lines of its DemoSheet, and a block of signatures.
    """
    cells = {row.key: row.cells for row in demo.rows}
    with xlsxwriter.Workbook(str(path)) as book:
        # The file's date comes from the demo's clock, never from the wall's.
        book.set_properties({"title": demo.office.name, "created": datetime.combine(demo.as_of, datetime.min.time())})
        formats = {name: book.add_format({**FONT, **form}) for name, form in FORMATS.items()}
        for sheet in demo.sheets:
            page = book.add_worksheet(sheet.name)
            _write_title(page, sheet, demo.words, formats)
            _write_header(page, sheet.fields, demo.words, formats)
            for line in sheet.lines:
                _write_line(page, line, sheet, cells, formats)
            _write_signatures(page, sheet, demo, formats)


def _write_title(page: Any, sheet: DemoSheet, words: WorkbookParts, formats: Mapping[str, Any]) -> None:
    last, middle = len(sheet.fields) - 1, len(sheet.fields) // 2
    for row, (left, right) in enumerate(zip(words.authority, words.nation, strict=True)):
        page.merge_range(row, 0, row, middle - 2, left, formats["title"])
        page.merge_range(row, middle, row, last, right, formats["title"])
    page.merge_range(3, 0, 3, last, words.title.format(commune=sheet.commune_text.upper()), formats["title"])
    page.merge_range(4, 0, 4, last, words.note, formats["plain"])


def _write_header(page: Any, fields: Sequence[str], words: WorkbookParts, formats: Mapping[str, Any]) -> None:
    """Write upper cells merged over their lower ones, single ones merged down, and the columns' numbers."""
    top, form = HEADER_ROW - 1, formats["header"]
    heads = [words.columns[field] for field in fields]
    for column, (field, head) in enumerate(zip(fields, heads, strict=True)):
        page.set_column(column, column, WIDTHS.get(field, OTHER_WIDTH))
        page.write_string(top + 2, column, f"({column + 1})", form)
        if len(head) == 1:
            page.merge_range(top, column, top + 1, column, head[0], form)
            continue
        page.write_string(top + 1, column, head[1], form)
        if column == 0 or heads[column - 1][0] != head[0]:
            width = sum(other[0] == head[0] for other in heads)
            page.merge_range(top, column, top, column + width - 1, head[0], form)


def _write_line(
    page: Any, line: Line, sheet: DemoSheet, cells: Mapping[str, Mapping[str, Cell]], formats: Mapping[str, Any]
) -> None:
    row, last = line.row - 1, len(sheet.fields) - 1
    if line.kind is LineKind.GROUP:
        page.merge_range(row, 0, row, last, line.text, formats["group"])
    elif line.kind is LineKind.DATA:
        written = {"stt": line.number, **cells[sheet.key(line)]}
        for column, field in enumerate(sheet.fields):
            _write_cell(page, row, column, written.get(field), formats)
    else:
        page.write_string(row, sheet.fields.index("name"), line.text, formats["group"])
        if line.number:
            page.write_number(row, sheet.fields.index("rooms"), line.number, formats["group"])


def _write_cell(page: Any, row: int, column: int, cell: Cell, formats: Mapping[str, Any]) -> None:
    if cell is None:
        page.write_blank(row, column, None, formats["cell"])
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, formats["date"])
    elif isinstance(cell, int):
        page.write_number(row, column, cell, formats["cell"])
    else:
        page.write_string(row, column, cell, formats["cell"])


def _write_signatures(page: Any, sheet: DemoSheet, demo: DemoOffice, formats: Mapping[str, Any]) -> None:
    """Write place and date and who signs, below the last line; nobody's name."""
    row, last = sheet.lines[-1].row + 1, len(sheet.fields) - 1
    day, middle = demo.as_of, len(sheet.fields) // 2
    signed = demo.words.signed.format(day=day.day, month=day.month, year=day.year)
    page.merge_range(row, middle, row, last, signed, formats["plain"])
    page.merge_range(row + 1, 0, row + 1, middle - 2, demo.words.signatures[0], formats["title"])
    page.merge_range(row + 1, middle, row + 1, last, demo.words.signatures[1], formats["title"])
