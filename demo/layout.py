"""Which line of the register holds what: one sheet for each former commune."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from demo.names import DemoNames
from demo.places import Land
from demo.planting import Entry, RowKind
from domain.places import CommuneKey

HEADER_ROW = 7
"""Below the title block; the header takes two rows, the numbers of the columns a third."""
FIRST_ROW = HEADER_ROW + 3

FLAT = (
    "stt", "name", "type", "owner_name", "phone", "citizen_number", "address", "hamlet", "commune", "tax_code",
    "reg_no", "licence_no", "licence_on", "rooms", "staff_total", "hours", "coords", "last_inspected_on", "violations",
    "status", "notes",
)  # fmt: skip
"""The columns of a sheet without groups; the citizens' numbers, which an import must drop, are in one sheet only."""
BY_TYPE = tuple(name for name in FLAT if name not in ("type", "hamlet", "commune", "citizen_number"))
LETTERS = "ABCDEFGHIKLMNO"
"""Numbers of groups, as offices letter them."""


class LineKind(StrEnum):
    """Say what a line of a sheet is."""

    GROUP = "group"
    DATA = "data"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Hold one line below the header: its row from 1, and its text or its entry with the running number."""

    row: int
    kind: LineKind
    text: str = ""
    number: int = 0
    entry: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSheet:
    """Hold one sheet: its fields from left to right and its lines from top to bottom."""

    name: str
    commune: CommuneKey
    commune_text: str
    by_type: bool
    fields: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Yield the data rows: key and entry."""
        for line in self.lines:
            if line.entry is not None:
                yield self.key(line), line.entry

    def key(self, line: Line) -> str:
        """Return a line's key, ``sheet!row``."""
        return f"{self.name}!{line.row}"


def lay_out(entries: Sequence[Entry], lands: Sequence[Land], names: DemoNames) -> tuple[DemoSheet, ...]:
    """Return the sheets in the order of lands; a duplicate stands below what it repeats."""
    sheets = []
    for land in lands:
        mine = [entry for entry in entries if entry.business.commune == land.commune.key]
        parts = land.parts
        fields = BY_TYPE if parts.by_type else FLAT
        if not parts.has_citizen_number:
            fields = tuple(field for field in fields if field != "citizen_number")
        texts = _grouped(mine, names) if parts.by_type else _by_hamlet(mine)
        total = Line(row=0, kind=LineKind.TOTAL, text=names.workbook.total.format(count=len(mine)))
        sheets.append(
            DemoSheet(
                name=parts.sheet,
                commune=land.commune.key,
                commune_text=f"{land.commune.kind} {land.commune.name}",
                by_type=parts.by_type,
                fields=fields,
                lines=_with_rows([*texts, total]),
            )
        )
    return tuple(sheets)


def _with_rows(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(
        Line(row=row, kind=line.kind, text=line.text, number=line.number, entry=line.entry)
        for row, line in enumerate(lines, start=FIRST_ROW)
    )


def _grouped(entries: Sequence[Entry], names: DemoNames) -> list[Line]:
    """Return a group for each type, numbered from 1 in each, with its subtotal."""
    lines = []
    kinds = [kind for kind in names.types if any(entry.business.type == kind.code for entry in entries)]
    for letter, kind in zip(LETTERS, kinds, strict=False):
        group = _by_hamlet([entry for entry in entries if entry.business.type == kind.code])
        lines.append(Line(row=0, kind=LineKind.GROUP, text=f"{letter}. {kind.texts[0]}"))
        lines += group
        lines.append(Line(row=0, kind=LineKind.SUBTOTAL, text=names.workbook.subtotal, number=len(group)))
    return lines


def _by_hamlet(entries: Sequence[Entry]) -> list[Line]:
    """Return true rows by hamlet, establishments at one address together, then the planted rows."""
    ordered = sorted(entries, key=lambda e: (e.kind is not RowKind.TRUE, e.business.hamlet, e.business.entity))
    return [Line(row=0, kind=LineKind.DATA, number=n, entry=entry) for n, entry in enumerate(ordered, start=1)]
