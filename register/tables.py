"""The tables of a workbook: sheets with a header, and what is odd about them."""

from rapidfuzz import fuzz, process

from domain.errors import InputError
from register.book import RawBook, RawSheet, has_content
from register.fold import fold
from register.header import DROPPED, LAST_HEADER_ROW, ColumnNames, Header, find_header
from register.ledger import Ledger, Place
from register.lexicon import Lexicon
from register.rows import Table

_MIN_SPELLING = 85
"""A header this alike to an alias (0 to 100) is taken for a slip and suggested."""


def find_tables(book: RawBook, lexicon: Lexicon, ledger: Ledger) -> tuple[Table, ...]:
    """Return the sheets that hold a list; a sheet with content but no list is doubted.

    Raises
    ------
    InputError
        ``register.no_header`` where no sheet has a header,
        ``register.missing_column`` where none has a column of names.
    """
    found = [(sheet, find_header(sheet, lexicon.names)) for sheet in book.sheets]
    headed = [Table(sheet=sheet, header=header) for sheet, header in found if header]
    if not headed:
        raise InputError("register.no_header", rows=LAST_HEADER_ROW)
    tables = tuple(table for table in headed if "name" in table.header.fields)
    if not tables:
        first = headed[0]
        raise InputError("register.missing_column", sheet=first.sheet.name, row=first.header.row, column="name")
    for sheet, header in found:
        if header is None or "name" not in header.fields:
            _doubt_sheet(sheet, ledger)
        else:
            _doubt_hidden(sheet, ledger)
            _doubt_columns(sheet, header, lexicon.names, ledger)
    return tables


def _doubt_sheet(sheet: RawSheet, ledger: Ledger) -> None:
    filled = sum(any(map(has_content, row)) for row in sheet.rows)
    if filled:
        ledger.doubt("sheet_without_header", Place(sheet=sheet.name), rows=filled)


def _doubt_hidden(sheet: RawSheet, ledger: Ledger) -> None:
    place = Place(sheet=sheet.name)
    if sheet.hidden_rows is None or sheet.hidden_columns is None:
        ledger.doubt("hidden_unknown", place)
        return
    rows = [row for row in sorted(sheet.hidden_rows) if row <= len(sheet.rows) and any(sheet.rows[row - 1])]
    if rows:
        ledger.doubt("hidden_rows", Place(sheet=sheet.name, row=rows[0]), count=len(rows))
    width = max(map(len, sheet.rows), default=0)
    if columns := [column for column in sheet.hidden_columns if column <= width]:
        ledger.doubt("hidden_columns", place, count=len(columns))
    if sheet.is_hidden:
        ledger.doubt("hidden_sheet", place)


def _doubt_columns(sheet: RawSheet, header: Header, names: ColumnNames, ledger: Ledger) -> None:
    seen: set[str] = set()
    for column in header.columns:
        place = Place(sheet=sheet.name, row=header.row, column=column.header)
        if column.field == "":
            _doubt_unmapped(column.header, place, names, ledger)
        elif column.field in seen and column.field != DROPPED:
            ledger.doubt("column_repeated", place, column.header)
        seen.add(column.field)
    _doubt_headless(sheet, header, ledger)


def _doubt_unmapped(header: str, place: Place, names: ColumnNames, ledger: Ledger) -> None:
    """Doubt a column that no alias fits; a likely slip is suggested, never applied."""
    near = process.extractOne(fold(header), names.fields.keys(), scorer=fuzz.ratio, score_cutoff=_MIN_SPELLING)
    if near is None or len(fold(header)) < 4:
        ledger.doubt("column_unmapped", place, header)
    else:
        ledger.doubt("column_misspelt", place, header, suggestion=names.titles[names.fields[near[0]]])


def _doubt_headless(sheet: RawSheet, header: Header, ledger: Ledger) -> None:
    headed = {column.number for column in header.columns}
    filled = {
        number
        for row, line in enumerate(sheet.rows[header.row :], start=header.row + 1)
        for number, cell in enumerate(line, start=1)
        if number not in headed and has_content(cell) and not _is_across(line, number)
    }
    if filled:
        ledger.doubt("column_without_header", Place(sheet=sheet.name, row=header.row), count=len(filled))


def _is_across(line: tuple[object, ...], number: int) -> bool:
    """Tell whether a cell repeats its left neighbour: a group or note merged over the line."""
    return number > 1 and line[number - 1] == line[number - 2]
