"""Tables of HTML that systems of the administration save under the name .xls: simple ones are read."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from domain.errors import InputError
from register.archive import MAX_CELLS
from register.book import MAX_COLUMNS, MAX_ROWS, Cell, RawSheet
from register.book_text import decode_html

SHEET_NAME = "HTML"
_MAX_SPAN = 1000
_MAX_TAGS = 3 * MAX_CELLS
_MAX_COMMENTS = 200
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_SILENT = frozenset({"script", "style", "title"})


@dataclass(slots=True)
class _Table:
    """Collect one table; ``reached`` are cells of later rows, by row and column, that a cell above spans."""

    rows: list[list[Cell]] = field(default_factory=list)
    reached: dict[int, dict[int, str]] = field(default_factory=dict)
    continued: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)


def read_html(content: bytes) -> tuple[RawSheet, ...]:
    """Return one sheet for each outer table of a page; nothing in it is run or fetched.

    A table inside a cell is text of that cell. Columns that a style sheet
    hides cannot be told.

    Raises
    ------
    InputError
        ``register.other_kind`` for a page without a table,
        ``register.too_many_rows``, ``register.too_many_cells``.
    """
    text = decode_html(content)
    _check_markup(text)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.finish()
    tables = [table for table in reader.tables if table.rows]
    if not tables:
        raise InputError("register.other_kind", kind="HTML")
    return tuple(
        RawSheet(
            name=SHEET_NAME if number == 1 else f"{SHEET_NAME} {number}",
            rows=tuple(map(tuple, table.rows)),
            continued=frozenset(table.continued),
            hidden_rows=frozenset(table.hidden_rows),
            hidden_columns=None,
        )
        for number, table in enumerate(tables, start=1)
    )


def _check_markup(text: str) -> None:
    """Refuse what makes the parser look through the rest of the page again and again: tags and comments left open."""
    opened = text.count("<")
    if opened > _MAX_TAGS:
        raise InputError("register.too_many_cells", limit=MAX_CELLS)
    if text.count("<!") + text.count("<?") > _MAX_COMMENTS or opened - text.count(">") > _MAX_COMMENTS:
        raise InputError("register.other_kind", kind="HTML")


class _Reader(HTMLParser):
    """Follow the tags of a page; tables, rows and cells may lack their end tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._depth = 0
        self._silent = 0
        self._cells = 0
        self._text: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(_Table())
        elif self._depth == 1 and tag == "tr":
            self._end_row()
            self._start_row(dict(attrs))
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            self._start_cell(dict(attrs))
        elif tag in ("br", "p", "div", "tr") and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag == "table":
            if self._depth == 1:
                self._end_row()
            self._depth = max(self._depth - 1, 0)
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._silent:
            self._text.append(_SPACES.sub(" ", data))

    def finish(self) -> None:
        """End a table that the page does not end."""
        if self._depth:
            self._end_row()

    def _start_row(self, attributes: dict[str, str | None]) -> None:
        rows = self.tables[-1].rows
        if len(rows) >= MAX_ROWS:
            raise InputError("register.too_many_rows", row=len(rows) + 1, limit=MAX_ROWS)
        rows.append([])
        if _HIDDEN.search(attributes.get("style") or ""):
            self.tables[-1].hidden_rows.add(len(rows))

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        if not self.tables[-1].rows:
            self._start_row({})
        self._text = []
        self._span = (_span(attributes.get("rowspan")), _span(attributes.get("colspan")))

    def _end_cell(self) -> None:
        if self._text is None:
            return
        text = "\n".join(line.strip() for line in "".join(self._text).split("\n")).strip()
        self._text = None
        self._place(text)

    def _end_row(self) -> None:
        """Add what reaches down into the row behind its last cell."""
        self._end_cell()
        table = self.tables[-1]
        if table.rows:
            line, reached = table.rows[-1], table.reached.pop(len(table.rows), {})
            for column in sorted(column for column in reached if column > len(line)):
                line.extend([None] * (column - 1 - len(line)))
                line.append(reached[column] or None)

    def _place(self, text: str) -> None:
        """Put a text into the next free cell of the row and wherever it spans."""
        table = self.tables[-1]
        row, line = len(table.rows), table.rows[-1]
        reached = table.reached.get(row, {})
        while len(line) + 1 in reached:
            line.append(reached[len(line) + 1] or None)
        height, width = self._span
        first = len(line) + 1
        width = max(min(width, MAX_COLUMNS + 1 - first), 0)
        self._cells += height * width
        if self._cells > MAX_CELLS:
            raise InputError("register.too_many_cells", limit=MAX_CELLS)
        line.extend([text or None] * width)
        for below in range(row + 1, row + height):
            table.reached.setdefault(below, {}).update(dict.fromkeys(range(first, first + width), text))
            table.continued.update((below, column) for column in range(first, first + width))


def _span(text: str | None) -> int:
    digits = (text or "").strip()
    return min(max(int(digits), 1), _MAX_SPAN) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1
