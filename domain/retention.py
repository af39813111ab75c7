"""How long what an office keeps may stay: classes, and dated terms for each."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RetentionClass(StrEnum):
    """Name what has a term of its own."""

    CONTACTS = "contacts"
    CONTACT_HISTORY = "contact_history"
    CONTACT_FILES = "contact_files"
    FIELD_FILES = "field_files"
    REVEAL_LOG = "reveal_log"
    ARCHIVE = "archive"
    BACKUPS = "backups"


COUNTED_FROM = {
    RetentionClass.CONTACTS: "left", RetentionClass.CONTACT_HISTORY: "step", RetentionClass.CONTACT_FILES: "written",
    RetentionClass.FIELD_FILES: "round_end", RetentionClass.REVEAL_LOG: "look", RetentionClass.ARCHIVE: "round_end",
    RetentionClass.BACKUPS: "written",
}  # fmt: skip
"""What each class is counted from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Hold how many months a class stays from a day on, 0 for good; ``is_checked`` where its source was verified."""

    of: RetentionClass
    months: int
    valid_from: date
    source: str
    is_checked: bool

    def last_due(self, on: date) -> date | None:
        """Return the last day of which things are past their term on a day, None where they stay for good."""
        return months_before(on, self.months) if self.months else None


def terms_on(terms: Iterable[Term], on: date) -> dict[RetentionClass, Term]:
    """Return class to the term in force on a day; a class that no term names is not there and stays for good."""
    return {term.of: term for term in sorted(terms, key=lambda term: term.valid_from) if term.valid_from <= on}


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, the month's last one where there is none."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
