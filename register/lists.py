"""Which list each row is of: sheets of one header that are cut by commune or type are one list."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from register.communes import units_named
from register.kinds import types_in
from register.lexicon import Lexicon
from register.report import RegisterRow
from register.rows import Table


def lists_of(rows: Sequence[RegisterRow], tables: Sequence[Table], lexicon: Lexicon) -> tuple[str, ...]:
    """Return for each row the name of its list.

    Two tables under one header are one list where they stand on one sheet, or
    where their sheets are named after communes or types; else the lists of two
    agencies may be told by their sheets, or by their headers on one sheet.
    """
    starts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for table in tables:
        starts[table.sheet.name].append((table.header.row, _name(table, lexicon)))
    found = {sheet: sorted(headers) for sheet, headers in starts.items()}
    return tuple(_list_at(found.get(row.source_sheet, []), row) for row in rows)


def _name(table: Table, lexicon: Lexicon) -> str:
    sheet = table.sheet.name
    is_cut = bool(units_named(sheet, lexicon.communes)) or len(types_in(sheet, lexicon.types)) == 1
    header = "|".join(column.header for column in table.header.columns)
    return header if is_cut else f"{sheet}!{header}"


def _list_at(headers: Sequence[tuple[int, str]], row: RegisterRow) -> str:
    place = bisect_right(headers, row.source_row, key=lambda header: header[0])
    return headers[place - 1][1] if place else row.source_sheet
