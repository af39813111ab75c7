"""A workbook of inspections by any agency becomes rows and issues; nothing is matched or kept here."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from domain.establishments import Precision
from domain.issues import Issue, Severity
from domain.progress import OnProgress, silent
from register.book import has_content
from register.communes import mention_in
from register.dates import parse_date
from register.fold import clean_text, fold
from register.grammar import EXCEL_ERRORS, NOTHING
from register.inspection_words import FULL, PARTIAL, InspectionWords, agency_of_title, meaning_of
from register.kinds import types_in
from register.ledger import Ledger
from register.lexicon import Lexicon, build_lexicon
from register.linting import lint, without_numbers
from register.numbers import cell_text, is_personal_id, parse_tax_code
from register.reading import read_book
from register.report import RegisterReference
from register.rows import DataRow, data_rows
from register.tables import find_tables

FIRST_DAY = date(1990, 1, 1)
"""Nothing is known of inspections before the first ordinances on them (1990): an earlier date is a slip."""
MAX_TEXT = 160

SEVERITIES = {
    "inspection_agency_unknown": Severity.BLOCK,
    "inspection_date_missing": Severity.BLOCK,
    "inspection_date_unreadable": Severity.BLOCK,
    "inspection_date_in_future": Severity.BLOCK,
    "inspection_date_too_old": Severity.BLOCK,
    "inspection_unnamed": Severity.BLOCK,
    "inspection_no_minutes": Severity.CHECK,
    "inspection_date_rough": Severity.NOTE,
    "inspection_partial": Severity.NOTE,
}
"""Every doubt about a list of inspections and what it does; words in data/words/vi/reviews.toml."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRow:
    """Hold one row of a list of inspections.

    ``key`` is ``sheet!row``. ``agency`` is a code, "" where none is known;
    ``on`` None where no usable date stands there. ``kind`` is ``audit``,
    ``check`` or "". ``is_blocked`` rows cannot be taken as they are.
    """

    key: str
    agency: str
    agency_raw: str
    on: date | None
    on_precision: Precision
    kind: str
    scope: str
    is_full: bool
    minutes_no: str
    code: str
    name: str
    type: str | None
    address_raw: str
    hamlet: str
    commune_raw: str
    tax_code: str
    reg_no: str
    licence_no: str
    source_sheet: str
    source_row: int
    is_blocked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionReport:
    """Hold what a list of inspections said; ``digest`` is the SHA-256 of the file."""

    rows: tuple[InspectionRow, ...]
    issues: tuple[Issue, ...]
    dropped_columns: tuple[str, ...]
    digest: str


def read_inspections(
    path: Path,
    reference: RegisterReference,
    words: InspectionWords,
    *,
    agency: str = "",
    on_progress: OnProgress = silent,
) -> InspectionReport:
    """Read a workbook of inspections.

    Parameters
    ----------
    reference
        The office's types and communes; its ``on`` is the day of reading.
    agency
        Code of the agency whose list this is, for rows that name none that is
        known. Else the sheet's name or its title may name one.

    Raises
    ------
    InputError
        What register.check refuses of a workbook: not_workbook, no_header,
        missing_column (no column of names), and so on.
    """
    book = read_book(path, on_progress)
    lexicon = build_lexicon(replace(reference, columns=words.columns, dropped=words.dropped))
    ledger = Ledger()
    tables = find_tables(book, lexicon, ledger)
    reader = _Reader(words=words, lexicon=lexicon)
    rows: list[InspectionRow] = []
    issues: list[Issue] = []
    dropped: dict[str, None] = {}
    for table in tables:
        titled = _sheet_agency(table.sheet.name, table.header.title, words)
        dropped |= {column.header: None for column in table.header.columns if column.field == "dropped"}
        for data in data_rows(table, lexicon, ledger):
            row, found = reader.read(data, asked=agency, titled=titled)
            rows.append(row)
            issues += found
    return InspectionReport(
        rows=tuple(rows), issues=(*ledger.issues, *issues), dropped_columns=tuple(dropped), digest=book.digest
    )


