"""One sheet as an office prints it: title, frozen header, filter, A4 landscape."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | None
A4 = 9
FONT = "Times New Roman"
"""On every office machine, and the letter of official papers."""
LINE_PT = 14
"""Height of one line of 10 point text."""
HEADER_ROW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Hold one column: heading, width in characters, and a number format of the workbook."""

    heading: str
    width: int
    form: str = "text"


def make_formats(book: Workbook) -> Mapping[str, Format]:
    """Return the formats that sheets use, by name."""
    cell = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True, "border": 1}
    return {
        "title": book.add_format({"font_name": FONT, "font_size": 14, "bold": True}),
        "note": book.add_format({"font_name": FONT, "font_size": 10, "italic": True}),
        "head": book.add_format({**cell, "bold": True, "bg_color": "#E3F0ED", "valign": "vcenter"}),
        "text": book.add_format(cell),
        "count": book.add_format({**cell, "num_format": "#,##0"}),
        "day": book.add_format({**cell, "num_format": "dd/mm/yyyy", "align": "left"}),
        "km": book.add_format({**cell, "num_format": "0.0"}),
        "strong": book.add_format({**cell, "bold": True}),
    }


def add_table(
    book: Workbook,
    formats: Mapping[str, Format],
    *,
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
) -> Worksheet:
    """Add a sheet with one table, ready to filter and to print, and return it."""
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, title, formats["title"])
    last = write_table(sheet, formats, top=HEADER_ROW, columns=columns, rows=rows)
    last = max(last, HEADER_ROW + 1)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.autofilter(HEADER_ROW, 0, last, len(columns) - 1)
    set_page(sheet, last_row=last, last_column=len(columns) - 1)
    sheet.repeat_rows(HEADER_ROW)
    return sheet


def write_table(
    sheet: Worksheet,
    formats: Mapping[str, Format],
    *,
    top: int,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
) -> int:
    """Write headings at row ``top`` and the rows below them; return the last row written."""
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        write_cell(sheet, top, at, column.heading, formats["head"])
    sheet.set_row(top, row_height_pt([column.heading for column in columns], columns))
    last = top
    for last, row in enumerate(rows, start=top + 1):
        for at, (column, value) in enumerate(zip(columns, row, strict=True)):
            write_cell(sheet, last, at, value, formats[column.form])
        sheet.set_row(last, row_height_pt(row, columns))
    return last


def row_height_pt(row: Sequence[Cell], columns: Sequence[Column]) -> int:
    """Return the height in points that shows the longest wrapped text of a row.

    It is written out because only some programs fit rows by themselves, and none does so when printing.
    """
    lines = (
        len(wrap(value, column.width)) for column, value in zip(columns, row, strict=True) if isinstance(value, str)
    )
    return LINE_PT * max(1, *lines, 1) + 2


def write_cell(sheet: Worksheet, row: int, column: int, value: Cell, form: Format) -> None:
    """Write a value by its type; text is always text, never a formula or a link."""
    if value is None:
        sheet.write_blank(row, column, None, form)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, form)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, form)
    else:
        sheet.write_number(row, column, value, form)


def set_page(sheet: Worksheet, *, last_row: int, last_column: int) -> None:
    """Set A4 landscape, one page wide, with the print area and page numbers."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last_row, last_column)
    sheet.set_footer("&C&P/&N")
