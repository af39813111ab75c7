"""A page laid out as lines of cells: title block, header, numbers, groups, rows, subtotals, signatures."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from random import Random

from demo.dirt.cells import Cell
from demo.dirt.legacy import ENCODERS
from demo.dirt.lists import Page
from demo.dirt.places import commune_text
from demo.dirt.rows import Entry, Row, compose, with_dittos
from demo.dirt.truth import WrittenRow
from demo.dirt.words import DirtWords

HIDEABLE = ("tax_code", "phone", "notes")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Hold a laid-out page: lines from row 1, merged areas (row, column, row, column; from 1), what is hidden."""

    sheet: str
    lines: tuple[tuple[Cell, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...]
    hidden: tuple[int, ...]
    rows: tuple[WrittenRow, ...]
    secrets: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class _Drawing:
    """Collect the lines of one page in their order; ``number`` is the last running number."""

    width: int
    number: int = 0
    lines: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)

    def line(self, **cells: Cell) -> int:
        """Add a line of cells by column ("c0", "c1" ...) and return its row from 1."""
        line: list[Cell] = [None] * self.width
        for name, cell in cells.items():
            line[int(name[1:])] = cell
        self.lines.append(line)
        return len(self.lines)

    def across(self, text: str) -> None:
        """Add a line of one text that is merged over all columns."""
        row = self.line(c0=text)
        self.merges.append((row, 1, row, self.width))


def lay_out(rng: Random, page: Page, words: DirtWords, *, on: date, is_old: bool) -> Grid:
    """Return a page as lines, and where each of its rows stands."""
    drawing = _Drawing(width=len(page.plan.fields))
    texts = _encoded_texts(page)
    _title(rng, drawing, page, words, is_old=is_old, texts=texts)
    _header(rng, drawing, page, texts)
    rows = with_dittos(rng, _ordered(page, [compose(rng, entry, page.plan, words) for entry in page.entries]))
    written = _body(rng, drawing, page, rows, words, texts)
    _signatures(rng, drawing, words, on=on, texts=texts)
    columns = enumerate(page.plan.fields, start=1)
    return Grid(
        sheet=page.sheet,
        lines=tuple(map(tuple, drawing.lines)),
        merges=tuple(drawing.merges),
        hidden=tuple(number for number, name in columns if name in HIDEABLE and rng.random() < 0.15),
        rows=tuple(written),
        secrets=tuple(secret for row in rows for secret in row.secrets),
    )


def below(first: Grid, second: Grid) -> Grid:
    """Return two tables on one sheet, the second two lines below the first."""
    down = len(first.lines) + 2
    return replace(
        first,
        lines=(*first.lines, (), (), *second.lines),
        merges=(*first.merges, *((a + down, b, c + down, d) for a, b, c, d in second.merges)),
        hidden=(),
        rows=(*first.rows, *(replace(row, sheet=first.sheet, row=row.row + down) for row in second.rows)),
        secrets=(*first.secrets, *second.secrets),
    )


def _encoded_texts(page: Page) -> Callable[[str], str]:
    """Return how texts outside of the rows are stored: as the rows are where the whole page is in an old font."""
    return ENCODERS[page.encoding] if page.is_encoded_whole else str


def _title(
    rng: Random, drawing: _Drawing, page: Page, words: DirtWords, *, is_old: bool, texts: Callable[[str], str]
) -> None:
    left, right = words.titles["old" if is_old else "new"], words.titles["nation"]
    middle = drawing.width // 2
    if rng.random() < 0.8:
        for one, other in zip(left, right, strict=True):
            drawing.line(**{"c0": texts(one), f"c{middle}": texts(other)})
        drawing.line()
    drawing.across(texts(page.title))
    drawing.across(texts(words.on["old" if is_old else "new"]))
    for _ in range(rng.randint(0, 2)):
        drawing.line()


def _header(rng: Random, drawing: _Drawing, page: Page, texts: Callable[[str], str]) -> None:
    """Add one or two header lines and sometimes the numbers of the columns."""
    heads = [page.headers[name] for name in page.plan.fields]
    row = len(drawing.lines) + 1
    drawing.lines.append([texts(upper) for upper, _ in heads])
    if any(lower for _, lower in heads):
        drawing.lines.append([texts(lower) or None for _, lower in heads])
        for column, (upper, lower) in enumerate(heads, start=1):
            if not lower:
                drawing.merges.append((row, column, row + 1, column))
            elif column == 1 or heads[column - 2][0] != upper or not heads[column - 2][1]:
                _span(drawing, row, column, heads)
    if rng.random() < 0.4:
        form = rng.choice(("({})", "{}"))
        drawing.lines.append([form.format(number) for number in range(1, drawing.width + 1)])


