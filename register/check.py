"""The check of a workbook: one function from a file to a report."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from domain.errors import InputError
from domain.establishments import Decision
from domain.issues import Severity
from domain.progress import OnProgress, silent
from register.assigning import assign_communes
from register.book import RawBook
from register.duplicates import best_candidates, find_duplicates
from register.encoding_notes import tell_encodings
from register.encodings import ConvertedBook, convert_book, office_words
from register.entities import mark_entities, share_entities
from register.fields import read_row
from register.header import DROPPED
from register.ledger import Ledger, Place
from register.lexicon import Lexicon, build_lexicon
from register.lists import lists_of
from register.reading import read_book
from register.remarks import owners_in
from register.report import (
    MergeCandidate,
    ReadingChoices,
    RegisterContact,
    RegisterReference,
    RegisterReport,
    RegisterRow,
)
from register.rows import DataRow, Table, data_rows
from register.showing import sheet_found
from register.similarity import portraits
from register.tables import find_tables, title_lines_of
from register.widths import code_widths

_PROGRESS_STEP = 200
_NO_CHOICES = ReadingChoices()


def check_workbook(
    path: Path,
    reference: RegisterReference,
    *,
    choices: ReadingChoices = _NO_CHOICES,
    on_progress: OnProgress = silent,
) -> RegisterReport:
    """Read a workbook of establishments into rows, repairs and issues; nothing is stored.

    Parameters
    ----------
    path
        A .xlsx, .xlsm, .xls, .ods or .csv file, or a table of HTML, as the office keeps it.
    reference
        The office's types, communes and word lists.
    choices
        What the user decided about this workbook's columns and encodings.
    on_progress
        Told the steps ``register.read``, ``register.rows``, ``register.duplicates``.

    Returns
    -------
    Every data row in the order of the file, the doubtful ones pending.

    Raises
    ------
    InputError
        A code below ``register.``: no_file, too_large, too_many_rows,
        not_workbook, encoding, zip_refused, no_header, missing_column,
        no_rows, no_commune_known.
    """
    read_as = read_book(path, on_progress)
    text = ConvertedBook(book=read_as) if choices.keep_encodings else convert_book(read_as, office_words(reference))
    book = text.book
    lexicon, ledger = build_lexicon(reference, choices), Ledger()
    tables = find_tables(book, lexicon, ledger)
    data = tuple(row for table in tables for row in data_rows(table, lexicon, ledger))
    if not data:
        raise InputError("register.no_rows", sheet=tables[0].sheet.name, row=tables[0].header.row)
    encodings = tell_encodings(text, tables, data, ledger)
    read, contacts = _read_rows(data, lexicon, ledger, on_progress)
    rows = assign_communes(read, title_lines_of(tables), lexicon, ledger)
    _refuse_unknown_area(rows, ledger)
    on_progress("register.duplicates", 0, len(rows))
    drawn = portraits(rows, contacts, lexicon.types)
    lists = lists_of(rows, tables, lexicon)
    candidates = find_duplicates(rows, contacts, lexicon.types, lists=lists, drawn=drawn)
    entities = share_entities(rows, contacts, lexicon.types, drawn=drawn)
    rows = mark_entities(_marked(rows, candidates, lexicon, ledger), entities, ledger)
    rows = _decided(rows, ledger)
    on_progress("register.duplicates", len(rows), len(rows))
    report = _report(book, tables, rows, contacts, candidates, lexicon, ledger)
    return replace(report, encodings=encodings)


def _read_rows(
    data: tuple[DataRow, ...], lexicon: Lexicon, ledger: Ledger, on_progress: OnProgress
) -> tuple[tuple[RegisterRow, ...], tuple[RegisterContact, ...]]:
    pairs, widths, owners = [], code_widths(data), owners_in(data)
    for done, row in enumerate(data, start=1):
        pairs.append(read_row(row, lexicon, ledger, widths=widths, owners=owners))
        if done % _PROGRESS_STEP == 0 or done == len(data):
            on_progress("register.rows", done, len(data))
    return tuple(row for row, _ in pairs), tuple(contact for _, contact in pairs)


def _refuse_unknown_area(rows: tuple[RegisterRow, ...], ledger: Ledger) -> None:
    """Refuse a workbook of another area: none of its communes is known, not even as one of several."""
    is_known = any(row.commune_reported for row in rows)
    if is_known or any(issue.code == "commune_ambiguous" for issue in ledger.issues):
        return
    example = next((row.commune_raw for row in rows if row.commune_raw), "")
    raise InputError("register.no_commune_known", rows=len(rows), value=example)


def _marked(
    rows: tuple[RegisterRow, ...], candidates: tuple[MergeCandidate, ...], lexicon: Lexicon, ledger: Ledger
) -> tuple[RegisterRow, ...]:
    """Return the rows with ``duplicate_of``; each later row of a pair is doubted."""
    best = best_candidates(candidates)
    column = lexicon.names.titles.get("name", "")
    marked = []
    for row in rows:
        if candidate := best.get(row.key):
            place = Place(sheet=row.source_sheet, row=row.source_row, column=column, field="name")
            ledger.doubt("duplicate_probable", place, row.name, other=candidate.other_key, score=candidate.score)
            row = replace(row, duplicate_of=candidate.other_key)
        marked.append(row)
    return tuple(marked)


def _decided(rows: Iterable[RegisterRow], ledger: Ledger) -> tuple[RegisterRow, ...]:
    blocked = {(issue.sheet, issue.row) for issue in ledger.issues if issue.severity is Severity.BLOCK}
    return tuple(
        replace(row, decision=Decision.PENDING) if (row.source_sheet, row.source_row) in blocked else row
        for row in rows
    )


def _report(
    book: RawBook,
    tables: tuple[Table, ...],
    rows: tuple[RegisterRow, ...],
    contacts: tuple[RegisterContact, ...],
    candidates: tuple[MergeCandidate, ...],
    lexicon: Lexicon,
    ledger: Ledger,
) -> RegisterReport:
    order = {table.sheet.name: number for number, table in enumerate(tables)}
    issues = sorted(ledger.issues, key=lambda issue: (order.get(issue.sheet, len(order)), issue.row))
    dropped = (column.header for table in tables for column in table.header.columns if column.field == DROPPED)
    return RegisterReport(
        rows_read=len(rows),
        rows=rows,
        contacts=contacts,
        repairs=tuple(ledger.repairs),
        issues=tuple(issues),
        dropped_columns=tuple(dict.fromkeys(dropped)),
        merge_candidates=candidates,
        sheets=tuple(sheet_found(table, lexicon) for table in tables),
        digest=book.digest,
    )
