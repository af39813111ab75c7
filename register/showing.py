"""A sheet's first lines and columns for showing, whatever may be about persons masked."""

from register.header import DROPPED, PERSONAL, Column
from register.ledger import FREE
from register.lexicon import Lexicon
from register.linting import MASK, cut_numbers, lint
from register.numbers import cell_text
from register.report import ColumnFound, SheetFound
from register.rows import Table
from register.tables import near_field

_LINES_BELOW = 5
_LINES_ABOVE = 14
_LONGEST_CELL = 200


def sheet_found(table: Table, lexicon: Lexicon) -> SheetFound:
    """Return where a table's header stands, what its columns mean, and the lines around the header."""
    header = table.header
    first = max(table.first_row, header.row - _LINES_ABOVE)
    last = min(header.row + _LINES_BELOW, table.last_row)
    return SheetFound(
        name=table.sheet.name,
        header_row=header.row,
        columns=tuple(_column_found(column, lexicon) for column in header.columns),
        first_lines=tuple(_shown_line(table, row, lexicon) for row in range(first, last + 1)),
    )


def _column_found(column: Column, lexicon: Lexicon) -> ColumnFound:
    suggestion = near_field(column.header, lexicon.names) if column.field == "" else ""
    return ColumnFound(letter=column.letter, header=column.header, field=column.field, suggestion=suggestion)


def _shown_line(table: Table, row: int, lexicon: Lexicon) -> tuple[str, ...]:
    """Return a line as text; below the header a column hides what its field may say of persons."""
    fields = {column.number: column.field for column in table.header.columns} if row > table.header.row else {}
    texts = (
        (number, cell_text(cell)[:_LONGEST_CELL]) for number, cell in enumerate(table.sheet.rows[row - 1], start=1)
    )
    return tuple(_shown(text, fields.get(number, ""), lexicon) for number, text in texts)


def _shown(text: str, field: str, lexicon: Lexicon) -> str:
    if text and (field == DROPPED or field in PERSONAL | FREE):
        return MASK
    return cut_numbers(text) if field else lint(cut_numbers(text), lexicon.lint)
