"""The count that the plan asks for, commune by type, as a workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from xlsxwriter import Workbook

from documents.commune_review import SAFE
from documents.formatting import day_text
from documents.workbook_sheet import Cell, Column, add_table, make_formats
from domain.reviews import RegisterCount
from domain.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryCommune:
    """Hold one commune in force, and its review of the year where there is one."""

    code: str
    name: str
    reviewed_on: date | None
    signer_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPaper:
    """Hold the year's review; ``types`` are (code, label) in the order of the columns."""

    office_name: str
    year: int
    made_at: datetime
    communes: tuple[SummaryCommune, ...]
    types: tuple[tuple[str, str], ...]
    counts: tuple[RegisterCount, ...]


def review_summary_workbook(paper: SummaryPaper, *, words: Words) -> bytes:
    """Return the summary as XLSX bytes: commune x type, and the state of each commune; same values, same bytes."""
    buffer = BytesIO()
    book = Workbook(buffer, SAFE)
    title = words.say("documents.summary.title", year=paper.year)
    created = paper.made_at.replace(tzinfo=None)
    book.set_properties({"title": title, "company": paper.office_name, "created": created})
    formats = make_formats(book)
    reviewed = sum(commune.reviewed_on is not None for commune in paper.communes)
    progress = words.say(
        "documents.summary.progress", reviewed=reviewed, communes=len(paper.communes), day=day_text(paper.made_at)
    )
    sheets = {
        "count": (_type_columns(paper, words), _type_rows(paper, words)),
        "state": (_state_columns(words), _state_rows(paper, words)),
    }
    for key, (columns, rows) in sheets.items():
        name = words.say(f"documents.summary.sheet_{key}")
        sheet = add_table(book, formats, name=name, title=title, columns=columns, rows=rows)
        sheet.write_string(1, 0, progress, formats["note"])
    book.close()
    return buffer.getvalue()


def _type_columns(paper: SummaryPaper, words: Words) -> tuple[Column, ...]:
    labels = (Column(heading=label, width=12, form="count") for _, label in paper.types)
    total = Column(heading=words.say("documents.summary.column_total"), width=10, form="count")
    return (Column(heading=words.say("documents.summary.column_commune"), width=24), *labels, total)


def _type_rows(paper: SummaryPaper, words: Words) -> Iterator[tuple[Cell, ...]]:
    registered = {(count.commune, count.type): count.registered for count in paper.counts}
    keys = [*(code for code, _ in paper.types), None]
    for code, name in _lines(paper, words):
        yield (name, *(registered.get((code, key), 0) for key in keys))


def _state_columns(words: Words) -> tuple[Column, ...]:
    columns = (
        ("commune", 24, "text"),
        ("registered", 16, "count"),
        ("at_work", 16, "count"),
        ("closed", 18, "count"),
        ("unverified", 16, "count"),
        ("reviewed_on", 16, "day"),
        ("signer", 30, "text"),
    )
    return tuple(
        Column(heading=words.say(f"documents.summary.column_{key}"), width=width, form=form)
        for key, width, form in columns
    )


def _state_rows(paper: SummaryPaper, words: Words) -> Iterator[tuple[Cell, ...]]:
    sums = {count.commune: count for count in paper.counts if count.type is None}
    reviews = {commune.code: commune for commune in paper.communes}
    for code, name in _lines(paper, words):
        count = sums.get(code)
        figures = (count.registered, count.at_work, count.closed, count.unverified) if count else (0, 0, 0, 0)
        review = reviews.get(code) if code else None
        yield (name, *figures, review.reviewed_on if review else None, review.signer_title if review else "")


def _lines(paper: SummaryPaper, words: Words) -> list[tuple[str | None, str]]:
    """Return (code, name) of each commune, and None for the whole area as the last."""
    communes: list[tuple[str | None, str]] = [(commune.code, commune.name) for commune in paper.communes]
    return [*communes, (None, words.say("documents.summary.total"))]
