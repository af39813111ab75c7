"""Headers below the first one: printed again on the next page, or those of another table."""

from collections.abc import Iterator
from dataclasses import dataclass

from register.book import Cell, RawSheet, has_content
from register.fold import fold
from register.header import Column, ColumnNames, Header, columns_at, find_header, header_score, title_lines

_MIN_FIELDS = 3
"""Lower down a line must name more fields than at the top: a business may be called "Cơ sở"."""
_LONGEST_LABEL = 80
_TITLE_WORDS = ("danh sach", "bang ", "bieu ", "phu luc", "thong ke", "tong hop")
_MOST_TITLE_LINES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """Hold a header below the first: its first and last row, and its columns."""

    first_row: int
    last_row: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Hold one table of a sheet: its first row (of its title), header, last row, and where the header stands again."""

    header: Header
    first_row: int
    last_row: int
    header_again: frozenset[int]


def first_header(sheet: RawSheet, names: ColumnNames) -> Header | None:
    """Return the first header of a sheet, None for none.

    The best of the first rows may belong to a second table that names more
    fields; a full header above it goes first, so that no table is lost.
    """
    best = find_header(sheet, names)
    earlier = _further_headers(sheet, 1, names) if best else iter(())
    for further in earlier:
        if best is None or further.last_row >= best.row:
            break
        title = title_lines(sheet, range(1, further.first_row))
        return Header(row=further.last_row, columns=further.columns, title=title)
    return best


def blocks_of(sheet: RawSheet, first: Header, names: ColumnNames) -> tuple[Block, ...]:
    """Return the tables of a sheet below its first header, in order."""
    blocks: list[Block] = []
    header, start, again = first, 1, set[int]()
    for further in _further_headers(sheet, first.row + 1, names):
        if _fields_at(further.columns) == _fields_at(header.columns):
            again.update(range(further.first_row, further.last_row + 1))
            continue
        title_row = _title_row(sheet, further.first_row, header)
        blocks.append(Block(header=header, first_row=start, last_row=title_row - 1, header_again=frozenset(again)))
        title = title_lines(sheet, range(title_row, further.first_row))
        header, start, again = Header(row=further.last_row, columns=further.columns, title=title), title_row, set()
    blocks.append(Block(header=header, first_row=start, last_row=len(sheet.rows), header_again=frozenset(again)))
    return tuple(blocks)


def _fields_at(columns: tuple[Column, ...]) -> frozenset[tuple[int, str]]:
    return frozenset((column.number, column.field) for column in columns if column.field)


def _further_headers(sheet: RawSheet, start: int, names: ColumnNames) -> Iterator[Further]:
    row = start
    while row <= len(sheet.rows):
        further = _header_at(sheet, row, names) if _is_all_labels(sheet, row) else None
        if further:
            yield further
        row = further.last_row + 1 if further else row + 1


def _is_all_labels(sheet: RawSheet, row: int) -> bool:
    """Tell whether a line holds short texts only, three at least: cheap, most lines have a number."""
    count = 0
    for cell in sheet.rows[row - 1]:
        if cell is None:
            continue
        if not isinstance(cell, str) or len(cell) > _LONGEST_LABEL or cell.isdigit():
            return False
        count += 1
    return count >= _MIN_FIELDS


def _header_at(sheet: RawSheet, row: int, names: ColumnNames) -> Further | None:
    one = columns_at(sheet, row, 1, names)
    fields = Header(row=row, columns=one, title=()).fields
    if "name" not in fields or len(fields) < _MIN_FIELDS:
        return None
    two = columns_at(sheet, row, 2, names)
    has_name = "name" in Header(row=row, columns=two, title=()).fields
    is_double = has_name and header_score(sheet, row, 2, two) > header_score(sheet, row, 1, one)
    return Further(first_row=row, last_row=row + is_double, columns=two if is_double else one)


def _title_row(sheet: RawSheet, header_row: int, before: Header) -> int:
    """Return the first of the lines that stand as a title directly above a header."""
    name = next(column.number for column in before.columns if column.field == "name")
    row = header_row
    while row - 1 > before.row and header_row - row < _MOST_TITLE_LINES and _is_title(sheet.rows[row - 2], name):
        row -= 1
    return row


def _is_title(line: tuple[Cell, ...], name: int) -> bool:
    """Tell whether a line is blank or a title; one text alone in the name column may be a business."""
    filled = {number: cell for number, cell in enumerate(line, start=1) if has_content(cell)}
    texts = {cell for cell in filled.values() if isinstance(cell, str)}
    if len(texts) != len(set(filled.values())) or len(texts) > 1:
        return False
    text = next(iter(texts), "")
    return set(filled) != {name} or text.isupper() or fold(text).startswith(_TITLE_WORDS)
