"""What stands around the list of a commune's review: its ticket, its date, its signer's title."""

import csv
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.progress import OnProgress, silent
from domain.reviews import ReviewAnswer
from register.book import Cell, RawSheet, has_content
from register.dates import parse_date
from register.fold import clean_text, fold
from register.linting import without_numbers
from register.numbers import cell_text
from register.reading import read_book

MAX_TITLE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFoot:
    """Hold what a returned workbook says beside its rows; None or "" where it says nothing.

    ``codes`` are the establishments that it names, in the order of the file.
    """

    ticket: str
    on: date | None
    signer_title: str
    codes: tuple[str, ...]
    digest: str


def read_foot(
    path: Path,
    labels: Mapping[str, str],
    *,
    known: Collection[str],
    today: date,
    on_progress: OnProgress = silent,
) -> ReviewFoot:
    """Read what stands around the list.

    Parameters
    ----------
    labels
        How ``ticket``, ``signed_on`` and ``signer_title`` are labelled.
    known
        Codes of the register's establishments.
    """
    book = read_book(path, on_progress)
    found = {key: _value_of(book.sheets, fold(label)) for key, label in labels.items()}
    day = parse_date(found["signed_on"], today) if has_content(found["signed_on"]) else None
    texts = (
        cell.strip().upper() for sheet in book.sheets for row in sheet.rows for cell in row if isinstance(cell, str)
    )
    return ReviewFoot(
        ticket=cell_text(found["ticket"]).strip(),
        on=day.on if day else None,
        signer_title=without_numbers(clean_text(cell_text(found["signer_title"]))[0])[:MAX_TITLE],
        codes=tuple(dict.fromkeys(text for text in texts if text in known)),
        digest=book.digest,
    )


def read_answers(text: str) -> Mapping[str, ReviewAnswer]:
    """Return folded wordings with what they answer, from the text of data/rules/review_answers.csv."""
    return {fold(line["word"]): ReviewAnswer(line["answer"]) for line in csv.DictReader(io.StringIO(text))}


def _value_of(sheets: Collection[RawSheet], label: str) -> Cell:
    """Return what a label is followed by, in its own cell ("Mã phiếu: ...") or the next one with other content.

    The last one counts: the foot stands below, and a label may be quoted above.
    """
    value: Cell = None
    for row in (row for sheet in sheets for row in sheet.rows):
        for place, cell in enumerate(row):
            if not isinstance(cell, str) or not fold(cell).startswith(label):
                continue
            own = cell.partition(":")[2].strip()
            following = (other for other in row[place + 1 :] if has_content(other) and other != cell)
            if has_content(found := own or next(following, None)):
                value = found
    return value
