"""What the reader is told of converted columns: each cell a repair, each column an issue and an example."""

from collections.abc import Iterable, Sequence

from openpyxl.utils import get_column_letter

from register.encodings import INVISIBLE, Conversion, ConvertedBook
from register.header import DROPPED, IGNORED, PERSONAL
from register.ledger import FREE, Ledger, Place
from register.linting import MASK, without_numbers
from register.report import EncodingFound
from register.rows import DataRow, Table

NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "utf8_as_cp1252": "UTF-8", "cp1258": "Windows-1258"}
"""The encodings by the names that fonts and programs give them."""

_UNREAD = frozenset({"", DROPPED, IGNORED})
_UNSHOWN = PERSONAL | FREE

Told = tuple[Conversion, Place]


def tell_encodings(
    converted: ConvertedBook, tables: Sequence[Table], rows: Iterable[DataRow], ledger: Ledger
) -> tuple[EncodingFound, ...]:
    """Add the repairs and issues of converted columns to the ledger and return what was found.

    Only cells of headers and of data rows whose column is read are told; what
    may name a person is masked, and what stands elsewhere leaves no trace.
    """
    told = _told(converted.conversions, tables, {(row.sheet, row.row) for row in rows})
    for change, place in told:
        is_free = place.field in FREE
        ledger.repair(change.code, place, MASK if is_free else change.before, MASK if is_free else change.after)
    for doubt in converted.doubts:
        letter = get_column_letter(doubt.column)
        place = _column_place(doubt.sheet, doubt.column, tables)
        ledger.doubt("encoding_doubtful", place, letter=letter, encoding=NAMES[doubt.code], cells=doubt.cells)
    found = _found(converted.conversions, told)
    for (sheet, number, code), column in found.items():
        ledger.doubt(
            "encoding_converted",
            _column_place(sheet, number, tables),
            column.before,
            letter=column.letter,
            encoding=NAMES[code],
            cells=column.cells,
            after=column.after,
        )
    return tuple(found.values())


def _told(changes: Iterable[Conversion], tables: Sequence[Table], data: set[tuple[str, int]]) -> list[Told]:
    """Return the converted cells whose text is read, with their places."""
    headed = [(table, {column.number: column for column in table.header.columns}) for table in tables]
    told = []
    for change in changes:
        for table, columns in headed:
            column = columns.get(change.column)
            is_inside = table.sheet.name == change.sheet and table.header.row <= change.row <= table.last_row
            if not is_inside or column is None:
                continue
            if change.row == table.header.row:
                told.append((change, Place(sheet=change.sheet, row=change.row, column=column.header)))
            elif column.field not in _UNREAD and (change.sheet, change.row) in data:
                place = Place(sheet=change.sheet, row=change.row, column=column.header, field=column.field)
                told.append((change, place))
    return told


def _found(changes: Iterable[Conversion], told: Iterable[Told]) -> dict[tuple[str, int, str], EncodingFound]:
    """Return each converted column with the first cell of it that may be shown, data before headers."""
    counts: dict[tuple[str, int, str], int] = {}
    for change in changes:
        if change.code != INVISIBLE:
            counts[_key(change)] = counts.get(_key(change), 0) + 1
    examples: dict[tuple[str, int, str], Conversion] = {}
    for change, place in sorted(told, key=lambda pair: not pair[1].field):
        if place.field not in _UNSHOWN:
            examples.setdefault(_key(change), change)
    return {key: _encoding_found(key, count, examples.get(key)) for key, count in sorted(counts.items())}


def _encoding_found(key: tuple[str, int, str], cells: int, example: Conversion | None) -> EncodingFound:
    sheet, number, code = key
    return EncodingFound(
        sheet=sheet,
        letter=get_column_letter(number),
        encoding=code,
        cells=cells,
        before=without_numbers(example.before) if example else MASK,
        after=without_numbers(example.after) if example else MASK,
    )


def _key(change: Conversion) -> tuple[str, int, str]:
    return change.sheet, change.column, change.code


def _column_place(sheet: str, number: int, tables: Sequence[Table]) -> Place:
    """Return the header of a column, or its letter where it has none."""
    letter = get_column_letter(number)
    for table in tables:
        if table.sheet.name == sheet:
            headers = {column.number: column.header for column in table.header.columns}
            return Place(sheet=sheet, row=table.header.row, column=headers.get(number, letter))
    return Place(sheet=sheet, column=letter)
