""".ods row by row: repeated and merged cells within limits, hidden rows, columns and sheets, typed values.

The standard library's parser reads it, not odfpy, whose tree of a register of
10,000 rows costs ten times the time and memory (docs/decisions/ods.md).
register.archive has refused document types, so nothing can be expanded or fetched.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from xml.etree.ElementTree import Element, iterparse

from domain.errors import InputError
from domain.progress import OnProgress
from register.archive import MAX_MERGED_CELLS
from register.book import MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS, Cell, RawSheet

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{_OASIS}{name}:1.0}}" for name in ("table", "office", "text", "style"))
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_HIDDEN = ("collapse", "filter")
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_DAY_S = 86_400


@dataclass(slots=True)
class _Sheet:
    """Collect one sheet while its rows are read; numbers start at 1."""

    name: str
    is_hidden: bool
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    blanks: int = 0
    columns: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)
    uncomputed: set[tuple[int, int]] = field(default_factory=set)


def read_ods(content: bytes, on_progress: OnProgress) -> tuple[RawSheet, ...]:
    """Return the sheets of an .ods file whose archive was checked.

    Raises
    ------
    InputError
        ``register.not_workbook``, ``register.too_many_rows``,
        ``register.zip_refused`` with the reason ``merged``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sheets = tuple(_finished(sheet) for sheet in _sheets(archive.read("content.xml")))
    except (InputError, MemoryError):
        raise
    except Exception as error:
        # A broken part raises whatever the parser met: ParseError, KeyError, ValueError and more.
        raise InputError("register.not_workbook") from error
    on_progress("register.read", len(sheets), len(sheets))
    return sheets


def _sheets(part: bytes) -> Iterator[_Sheet]:
    hidden_styles: set[str] = set()
    sheet: _Sheet | None = None
    depth = 0
    for event, element in iterparse(io.BytesIO(part), events=("start", "end")):  # noqa: S314 - no document type
        if element.tag == f"{_TABLE}table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                style = element.get(f"{_TABLE}style-name", "")
                sheet = _Sheet(name=element.get(f"{_TABLE}name", ""), is_hidden=style in hidden_styles)
            elif depth == 0 and sheet:
                yield sheet
                element.clear()
        elif event == "start" or depth > 1:
            continue
        elif element.tag == f"{_STYLE}style":
            if any(part.get(f"{_TABLE}display") == "false" for part in element):
                hidden_styles.add(element.get(f"{_STYLE}name", ""))
        elif sheet and element.tag == f"{_TABLE}table-column":
            _add_column(element, sheet)
        elif sheet and element.tag == f"{_TABLE}table-row":
            _add_row(element, sheet)
            element.clear()


def _add_column(element: Element, sheet: _Sheet) -> None:
    first, count = sheet.columns + 1, _number(element, "number-columns-repeated")
    sheet.columns += count
    if element.get(f"{_TABLE}visibility") in _HIDDEN:
        sheet.hidden_columns.update(range(first, min(first + count, MAX_COLUMNS + 1)))


def _add_row(element: Element, sheet: _Sheet) -> None:
    """Add a row as often as it repeats; empty rows count only when something follows."""
    repeated = _number(element, "number-rows-repeated")
    row = len(sheet.rows) + sheet.blanks + 1
    cells = _cells(element, row, sheet)
    if element.get(f"{_TABLE}visibility") in _HIDDEN:
        sheet.hidden_rows.update(range(row, min(row + repeated, MAX_ROWS + 1)))
    if not cells:
        sheet.blanks += repeated
        return
    last = row + repeated - 1
    if last > MAX_ROWS:
        raise InputError("register.too_many_rows", row=last, limit=MAX_ROWS)
    sheet.rows.extend([()] * sheet.blanks)
    sheet.rows.extend([tuple(cells)] * repeated)
    sheet.blanks = 0


