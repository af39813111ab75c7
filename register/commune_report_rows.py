"""A commune's report of a quarter comes back as a workbook: labelled cells, and one row for each activity."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.errors import InputError
from domain.establishments import Precision
from domain.issues import Issue, Severity
from domain.places import CommuneKey
from domain.progress import silent
from domain.targets import CommuneReport, Communication
from register.book import Cell, RawSheet, has_content
from register.dates import parse_date
from register.fold import fold
from register.numbers import cell_text
from register.reading import read_book

_TICKET = re.compile(r"([^/\s]{1,30})/([0-9]{1,10})/([0-9]{4})/([1-4])")
_WHOLE = re.compile(r"[0-9]{1,3}(?:[ .]?[0-9]{3}){0,2}|[0-9]{1,6}")
COLUMNS = ("column_on", "column_form", "column_audience")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReference:
    """Hold how the blank is labelled, by key, and what may stand in it: code to label; ``on`` is today."""

    labels: Mapping[str, str]
    programmes: Mapping[str, str]
    forms: Mapping[str, str]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """Hold what a workbook says; with issues the report is incomplete and must not be kept."""

    report: CommuneReport
    issues: tuple[Issue, ...]


def read_commune_report(path: Path, known: ReportReference) -> ReadReport:
    """Read a filled-in blank (.xlsx, .xls, .ods, .csv); nothing in it is run or followed.

    Raises
    ------
    InputError
        ``commune_report.ticket`` where no cell holds the blank's code; and what register.reading refuses.
    """
    book = read_book(path, silent)
    sheet, ticket = _find_ticket(book.sheets, known)
    work = _Sheet(sheet=sheet, known=known, issues=[])
    vintage, code, year, quarter = ticket
    report = CommuneReport(
        commune=CommuneKey(vintage=vintage, code=code), year=int(year), quarter=int(quarter),
        reported_on=work.day_of("reported_on"), in_need=work.count_of("in_need"),
        supported=work.count_of("supported"), programmes=tuple(work.marked()), communications=tuple(work.activities()),
    )  # fmt: skip
    return ReadReport(report=report, issues=tuple(work.issues))


def _find_ticket(sheets: tuple[RawSheet, ...], known: ReportReference) -> tuple[RawSheet, tuple[str, ...]]:
    label = fold(known.labels["ticket"])
    for sheet in sheets:
        for row in sheet.rows:
            if row and isinstance(row[0], str) and fold(row[0]) == label:
                found = _TICKET.fullmatch(cell_text(row[1] if len(row) > 1 else None).strip())
                if found:
                    return sheet, found.groups()
    raise InputError("commune_report.ticket", label=known.labels["ticket"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """Read one sheet and collect what cannot be used; a doubtful cell gives a value that is never kept."""

    sheet: RawSheet
    known: ReportReference
    issues: list[Issue]

    def day_of(self, key: str) -> date:
        number, cell = self._beside(self.known.labels[key])
        return self._day(number, self.known.labels[key], cell)

    def count_of(self, key: str) -> int:
        number, cell = self._beside(self.known.labels[key])
        return self._count(number, self.known.labels[key], cell)

    def marked(self) -> Iterator[str]:
        """Yield the programmes beside which the blank has its sign; any other content is a doubt."""
        yes = fold(self.known.labels["yes"])
        for code, label in self.known.programmes.items():
            number, cell = self._beside(label)
            if not has_content(cell):
                continue
            if fold(cell_text(cell)) in (yes, "x"):
                yield code
            else:
                self._doubt("report_mark", number, label, cell)

    def activities(self) -> Iterator[Communication]:
        """Yield the rows below the headings, wholly empty ones left out."""
        labels = [self.known.labels[key] for key in COLUMNS]
        heading = [fold(label) for label in labels]
        tops = [n for n, row in enumerate(self.sheet.rows) if [fold(cell_text(cell)) for cell in row[:3]] == heading]
        if not tops:
            self._doubt("report_table", 1, labels[0], None)
            return
        forms = {fold(label): code for code, label in self.known.forms.items()}
        for number, row in enumerate(self.sheet.rows[tops[0] + 1 :], start=tops[0] + 2):
            cells = (*row, None, None, None)[:3]
            if not any(has_content(cell) for cell in cells):
                continue
            form = forms.get(fold(cell_text(cells[1])), "")
            if not form:
                self._doubt("report_form", number, labels[1], cells[1])
            yield Communication(
                on=self._day(number, labels[0], cells[0]), form=form,
                audience=self._count(number, labels[2], cells[2]),
            )  # fmt: skip

    def _beside(self, label: str) -> tuple[int, Cell]:
        """Return the row's number and the cell beside a label in the first column."""
        for number, row in enumerate(self.sheet.rows, start=1):
            if row and isinstance(row[0], str) and fold(row[0]) == fold(label):
                return number, row[1] if len(row) > 1 else None
        self._doubt("report_label", 1, label, None)
        return 1, None

    def _day(self, number: int, column: str, cell: Cell) -> date:
        found = parse_date(cell, self.known.on) if has_content(cell) else None
        if found is None or found.precision is not Precision.DAY:
            self._doubt("report_day", number, column, cell)
            return self.known.on
        return found.on

    def _count(self, number: int, column: str, cell: Cell) -> int:
        text = cell_text(cell).strip() if has_content(cell) else ""
        if not _WHOLE.fullmatch(text):
            self._doubt("report_count", number, column, cell)
            return 0
        return int(re.sub(r"[ .]", "", text))

    def _doubt(self, code: str, number: int, column: str, cell: Cell) -> None:
        issue = Issue(
            code=code, severity=Severity.BLOCK, sheet=self.sheet.name, row=number, column=column,
            value=cell_text(cell) if has_content(cell) else "",
        )  # fmt: skip
        if issue not in self.issues:
            self.issues.append(issue)
