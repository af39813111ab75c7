"""The tables of a workbook: sheets with a header, and what is odd about them."""

from collections.abc import Iterator
from dataclasses import replace

from openpyxl.utils import get_column_letter
from rapidfuzz import fuzz, process

from domain.errors import InputError
from register.book import RawBook, RawSheet, has_content
from register.communes import CommuneIndex, commune_of
from register.fold import fold
from register.header import DROPPED, IGNORED, LAST_HEADER_ROW, Column, ColumnNames, Header
from register.ledger import Ledger, Place
from register.lexicon import Lexicon
from register.lines import is_signed_on
from register.repeated import Block, blocks_of, first_header
from register.rows import Table

_MIN_SPELLING = 85
"""A header this alike to an alias (0 to 100) is taken for a slip and suggested."""
_FOOT_LINES = 15
_SAMPLE_LINES = 40
WEAK_NAMES = frozenset({"don vi", "co so"})
"""Aliases of the name that may mean something else beside a better one."""
_MIN_LETTERS = 4
"""Shorter headers are alike to too much."""


def find_tables(book: RawBook, lexicon: Lexicon, ledger: Ledger) -> tuple[Table, ...]:
    """Return the sheets that hold a list; a sheet with content but no list is doubted.

    Raises
    ------
    InputError
        ``register.no_header`` where no sheet has a header,
        ``register.missing_column`` where none has a column of names,
        ``register.name_misspelt`` where one is nearly headed so.
    """
    found = [(sheet, first_header(sheet, lexicon.names)) for sheet in book.sheets]
    headed = [(sheet, header) for sheet, header in found if header]
    if not headed:
        raise InputError("register.no_header", rows=LAST_HEADER_ROW)
    if not any("name" in header.fields for _, header in headed):
        raise _missing_name(*headed[0], lexicon.names)
    tables: list[Table] = []
    for sheet, header in found:
        if header is None or "name" not in header.fields:
            _doubt_sheet(sheet, ledger)
        else:
            _doubt_hidden(sheet, ledger)
            tables += _tables_in(sheet, with_units(sheet, header, lexicon.communes), lexicon.names, ledger)
    return tuple(tables)


def title_lines_of(tables: tuple[Table, ...]) -> tuple[tuple[str, str], ...]:
    """Return (sheet, line) of the titles and of the dated lines below a list: they tell when it was made."""
    found = []
    for table in tables:
        foot = table.sheet.rows[max(table.header.row, table.last_row - _FOOT_LINES) : table.last_row]
        dated = (cell for line in foot for cell in line if isinstance(cell, str) and is_signed_on(cell))
        found += [(table.sheet.name, line) for line in dict.fromkeys((*table.header.title, *dated))]
    return tuple(found)


def with_units(sheet: RawSheet, header: Header, communes: CommuneIndex) -> Header:
    """Return a header in which "Đơn vị" beside a column of names is the commune, where its cells say so.

    Alone it is the name of the business; beside one it is at most the unit that
    reports.
    """
    named = [column for column in header.columns if column.field == "name"]
    weak = [column for column in named if fold(column.header) in WEAK_NAMES]
    if not weak or len(weak) == len(named):
        return header
    columns = tuple(
        replace(column, field=_unit_field(sheet, header, column, communes)) if column in weak else column
        for column in header.columns
    )
    return replace(header, columns=columns)


def _unit_field(sheet: RawSheet, header: Header, column: Column, communes: CommuneIndex) -> str:
    lines = sheet.rows[header.row : header.row + _SAMPLE_LINES]
    cells = [line[column.number - 1] for line in lines if column.number <= len(line)]
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    known = sum(commune_of(text, communes, None)[1] != "commune_unknown" for text in texts)
    return "commune" if "commune" not in header.fields and texts and 2 * known >= len(texts) else ""


def _missing_name(sheet: RawSheet, header: Header, names: ColumnNames) -> InputError:
    """Return the refusal of a list without names; a header that is nearly one is suggested, never guessed."""
    for column in header.columns:
        if column.field == "" and near_field(column.header, names) == "name":
            return InputError(
                "register.name_misspelt", sheet=sheet.name, row=header.row, column=column.letter, value=column.header,
                suggestion=names.titles["name"],
            )  # fmt: skip
    return InputError("register.missing_column", sheet=sheet.name, row=header.row, column="name")


def _tables_in(sheet: RawSheet, first: Header, names: ColumnNames, ledger: Ledger) -> Iterator[Table]:
    blocks = blocks_of(sheet, first, names)
    for block in blocks:
        _doubt_columns(block.header, sheet.name, names, ledger)
        yield Table(
            sheet=sheet, header=block.header, first_row=block.first_row, last_row=block.last_row,
            header_again=block.header_again,
        )  # fmt: skip
    _doubt_headless(sheet, blocks, ledger)


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


def _doubt_columns(header: Header, sheet: str, names: ColumnNames, ledger: Ledger) -> None:
    seen: set[str] = set()
    for column in header.columns:
        place = Place(sheet=sheet, row=header.row, column=column.header)
        if column.field == "":
            _doubt_unmapped(column, place, names, ledger)
        elif column.field in seen and column.field not in (DROPPED, IGNORED):
            ledger.doubt("column_repeated", place, column.header, letter=column.letter)
        seen.add(column.field)


def near_field(header: str, names: ColumnNames) -> str:
    """Return the field whose alias an unknown header is nearly, "" for none."""
    words = fold(header)
    if len(words) < _MIN_LETTERS:
        return ""
    near = process.extractOne(words, names.fields.keys(), scorer=fuzz.ratio, score_cutoff=_MIN_SPELLING)
    return names.fields[near[0]] if near else ""


def _doubt_unmapped(column: Column, place: Place, names: ColumnNames, ledger: Ledger) -> None:
    """Doubt a column that no alias fits; a likely slip is suggested, never applied."""
    if field := near_field(column.header, names):
        title = names.titles[field]
        ledger.doubt("column_misspelt", place, column.header, letter=column.letter, suggestion=title, field=field)
    else:
        ledger.doubt("column_unmapped", place, column.header, letter=column.letter)


def _doubt_headless(sheet: RawSheet, blocks: tuple[Block, ...], ledger: Ledger) -> None:
    for block in blocks:
        headed = {column.number for column in block.header.columns}
        filled = {
            number
            for line in sheet.rows[block.header.row : block.last_row]
            for number, cell in enumerate(line, start=1)
            if number not in headed and has_content(cell) and not _is_across(line, number)
        }
        if filled:
            letters = ", ".join(get_column_letter(number) for number in sorted(filled))
            place = Place(sheet=sheet.name, row=block.header.row)
            ledger.doubt("column_without_header", place, letters, count=len(filled))


def _is_across(line: tuple[object, ...], number: int) -> bool:
    """Tell whether a cell repeats its left neighbour: a group or note merged over the line."""
    return number > 1 and line[number - 1] == line[number - 2]