def _cells(element: Element, row: int, sheet: _Sheet) -> list[Cell]:
    """Return a row's cells up to the last that holds something."""
    cells: list[Cell] = []
    column = 1
    for child in element:
        if child.tag not in _CELLS:
            continue
        repeated = min(_number(child, "number-columns-repeated"), MAX_COLUMNS)
        value = _value(child)
        if value is not None and column <= MAX_COLUMNS:
            cells.extend([None] * (column - 1 - len(cells)))
            cells.extend([value] * min(repeated, MAX_COLUMNS + 1 - column))
            _add_span(child, row, column, sheet)
        elif value is None and child.get(f"{_TABLE}formula"):
            sheet.uncomputed.add((row, column))
        column += repeated
    return cells


def _add_span(element: Element, row: int, column: int, sheet: _Sheet) -> None:
    height, width = _number(element, "number-rows-spanned"), _number(element, "number-columns-spanned")
    if height > 1 or width > 1:
        sheet.spans.append((row, column, height, width))


def _number(element: Element, name: str) -> int:
    return max(int(element.get(f"{_TABLE}{name}", "1")), 1)


def _value(element: Element) -> Cell:
    kind = element.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "percentage", "currency"):
        number = float(element.get(f"{_OFFICE}value", ""))
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    if kind == "boolean":
        return element.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "date":
        return _date(element.get(f"{_OFFICE}date-value", "")) or _text(element)
    if kind == "time":
        return _time(element.get(f"{_OFFICE}time-value", "")) or _text(element)
    return element.get(f"{_OFFICE}string-value") or _text(element) or None


def _date(text: str) -> Cell:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _time(text: str) -> Cell:
    found = _DURATION.fullmatch(text)
    if not found:
        return None
    hours, minutes, seconds = (int(number) for number in found.groups())
    total = hours * 3600 + minutes * 60 + seconds
    return time(total // 3600, total // 60 % 60, total % 60) if total < _DAY_S else timedelta(seconds=total)


def _text(element: Element) -> str:
    """Return the paragraphs of a cell, one a line; its comment and its drawings are no text of it."""
    return "\n".join("".join(_pieces(child)) for child in element if child.tag == f"{_TEXT}p").strip("\n")


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(int(child.get(f"{_TEXT}c", "1")), MAX_CELL_CHARS)
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield "\t" if child.tag == f"{_TEXT}tab" else "\n"
        elif child.tag in (f"{_TEXT}span", f"{_TEXT}a"):
            yield from _pieces(child)
        yield child.tail or ""


def _finished(sheet: _Sheet) -> RawSheet:
    rows = [list(line) for line in sheet.rows] if sheet.spans else []
    continued = _fill_spans(sheet, rows)
    return RawSheet(
        name=sheet.name,
        rows=tuple(map(tuple, rows)) if rows else tuple(sheet.rows),
        continued=continued,
        uncomputed=frozenset(sheet.uncomputed),
        hidden_rows=frozenset(sheet.hidden_rows),
        hidden_columns=frozenset(sheet.hidden_columns),
        is_hidden=sheet.is_hidden,
    )


def _fill_spans(sheet: _Sheet, rows: list[list[Cell]]) -> frozenset[tuple[int, int]]:
    """Fill merged cells within the rows that hold something; return those below a cell's first row."""
    continued: set[tuple[int, int]] = set()
    filled = 0
    for top, left, height, width in sheet.spans:
        bottom, right = min(top + height - 1, len(rows)), min(left + width - 1, MAX_COLUMNS)
        filled += (bottom - top + 1) * (right - left + 1)
        if filled > MAX_MERGED_CELLS:
            raise InputError("register.zip_refused", reason="merged")
        value = rows[top - 1][left - 1]
        for row in range(top, bottom + 1):
            line = rows[row - 1]
            line.extend([None] * (right - len(line)))
            line[left - 1 : right] = [value] * (right - left + 1)
            if row > top:
                continued.update((row, column) for column in range(left, right + 1))
    return frozenset(continued)