def _sheet_agency(name: str, title: tuple[str, ...], words: InspectionWords) -> str:
    return agency_of_title((name,), words.agencies) or agency_of_title(title, words.agencies)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Hold what each row is read with."""

    words: InspectionWords
    lexicon: Lexicon

    def read(self, data: DataRow, *, asked: str, titled: str) -> tuple[InspectionRow, list[Issue]]:
        """Return one row with its issues; a title speaks only for rows that name no agency at all."""
        agency_raw = _text("agency", data)
        on, precision, doubt = self._date(data)
        scope = self._linted("scope", data)
        kind = meaning_of(_text("kind", data), self.words.kinds) or meaning_of(scope, self.words.kinds)
        extent = meaning_of(f"{scope} {_text('kind', data)}", self.words.scopes) or FULL
        names_commune = _text("commune", data) or data.group.commune
        address = _text("address", data)
        type_text = _text("type", data) or data.group.type or data.sheet_group.type
        types = types_in(type_text, self.lexicon.types) if type_text else ()
        row = InspectionRow(
            key=data.key,
            agency=meaning_of(agency_raw, self.words.agencies) or asked or ("" if agency_raw else titled),
            agency_raw=agency_raw,
            on=on,
            on_precision=precision,
            kind=kind,
            scope=scope,
            is_full=extent != PARTIAL,
            minutes_no=_number("minutes_no", data),
            code=_text("code", data).upper(),
            name=_text("name", data),
            type=types[0] if len(types) == 1 else None,
            address_raw=address,
            hamlet=_text("hamlet", data),
            commune_raw=names_commune or mention_in(address, self.lexicon.communes) or data.sheet_group.commune,
            tax_code=_tax_code(data),
            reg_no=_number("reg_no", data),
            licence_no=_number("licence_no", data),
            source_sheet=data.sheet,
            source_row=data.row,
        )
        issues = [_issue(code, field, value, data) for code, field, value in _doubts(row, doubt, data)]
        is_blocked = any(issue.severity is Severity.BLOCK for issue in issues)
        return replace(row, is_blocked=is_blocked), issues

    def _date(self, data: DataRow) -> tuple[date | None, Precision, str]:
        """Return the day, how exactly it was written, and the doubt about it."""
        cell = data.cells.get("inspected_on")
        if not has_content(cell) or fold(cell_text(cell)) in NOTHING:
            return None, Precision.DAY, "inspection_date_missing"
        read = parse_date(cell, self.lexicon.on)
        if read is None:
            return None, Precision.DAY, "inspection_date_unreadable"
        if read.on > self.lexicon.on:
            return None, read.precision, "inspection_date_in_future"
        if read.on < FIRST_DAY:
            return None, read.precision, "inspection_date_too_old"
        return read.on, read.precision, "" if read.precision is Precision.DAY else "inspection_date_rough"

    def _linted(self, field: str, data: DataRow) -> str:
        return lint(without_numbers(_text(field, data)), self.lexicon.lint)[:MAX_TEXT]


def _doubts(row: InspectionRow, date_doubt: str, data: DataRow) -> list[tuple[str, str, str]]:
    """Return (code, field, value) of all that is doubtful in a row."""
    found = []
    if not any((row.name, row.code, row.tax_code, row.reg_no, row.licence_no)):
        found.append(("inspection_unnamed", "name", ""))
    if not row.agency:
        found.append(("inspection_agency_unknown", "agency", row.agency_raw))
    if date_doubt:
        found.append((date_doubt, "inspected_on", cell_text(data.cells.get("inspected_on"))))
    if not row.minutes_no:
        found.append(("inspection_no_minutes", "minutes_no", row.name))
    if not row.is_full:
        found.append(("inspection_partial", "scope", row.scope))
    return found


def _issue(code: str, field: str, value: str, data: DataRow) -> Issue:
    place = data.place(field)
    return Issue(
        code=code, severity=SEVERITIES[code], sheet=place.sheet, row=place.row, column=place.column,
        value=without_numbers(value)[:MAX_TEXT], params={"key": data.key},
    )  # fmt: skip


def _text(field: str, data: DataRow) -> str:
    text, _ = clean_text(cell_text(data.cells.get(field)))
    return "" if field in data.uncomputed or text in EXCEL_ERRORS else text


def _number(field: str, data: DataRow) -> str:
    """Return a number as text, "" where words say that there is none or where it is a person's."""
    text = _text(field, data)
    return "" if fold(text) in NOTHING or is_personal_id(text) else text


def _tax_code(data: DataRow) -> str:
    text = _number("tax_code", data)
    read = parse_tax_code(text) if text else None
    return read.text if read else ""
