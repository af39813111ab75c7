"""Where a sheet's header stands and what each column means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from register.book import Cell, RawSheet
from register.fold import fold
from register.report import RegisterReference

DROPPED = "dropped"
LAST_HEADER_ROW = 15
MIN_FIELDS = 2
"""A row that names fewer known columns than this is no header."""

_IN_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnNames:
    """Hold the aliases ready for matching: folded alias to field, folded words that drop a column."""

    fields: Mapping[str, str]
    dropped: tuple[str, ...]
    titles: Mapping[str, str]
    """The first alias of each field as the office writes it, for messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Hold one headed column; ``number`` starts at 1, ``field`` is as in ColumnFound."""

    number: int
    header: str
    field: str

    @property
    def letter(self) -> str:
        """Return the column as a workbook names it: A, B ... AA."""
        return get_column_letter(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Hold a header: its last row (from 1), its columns, and the lines of the title above it."""

    row: int
    columns: tuple[Column, ...]
    title: tuple[str, ...]

    @property
    def fields(self) -> frozenset[str]:
        """Return the fields that the header names."""
        return _fields(self.columns)


def column_names(reference: RegisterReference) -> ColumnNames:
    """Return the office's aliases ready for matching."""
    return ColumnNames(
        fields={fold(alias): field for field, aliases in reference.columns.items() for alias in aliases},
        dropped=tuple(f" {fold(alias)} " for alias in reference.dropped),
        titles={field: aliases[0] for field, aliases in reference.columns.items() if aliases},
    )


def find_header(sheet: RawSheet, names: ColumnNames) -> Header | None:
    """Return the header among the first 15 rows that names most fields, the earliest of equals.

    A header of two rows is taken only where the second row names fields that
    the first alone does not, hides a column about persons, or is merged into it.
    """
    last = min(LAST_HEADER_ROW, len(sheet.rows))
    candidates = [(row, depth, _columns(sheet, row, depth, names)) for depth in (1, 2) for row in range(1, last + 1)]
    best = max(candidates, key=lambda candidate: _score(sheet, *candidate), default=None)
    if best is None or len(_fields(best[2])) < MIN_FIELDS:
        return None
    row, depth, columns = best
    return Header(row=row + depth - 1, columns=columns, title=_title(sheet, row))


def _score(sheet: RawSheet, row: int, depth: int, columns: tuple[Column, ...]) -> tuple[int, int, bool]:
    """Return what makes a header good; max() keeps the first of equals, so one row goes before two."""
    dropped = sum(column.field == DROPPED for column in columns)
    is_merged_down = depth == 2 and any((row + 1, column.number) in sheet.continued for column in columns)
    return len(_fields(columns)), dropped, is_merged_down


def field_of(header: str, names: ColumnNames) -> str:
    """Return the field of a header, ``dropped`` for one about persons, else ``""``."""
    for text in (header, _IN_BRACKETS.sub(" ", header)):
        if field := names.fields.get(fold(text)):
            return field
    words = f" {fold(header)} "
    return DROPPED if any(phrase in words for phrase in names.dropped) else ""


def _fields(columns: tuple[Column, ...]) -> frozenset[str]:
    return frozenset(column.field for column in columns) - {"", DROPPED}


def _columns(sheet: RawSheet, row: int, depth: int, names: ColumnNames) -> tuple[Column, ...]:
    upper = _line(sheet, row)
    if depth == 1:
        return _single(upper, names)
    return _double(upper, _line(sheet, row + 1), names)


def _line(sheet: RawSheet, row: int) -> list[str]:
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    return [_label(cell) for cell in cells]


def _label(cell: Cell) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _single(labels: list[str], names: ColumnNames) -> tuple[Column, ...]:
    return tuple(
        Column(number=number, header=label, field=field_of(label, names))
        for number, label in enumerate(labels, start=1)
        if label
    )


def _double(upper: list[str], lower: list[str], names: ColumnNames) -> tuple[Column, ...]:
    columns = []
    above = ""
    for index in range(max(len(upper), len(lower))):
        top = upper[index] if index < len(upper) else ""
        bottom = lower[index] if index < len(lower) else ""
        above = top or (above if bottom else "")
        if header := _joined(above, bottom):
            columns.append(Column(number=index + 1, header=header, field=_field_of_pair(above, bottom, names)))
    return tuple(columns)


def _joined(top: str, bottom: str) -> str:
    return " / ".join(dict.fromkeys(label for label in (top, bottom) if label))


def _field_of_pair(top: str, bottom: str, names: ColumnNames) -> str:
    """Return the field of a column with two header cells; the upper alone counts only over a blank."""
    if not bottom or top == bottom:
        return field_of(top, names)
    # "Nhân viên / SĐT" is about persons though "SĐT" alone is not.
    return field_of(f"{top} {bottom}", names) or field_of(bottom, names)


def _title(sheet: RawSheet, first_row: int) -> tuple[str, ...]:
    lines = (dict.fromkeys(_line(sheet, row)) for row in range(1, first_row))
    return tuple(label for line in lines for label in line if label)
