"""The data rows of a sheet, with what its groups, name and title say about them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from register.book import Cell, RawSheet, has_content
from register.communes import mention_in, units_named
from register.fold import fold
from register.grammar import DITTO, DITTO_MAX_LENGTH, DITTO_SIGNS
from register.groups import Group, entered
from register.header import Header
from register.kinds import types_in
from register.ledger import FREE, Ledger, Place
from register.lexicon import Lexicon
from register.lines import Line, LineKind, group_of, kind_of, read_line
from register.linting import MASK
from register.numbers import cell_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Hold a table of a sheet: its rows with those of its title, its header, and where the header stands again."""

    sheet: RawSheet
    header: Header
    last_row: int
    first_row: int = 1
    header_again: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """Hold one data row before repair.

    ``headers`` name the column of each field as the office does; ``group`` is
    what the group lines above say, ``sheet_group`` what the sheet's name or
    title says; ``uncomputed`` are fields with a formula without a value.
    """

    sheet: str
    row: int
    cells: Mapping[str, Cell]
    headers: Mapping[str, str]
    group: Group
    sheet_group: Group
    uncomputed: frozenset[str]

    @property
    def key(self) -> str:
        """Return the row's key."""
        return f"{self.sheet}!{self.row}"

    def place(self, field: str) -> Place:
        """Return where a field of this row stands."""
        return Place(sheet=self.sheet, row=self.row, column=self.headers.get(field, ""), field=field)


def data_rows(table: Table, lexicon: Lexicon, ledger: Ledger) -> tuple[DataRow, ...]:
    """Return the table's data rows in order; lines that may hold something unread are doubted."""
    sheet, header = table.sheet, table.header
    headers = _headers(header, lexicon)
    sheet_group = _sheet_group(table, lexicon)
    rows: list[DataRow] = []
    group, order, is_over = Group(), tuple[str, ...](), False
    for number in range(header.row + 1, table.last_row + 1):
        line = read_line(sheet, header, number)
        kind = kind_of(line, sheet, header, lexicon, table.header_again)
        if kind is LineKind.GROUP:
            group, order = entered(group, order, group_of(line, header, lexicon) or Group())
        # After a signature only a header or a numbered row begins something new.
        is_over = (is_over or kind is LineKind.SIGNATURE) and kind is not LineKind.HEADER
        if kind is LineKind.DATA and (not is_over or (line.is_numbered and line.filled >= 2)):
            previous = rows[-1].cells if rows else {}
            row = _data_row(sheet, line, headers, group, sheet_group)
            rows.append(_without_dittos(row, previous, ledger))
        elif kind in (LineKind.SKIPPED, LineKind.CONTINUED) and not is_over:
            # The text may name a person, so the place alone is told.
            ledger.doubt(f"row_{kind}", Place(sheet=sheet.name, row=number))
    return tuple(rows)


def _data_row(sheet: RawSheet, line: Line, headers: Mapping[str, str], group: Group, sheet_group: Group) -> DataRow:
    return DataRow(
        sheet=sheet.name,
        row=line.row,
        cells=line.cells,
        headers=headers,
        group=group,
        sheet_group=sheet_group,
        uncomputed=frozenset(field for field, column in line.columns.items() if (line.row, column) in sheet.uncomputed),
    )


def _headers(header: Header, lexicon: Lexicon) -> Mapping[str, str]:
    found = {column.field: column.header for column in reversed(header.columns) if column.field}
    return {**lexicon.names.titles, **found}


def _sheet_group(table: Table, lexicon: Lexicon) -> Group:
    """Return what the sheet's name says, else its title, of communes and types without a column."""
    name, title = table.sheet.name, table.header.title
    mention = name if units_named(name, lexicon.communes) else mention_in(name, lexicon.communes)
    is_known = bool(units_named(mention, lexicon.communes))
    return Group(
        commune=mention if is_known else _title_commune(table, lexicon),
        type=name if len(types_in(name, lexicon.types)) == 1 else _title_type(title, table, lexicon),
    )


def _title_commune(table: Table, lexicon: Lexicon) -> str:
    if "commune" in table.header.fields:
        return ""
    mentions = {mention_in(line, lexicon.communes) for line in table.header.title}
    known = {fold(mention): mention for mention in sorted(mentions) if units_named(mention, lexicon.communes)}
    return next(iter(known.values())) if len(known) == 1 else ""


def _title_type(title: tuple[str, ...], table: Table, lexicon: Lexicon) -> str:
    if "type" in table.header.fields:
        return ""
    named = {kind: line for line in title for kind in types_in(line, lexicon.types)}
    return next(iter(named.values())) if len(named) == 1 else ""


def _without_dittos(row: DataRow, previous: Mapping[str, Cell], ledger: Ledger) -> DataRow:
    """Return the row with "nt" and ditto marks replaced by what stands above them."""
    dittos = [field for field, cell in row.cells.items() if field != "stt" and _is_ditto(cell)]
    if not dittos:
        return row
    cells = dict(row.cells)
    for field in dittos:
        before, above = cell_text(cells[field]), previous.get(field)
        if has_content(above):
            ledger.repair("ditto", row.place(field), before, MASK if field in FREE else cell_text(above))
        else:
            ledger.doubt("ditto_without_source", row.place(field), before)
        cells[field] = above
    return replace(row, cells=cells)


def _is_ditto(cell: Cell) -> bool:
    if not isinstance(cell, str) or len(cell) > DITTO_MAX_LENGTH:
        return False
    return cell.strip() in DITTO_SIGNS or fold(cell) in DITTO
