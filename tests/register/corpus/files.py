"""A book of the corpus as the bytes of each format that offices hand in, written without the reader's libraries."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.utils import get_column_letter

from corpus.excel97 import xls_bytes
from corpus.legacy import ENCODERS, cp1258, tcvn3
from corpus.notation import Book, Cell, Refused, cells_of

Sheets = dict[str, list[list[Cell]]]


def write_book(book: Book | Refused, directory: Path) -> Path:
    """Write a book in its form and return the file; the form may end with the suffix that the file wrongly bears."""
    form, _, suffix = book.form.partition(" as ")
    kind = form.split(" ")[0]
    path = directory / f"danh-sach.{suffix or kind}"
    path.write_bytes(_WRITERS[kind](book, _sheets(book)))
    return path


def _sheets(book: Book | Refused) -> Sheets:
    sheets = {name: cells_of(table) for name, table in book.sheets.items()}
    recode = book.recode if isinstance(book, Book) else {}
    return {name: [_recoded(row, recode) for row in rows] for name, rows in sheets.items()}


def _recoded(row: list[Cell], recode: Any) -> list[Cell]:
    def change(letter: str, cell: Cell) -> Cell:
        encoder = recode.get(letter) or recode.get("*")
        return ENCODERS[encoder](cell) if encoder and isinstance(cell, str) else cell

    return [change(get_column_letter(number), cell) for number, cell in enumerate(row, start=1)]


def _xlsx(book: Book | Refused, sheets: Sheets) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for name, area in _places(book, "merge"):
        workbook[name].merge_cells(area)
    for name, what in _places(book, "hide"):
        if not what:
            workbook[name].sheet_state = "hidden"
        elif what.isdigit():
            workbook[name].row_dimensions[int(what)].hidden = True
        else:
            workbook[name].column_dimensions[what].hidden = True
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _places(book: Book | Refused, which: str) -> list[tuple[str, str]]:
    """Return the sheet and the rest of each place; the first sheet need not be named."""
    text = getattr(book, which, "")
    places = [place.rpartition("!") for place in re.findall(r"'[^']*'!\S*|\S+", text)]
    return [(sheet.strip("'") or next(iter(book.sheets)), rest) for sheet, _, rest in places]


def _csv(book: Book | Refused, sheets: Sheets) -> bytes:
    """Write "csv DELIMITER ENCODING", with "sep" for Excel's first line."""
    _, sign, encoding, *more = book.form.partition(" as ")[0].split(" ")
    stream = io.StringIO()
    delimiter = {"tab": "\t"}.get(sign, sign)
    if "sep" in more:
        stream.write(f"sep={delimiter}\r\n")
    writer = csv.writer(stream, delimiter=delimiter)
    for row in next(iter(sheets.values())):
        writer.writerow(["" if cell is None else _plain(cell) for cell in row])
    text = stream.getvalue()
    special: dict[str, Callable[[str], bytes]] = {
        "cp1258": cp1258,
        "tcvn3": lambda text: tcvn3(text).encode("latin-1"),
    }
    return special[encoding](text) if encoding in special else text.encode(encoding)


def _plain(cell: Cell) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def _html(book: Book | Refused, sheets: Sheets) -> bytes:
    lines = []
    for row in next(iter(sheets.values())):
        cells = "".join(f"<td>{'' if cell is None else escape(_plain(cell))}</td>" for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    head = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>'
    return f"{head}<table border=1>{''.join(lines)}</table></body></html>".encode()


def _xls(book: Book | Refused, sheets: Sheets) -> bytes:
    name, rows = next(iter(sheets.items()))
    return xls_bytes(name, [[_number(cell) for cell in row] for row in rows])


def _number(cell: Cell) -> str | int | float | None:
    if isinstance(cell, date):
        return (datetime(cell.year, cell.month, cell.day) - datetime(1899, 12, 30)).days
    return cell


_ODS_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def _ods(book: Book | Refused, sheets: Sheets) -> bytes:
    """Write an .ods whose equal neighbours are written once with a count, as LibreOffice does."""
    tables = "".join(_ods_table(name, rows) for name, rows in sheets.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODS_NAMES} office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{_ODS_TYPE}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", _ODS_TYPE, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def _ods_table(name: str, rows: list[list[Cell]]) -> str:
    lines = "".join(f"<table:table-row>{_ods_cells(row)}</table:table-row>" for row in rows)
    rest = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    return f'<table:table table:name="{escape(name)}">{lines}{rest}</table:table>'


def _ods_cells(row: list[Cell]) -> str:
    groups: list[tuple[Cell, int]] = []
    for cell in row:
        if groups and groups[-1][0] == cell:
            groups[-1] = (cell, groups[-1][1] + 1)
        else:
            groups.append((cell, 1))
    return "".join(_ods_cell(cell, count) for cell, count in groups)


def _ods_cell(cell: Cell, count: int) -> str:
    repeated = f' table:number-columns-repeated="{count}"' if count > 1 else ""
    if cell is None:
        return f"<table:table-cell{repeated}/>"
    typed = 'office:value-type="string"'
    if isinstance(cell, date):
        typed = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif not isinstance(cell, str):
        typed = f'office:value-type="float" office:value="{cell}"'
    return f"<table:table-cell{repeated} {typed}><text:p>{escape(_plain(cell))}</text:p></table:table-cell>"


_WRITERS: dict[str, Callable[[Book | Refused, Sheets], bytes]] = {
    "xlsx": _xlsx,
    "csv": _csv,
    "html": _html,
    "xls": _xls,
    "ods": _ods,
}
