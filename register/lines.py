"""What each line below a header is: data, group, total, signature or nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from register.book import Cell, RawSheet, has_content
from register.fold import fold
from register.grammar import AFTER_TOTAL, NO_TICKS, SIGNATURES, TOTALS
from register.groups import Group, group_in, is_numbered
from register.header import DROPPED, IGNORED, PERSONAL, TICK, Column, Header
from register.lexicon import Lexicon
from register.numbers import cell_text

_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?|\([a-z]\)|[A-Z]")
_SIGNED_ON = re.compile(r"ngay( \d{1,2})? thang( \d{1,2})? nam\b")
_UNIT = re.compile(r"\([^()\d]{1,20}\)|ĐVT:?.{0,20}", re.IGNORECASE)
_BUSINESSES = re.compile(r"\(?\s*\d{1,4}\s*(?:cơ sở|cs|hộ|đơn vị|đv)\s*\)?", re.IGNORECASE)
_PAGE = re.compile(r"trang(?: so)? \d+(?: tren)?(?: \d+)?")
_ROMAN_OR_LETTER = re.compile(r"[ivx]+|[a-z]")
_LONGEST_NUMBERING = 12

_FEW_TEXTS = 3
"""A line of signatures or a total has no more texts than this."""


class LineKind(StrEnum):
    """Say what a line is."""

    BLANK = "blank"
    NUMBERS = "numbers"
    HEADER = "header"
    TOTAL = "total"
    SIGNATURE = "signature"
    GROUP = "group"
    CONTINUED = "continued"
    SKIPPED = "skipped"
    DATA = "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Hold one line: its cells by field, where each was taken from, and its different texts.

    A field with several columns has the first that is not blank. ``texts``
    leave out numbers, numbering and columns about persons.
    """

    row: int
    cells: Mapping[str, Cell]
    columns: Mapping[str, int]
    texts: tuple[str, ...]
    is_numbered: bool

    @property
    def filled(self) -> int:
        """Return how many fields hold something, the running number left out."""
        return len(self.cells) - ("stt" in self.cells)


def read_line(sheet: RawSheet, header: Header, row: int) -> Line:
    """Return a line of the sheet, without the columns about persons."""
    line = sheet.rows[row - 1]
    cells: dict[str, Cell] = {}
    columns: dict[str, int] = {}
    for column in header.columns:
        cell = line[column.number - 1] if column.number <= len(line) else None
        if column.field == TICK:
            _tick(column, cell, cells)
            continue
        is_formula = (row, column.number) in sheet.uncomputed
        if column.field not in ("", DROPPED, IGNORED, *cells) and (has_content(cell) or is_formula):
            cells[column.field] = cell
            columns[column.field] = column.number
    return Line(
        row=row, cells=cells, columns=columns, texts=_texts(line, header), is_numbered=_is_number(cells.get("stt"))
    )


def _tick(column: Column, cell: Cell, cells: dict[str, Cell]) -> None:
    """Add the type that heads a ticked column; "0" and "không" are no ticks."""
    if has_content(cell) and fold(cell_text(cell)) not in NO_TICKS:
        kind = column.header.split(" / ")[-1]
        cells["type"] = f"{cells['type']}, {kind}" if cells.get("type") else kind


def kind_of(
    line: Line, sheet: RawSheet, header: Header, lexicon: Lexicon, header_again: frozenset[int] = frozenset()
) -> LineKind:
    """Return what a line is; whatever looks like a business is data, so that none is lost."""
    if not line.filled and not line.texts:
        return LineKind.BLANK
    if line.row in header_again:
        return LineKind.HEADER
    is_below_header = line.row == header.row + 1 or line.row - 1 in header_again
    if is_below_header and _is_part_of_header(sheet.rows[line.row - 1]):
        return LineKind.NUMBERS
    if _repeats_header(line, header):
        return LineKind.HEADER
    if _is_continued(line, sheet):
        return LineKind.CONTINUED
    if group_of(line, header, lexicon):
        return LineKind.GROUP
    if line.is_numbered:
        return LineKind.DATA
    if _is_total(line):
        return LineKind.TOTAL
    if _is_signature(line):
        return LineKind.SIGNATURE
    return LineKind.DATA if _is_data(line) else LineKind.SKIPPED


def group_of(line: Line, header: Header, lexicon: Lexicon) -> Group | None:
    """Return what a group line says, None for a line that is no group.

    A line with a running number, or with its one text unmarked in the name
    column, may be a business: there a known commune with its kind is needed.
    """
    texts = [text for text in line.texts if not _BUSINESSES.fullmatch(text)]
    if len(texts) != 1:
        return None
    text = texts[0]
    is_marked = is_numbered(text) or ("stt" in line.cells and not line.is_numbered)
    is_plain = line.is_numbered or (set(line.columns) - {"stt"} == {"name"} and not is_marked)
    group = group_in(
        text, lexicon, is_plain=is_plain, may_be_business=_may_be_business(line, header), is_alone=line.filled <= 1
    )
    return _without_own_hamlet(group, text, line) if group and group.hamlet else group


