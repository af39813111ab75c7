"""How each class of what an office keeps is counted and how it goes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.retention import RetentionClass, Term
from store import contact_traces, retention
from store.retention import Found
from workflow.contact_erasing import EXPORT
from workflow.contact_forgetting import forget
from workflow.review_papers import ALL, ONE

CONTACT_FILES = (ONE, ALL, EXPORT)


@dataclass(frozen=True, slots=True)
class Cut:
    """Bound what is due: days up to ``last``, instants before ``before``."""

    last: date
    before: datetime


def cut_of(term: Term | None, now: datetime) -> Cut | None:
    """Return what is past a term now, None where it stays for good."""
    last = term.last_due(now.date()) if term else None
    if last is None:
        return None
    return Cut(last, datetime.combine(last + timedelta(days=1), time(), tzinfo=now.tzinfo))


def _find_left(connection: Any, cut: Cut) -> Found:
    days = [at for at in contact_traces.read_left(connection).values() if at < cut.before]
    return Found(count=len(days), oldest=min(days, default=None))


def _forget_left(connection: Any, cut: Cut) -> None:
    forget(connection, [id_ for id_, at in contact_traces.read_left(connection).items() if at < cut.before])


def _sheets() -> tuple[str, ...]:
    from documents.registry import SHEET_WRITERS

    return tuple(SHEET_WRITERS)


Way = tuple[Callable[[Any, Cut], Found], Callable[[Any, Cut], None]]
WAYS: Mapping[RetentionClass, Way] = {
    RetentionClass.CONTACTS: (_find_left, _forget_left),
    RetentionClass.CONTACT_HISTORY: (
        lambda connection, cut: retention.find_old_changes(connection, cut.before),
        lambda connection, cut: retention.delete_old_changes(connection, cut.before),
    ),
    RetentionClass.CONTACT_FILES: (
        lambda connection, cut: retention.find_papers(connection, CONTACT_FILES, cut.before),
        lambda connection, cut: retention.delete_papers_before(connection, CONTACT_FILES, cut.before),
    ),
    RetentionClass.FIELD_FILES: (
        lambda connection, cut: retention.find_round_papers(connection, _sheets(), cut.last),
        lambda connection, cut: retention.empty_round_papers(connection, _sheets(), cut.last),
    ),
    RetentionClass.REVEAL_LOG: (
        lambda connection, cut: retention.find_looks(connection, cut.before),
        lambda connection, cut: retention.delete_looks(connection, cut.before),
    ),
    RetentionClass.ARCHIVE: (
        lambda connection, cut: retention.find_rounds(connection, cut.last),
        lambda connection, cut: None,
    ),
}
"""Class to how it is counted and how it goes, contacts before what only the steps still hold of them."""