def _span(drawing: _Drawing, row: int, column: int, heads: Sequence[tuple[str, str]]) -> None:
    """Merge an upper cell over the columns that follow with the same one."""
    last = column
    while last < len(heads) and heads[last][0] == heads[column - 1][0] and heads[last][1]:
        drawing.lines[row - 1][last] = None
        last += 1
    if last > column:
        drawing.merges.append((row, column, row, last))


def _body(
    rng: Random, drawing: _Drawing, page: Page, rows: list[Row], words: DirtWords, texts: Callable[[str], str]
) -> list[WrittenRow]:
    """Add group lines, rows, subtotals and the total, and return where each row came to stand."""
    style = _Style(
        restarts=rng.random() < 0.5,
        counts=rng.random() < 0.3,
        subtotals=rng.random() < 0.4,
        is_upper=rng.random() < 0.3,
        is_merged=rng.random() < 0.5,
        name_column=f"c{page.plan.fields.index('name')}",
        texts=texts,
    )
    written = list(_section(rng, drawing, page, rows, words, style, levels=page.groups))
    if rng.random() < 0.6:
        drawing.line(**{rng.choice(("c0", style.name_column)): texts(f"Tổng cộng: {len(rows)} cơ sở")})
    return written


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """Hold how a page writes its groups: numbers restart, counts behind names, subtotals, capitals, merged lines."""

    restarts: bool
    counts: bool
    subtotals: bool
    is_upper: bool
    is_merged: bool
    name_column: str
    texts: Callable[[str], str]


def _section(
    rng: Random,
    drawing: _Drawing,
    page: Page,
    rows: list[Row],
    words: DirtWords,
    style: _Style,
    *,
    levels: tuple[str, ...],
) -> Iterator[WrittenRow]:
    """Yield the written rows of a group, its subgroups in order."""
    if not levels:
        for row in rows:
            drawing.number += 1
            venue = row.entry.venue
            fields = enumerate(page.plan.fields)
            line = drawing.line(**{f"c{column}": _stored(row, name, page, drawing.number) for column, name in fields})
            yield WrittenRow(
                sheet=page.sheet, row=line, venue=venue.id, entity=venue.entity, is_line=venue.is_line, fields=row.truth
            )
        return
    is_outer = levels == page.groups
    for place, (_, group) in enumerate(groupby(rows, key=lambda row: _group(row.entry, levels[0]))):
        inside = list(group)
        _group_line(drawing, _group_text(rng, inside[0].entry, levels[0], words), len(inside), place, style, is_outer)
        yield from _section(rng, drawing, page, inside, words, style, levels=levels[1:])
        if is_outer and style.subtotals:
            drawing.line(**{style.name_column: style.texts(rng.choice(("Cộng", f"Cộng: {len(inside)} cơ sở")))})


def _group_line(drawing: _Drawing, text: str, count: int, place: int, style: _Style, is_outer: bool) -> None:
    drawing.number = 0 if style.restarts else drawing.number
    text = text.upper() if style.is_upper and is_outer else text
    text = style.texts(f"{text} ({count} cơ sở)" if style.counts else text)
    mark, sign = (ROMAN[place % len(ROMAN)], ".") if is_outer else ("abcdefghijklmnop"[place], ")")
    if style.is_merged:
        drawing.across(f"{mark}{sign} {text}")
    else:
        drawing.line(**{"c0": mark, style.name_column: text})


def _ordered(page: Page, rows: list[Row]) -> list[Row]:
    """Return the rows in the order of the page's groups."""
    return sorted(rows, key=lambda row: [_group(row.entry, level) for level in page.groups])


def _group(entry: Entry, level: str) -> str:
    return entry.venue.commune.name if level == "commune" else entry.venue.kind


def _group_text(rng: Random, entry: Entry, level: str, words: DirtWords) -> str:
    return commune_text(rng, entry.venue.commune) if level == "commune" else words.kinds[entry.venue.kind].texts[0]


def _stored(row: Row, name: str, page: Page, number: int) -> Cell:
    if name == "stt":
        return number
    cell = row.cells[name]
    return ENCODERS[page.encoding](cell) if name in page.plan.encoded and isinstance(cell, str) else cell


def _signatures(rng: Random, drawing: _Drawing, words: DirtWords, *, on: date, texts: Callable[[str], str]) -> None:
    if rng.random() < 0.2:
        return
    drawing.line()
    right = f"c{drawing.width * 2 // 3}"
    drawing.line(**{right: texts(words.place.format(day=on.day, month=on.month, year=on.year))})
    maker, head, signed = words.titles["signatures"]
    drawing.line(**{"c1": texts(maker), right: texts(head)})
    drawing.line(**{"c1": texts(signed), right: texts(signed)})