def is_signed_on(text: str) -> bool:
    """Tell whether a text is the place and day above a signature: "Tân Châu, ngày 5 tháng 3 năm 2023"."""
    return bool(_SIGNED_ON.search(fold(text)))


def _without_own_hamlet(group: Group, text: str, line: Line) -> Group | None:
    """Return a group without the hamlet that stands in another column: that is a row whose name is missing."""
    stands_first = "name" in line.columns or not line.columns or line.cells.get("stt") == text
    kept = group if stands_first else replace(group, hamlet="")
    return kept if kept != Group() else None


def _may_be_business(line: Line, header: Header) -> bool:
    """Tell whether a line whose one text is a type has more: several figures, or a number in a list with types."""
    figures = [cell for field, cell in line.cells.items() if field != "stt" and not isinstance(cell, str)]
    return len(figures) > 1 or (line.is_numbered and ("type" in header.fields or line.filled > 1))


def _texts(line: tuple[Cell, ...], header: Header) -> tuple[str, ...]:
    hidden = {column.number for column in header.columns if column.field in (DROPPED, *PERSONAL)}
    texts = dict.fromkeys(
        cell.strip() for number, cell in enumerate(line, start=1) if isinstance(cell, str) and number not in hidden
    )
    return tuple(text for text in texts if not _is_numbering(text))


def _is_numbering(text: str) -> bool:
    """Tell whether a text is a number, "II." or "a)": no words of its own."""
    words = fold(text) if len(text) <= _LONGEST_NUMBERING else text
    return not words or words.isdigit() or bool(_ROMAN_OR_LETTER.fullmatch(words))


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return fold(cell).isdigit()
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _is_part_of_header(line: tuple[Cell, ...]) -> bool:
    """Tell whether a line below a header numbers its columns, "(1) (2)", or gives their units, "(phòng) (người)"."""
    texts = [cell.strip() for cell in line if has_content(cell) and isinstance(cell, str)]
    are_units = len(texts) == sum(map(has_content, line)) and all(_UNIT.fullmatch(text) for text in texts)
    return are_units or _is_column_numbers(line)


def _is_column_numbers(line: tuple[Cell, ...]) -> bool:
    cells = [str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell) for cell in line if cell]
    return len(cells) >= 3 and all(_COLUMN_NUMBER.fullmatch(cell.strip()) for cell in cells)


def _repeats_header(line: Line, header: Header) -> bool:
    labels = {column.field: column.header.split(" / ")[-1] for column in header.columns}
    if not _is_same(line.cells.get("name"), labels["name"]):
        return False
    return any(_is_same(cell, labels[field]) for field, cell in line.cells.items() if field != "name")


def _is_same(cell: Cell, label: str) -> bool:
    return isinstance(cell, str) and fold(cell) == fold(label) != ""


def _is_continued(line: Line, sheet: RawSheet) -> bool:
    """Tell whether the line belongs to the business above.

    Its name and number are merged down and it has no type of its own; with
    one, it is another line of business at the same address.
    """

    def is_merged(field: str) -> bool:
        return field not in line.columns or (line.row, line.columns[field]) in sheet.continued

    return "name" in line.columns and all(map(is_merged, ("name", "stt", "type")))


def _is_total(line: Line) -> bool:
    if not line.texts or len(line.texts) > _FEW_TEXTS:
        return False
    words = fold(line.texts[0])
    if _PAGE.fullmatch(words):
        return True
    for total in TOTALS:
        if words == total or words.startswith(f"{total} "):
            after = words[len(total) :].split()
            return not after or after[0].isdigit() or after[0] in AFTER_TOTAL
    return False


def _is_signature(line: Line) -> bool:
    if len(line.texts) > _FEW_TEXTS:
        return False
    folded = [fold(text) for text in line.texts]
    return any(
        _SIGNED_ON.search(words)
        or words.startswith(tuple(f"{phrase} " for phrase in SIGNATURES))
        or words in SIGNATURES
        for words in folded
    )


def _is_data(line: Line) -> bool:
    """Tell whether an unnumbered line is data: it has a name of its own, or two fields with a text among them."""
    name = line.cells.get("name")
    if _is_merged_across(name, line):
        return False
    has_text = any(isinstance(cell, str) for field, cell in line.cells.items() if field != "name")
    return isinstance(name, str) or (line.filled >= 2 and has_text)


def _is_merged_across(name: Cell, line: Line) -> bool:
    others = [cell for field, cell in line.cells.items() if field != "name"]
    return name is not None and bool(others) and all(cell == name for cell in others)
