"""Where a sheet's header stands and what each column means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter

from register.book import Cell, RawSheet
from register.fold import fold
from register.kinds import index_types
from register.linting import without_numbers
from register.report import RegisterReference

DROPPED = "dropped"
IGNORED = "ignored"
TICK = "tick"
"""A column headed by a type of business, ticked in the rows of that type."""
LAST_HEADER_ROW = 15
MIN_FIELDS = 2
"""A row that names fewer known columns than this is no header."""

PERSONAL = frozenset({"owner_name", "phone"})
"""Fields about persons, kept in the restricted table only."""
CERTIFICATES = frozenset({"reg_no", "licence_no", "security_no"})
"""Fields that may stand above "Số" and "Ngày cấp"."""
COUNTS = frozenset({"rooms", "staff_total"})
"""Fields of which only a number is kept: a hand mapping may take a column about persons for one."""

_IN_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnNames:
    """Hold the aliases ready for matching: folded alias to field, folded words that drop a column.

    ``mapping`` is what the user decided: folded header to field or ``ignored``.
    """

    fields: Mapping[str, str]
    mapping: Mapping[str, str]
    types: frozenset[str]
    """Folded labels and aliases of the office's types."""
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


def column_names(reference: RegisterReference, mapping: Mapping[str, str]) -> ColumnNames:
    """Return the office's aliases and the user's own mapping ready for matching."""
    return ColumnNames(
        mapping={fold(header): field or IGNORED for header, field in mapping.items()},
        fields={fold(alias): field for field, aliases in reference.columns.items() for alias in aliases},
        types=frozenset(phrase for phrase, _ in index_types(reference.types).phrases),
        dropped=tuple(f" {fold(alias)} " for alias in reference.dropped),
        titles={field: aliases[0] for field, aliases in reference.columns.items() if aliases},
    )


def find_header(sheet: RawSheet, names: ColumnNames) -> Header | None:
    """Return the header among the first 15 rows that names most fields, the earliest of equals.

    A header of two rows is taken only where the second row names fields that
    the first alone does not, hides a column about persons, or is merged into it.
    """
    last = min(LAST_HEADER_ROW, len(sheet.rows))
    candidates = [(row, depth, columns_at(sheet, row, depth, names)) for depth in (1, 2) for row in range(1, last + 1)]
    best = max(candidates, key=lambda candidate: header_score(sheet, *candidate), default=None)
    if best is None or len(_fields(best[2])) < MIN_FIELDS:
        return None
    row, depth, columns = best
    return Header(row=row + depth - 1, columns=columns, title=title_lines(sheet, range(1, row)))


def header_score(
    sheet: RawSheet, row: int, depth: int, columns: tuple[Column, ...]
) -> tuple[bool, int, int, int, bool]:
    """Return what makes a header good; max() keeps the first of equals, so one row goes before two.

    A field about persons counts after what hides one: "Chủ cơ sở" alone would take the number below it for a name.
    """
    dropped = sum(column.field == DROPPED for column in columns)
    is_merged_down = depth == 2 and any((row + 1, column.number) in sheet.continued for column in columns)
    fields = _fields(columns)
    has_name = "name" in fields and len(fields) > MIN_FIELDS
    ticks = sum(column.field == TICK for column in columns)
    return has_name, len(fields - PERSONAL), dropped + ticks, len(fields), is_merged_down


def field_of(header: str, names: ColumnNames) -> str:
    """Return the field of a header, ``ignored`` or ``dropped`` (about persons), else ``""``."""
    if chosen := _chosen(header, names):
        return chosen
    for text in (header, _IN_BRACKETS.sub(" ", header)):
        if field := names.fields.get(fold(text)):
            return field
    return DROPPED if _is_personal(header, names) else ""


def _chosen(header: str, names: ColumnNames) -> str:
    """Return the field that the user chose for a header, "" for none."""
    field = names.mapping.get(fold(header), "") if names.mapping else ""
    is_safe = field in COUNTS or field == IGNORED or not _is_personal(header, names)
    return field if is_safe else ""


def _is_personal(header: str, names: ColumnNames) -> bool:
    words = f" {fold(header)} "
    return any(phrase in words for phrase in names.dropped)


def _fields(columns: tuple[Column, ...]) -> frozenset[str]:
    named = frozenset("type" if column.field == TICK else column.field for column in columns)
    return named - {"", DROPPED, IGNORED}


def columns_at(sheet: RawSheet, row: int, depth: int, names: ColumnNames) -> tuple[Column, ...]:
    """Return the columns that a header of one or two rows would have there."""
    upper = _line(sheet, row)
    columns = _single(upper, names) if depth == 1 else _double(upper, _line(sheet, row + 1), names)
    return _settled(columns, names)


def _settled(columns: tuple[Column, ...], names: ColumnNames) -> tuple[Column, ...]:
    """Return the columns with what only their neighbours tell.

    Several unknown columns headed by types are ticked in the rows of that type;
    of two days of issue the one behind a registration is not the licence's.
    """
    ticks = [column for column in columns if not column.field and fold(column.header) in names.types]
    are_ticks = len(ticks) > 1 and "type" not in _fields(columns)
    issued = [column for column in columns if column.field == "licence_on"]
    settled: list[Column] = []
    for column in columns:
        before = settled[-1].field if settled else ""
        if are_ticks and column in ticks:
            column = replace(column, field=TICK)
        elif column in issued[:-1] and before in CERTIFICATES - {"licence_no"}:
            column = replace(column, field="")
        settled.append(column)
    return tuple(settled)


def _line(sheet: RawSheet, row: int) -> list[str]:
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    return [_label(cell) for cell in cells]


def _label(cell: Cell) -> str:
    # Headers are shown in messages; a number of a person in one is hidden like anywhere else.
    return without_numbers(" ".join(cell.split())) if isinstance(cell, str) else ""


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
    if field := field_of(f"{top} {bottom}", names):
        return field
    above, field = field_of(top, names), field_of(bottom, names)
    # "Chủ cơ sở / Địa chỉ" is where a person lives, not where the business is.
    if above in PERSONAL and field not in PERSONAL:
        return DROPPED
    if above == "type" and not field and fold(bottom) in names.types:
        return TICK
    if above in CERTIFICATES and fold(bottom) in ("so", "so hieu", "ma so"):
        return above
    # The day of a registration is not the day of the licence.
    return "" if above in CERTIFICATES - {"licence_no"} and field.startswith("licence_") else field


def title_lines(sheet: RawSheet, rows: range) -> tuple[str, ...]:
    """Return the texts of the lines above a header, each once."""
    lines = (dict.fromkeys(_line(sheet, row)) for row in rows)
    return tuple(label for line in lines for label in line if label)
