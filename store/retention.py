"""What is past its term, class by class: counted, and removed; contacts themselves are in store.contact_traces."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from domain.rounds import RoundStatus
from store.tables import CONTACT_CHANGES, PAPERS, REGISTER_STEPS, ROUNDS, SHEET_LOOKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Hold how many there are and of when the oldest is, None where there is none."""

    count: int
    oldest: datetime | date | None = None


def find_old_changes(connection: sa.Connection, before: datetime) -> Found:
    """Count what steps earlier than an instant keep of contacts."""
    query = sa.select(sa.func.count(), sa.func.min(REGISTER_STEPS.c.at, type_=REGISTER_STEPS.c.at.type))
    joined = query.select_from(
        CONTACT_CHANGES.join(REGISTER_STEPS, REGISTER_STEPS.c.number == CONTACT_CHANGES.c.step)
    ).where(REGISTER_STEPS.c.at < before)
    return _found(connection, joined)


def delete_old_changes(connection: sa.Connection, before: datetime) -> None:
    """Delete what steps earlier than an instant keep of contacts; the steps stay with their counts."""
    steps = sa.select(REGISTER_STEPS.c.number).where(REGISTER_STEPS.c.at < before)
    connection.execute(sa.delete(CONTACT_CHANGES).where(CONTACT_CHANGES.c.step.in_(steps)))


def find_papers(connection: sa.Connection, kinds: Collection[str], before: datetime) -> Found:
    """Count the papers of some kinds, each with what stands behind its colon, written before an instant."""
    query = sa.select(sa.func.count(), sa.func.min(PAPERS.c.made_at, type_=PAPERS.c.made_at.type))
    return _found(connection, query.where(_of_kinds(kinds), PAPERS.c.made_at < before))


def delete_papers_before(connection: sa.Connection, kinds: Collection[str], before: datetime) -> None:
    """Delete what ``find_papers`` counts."""
    connection.execute(sa.delete(PAPERS).where(_of_kinds(kinds), PAPERS.c.made_at < before))


def find_round_papers(connection: sa.Connection, kinds: Collection[str], last: date) -> Found:
    """Count the papers of some kinds, of rounds closed and over by a day, whose bytes are still there."""
    query = sa.select(sa.func.count(), sa.func.min(ROUNDS.c.ends_on, type_=ROUNDS.c.ends_on.type))
    joined = query.select_from(PAPERS.join(ROUNDS, ROUNDS.c.id == PAPERS.c.round_id))
    return _found(connection, joined.where(_is_over(last), _has_bytes(kinds)))


def empty_round_papers(connection: sa.Connection, kinds: Collection[str], last: date) -> None:
    """Take the bytes of what ``find_round_papers`` counts; name, size and digest stay in the round's list."""
    rounds = sa.select(ROUNDS.c.id).where(_is_over(last))
    connection.execute(sa.update(PAPERS).where(PAPERS.c.round_id.in_(rounds), _has_bytes(kinds)).values(content=b""))


def find_looks(connection: sa.Connection, before: datetime) -> Found:
    """Count who opened which sheet before an instant, in closed rounds."""
    query = sa.select(sa.func.count(), sa.func.min(SHEET_LOOKS.c.at, type_=SHEET_LOOKS.c.at.type))
    return _found(connection, query.where(SHEET_LOOKS.c.at < before, SHEET_LOOKS.c.round_id.in_(_CLOSED)))


def delete_looks(connection: sa.Connection, before: datetime) -> None:
    """Delete what ``find_looks`` counts."""
    old = sa.and_(SHEET_LOOKS.c.at < before, SHEET_LOOKS.c.round_id.in_(_CLOSED))
    connection.execute(sa.delete(SHEET_LOOKS).where(old))


def find_rounds(connection: sa.Connection, last: date) -> Found:
    """Count the rounds closed and over by a day."""
    query = sa.select(sa.func.count(), sa.func.min(ROUNDS.c.ends_on, type_=ROUNDS.c.ends_on.type))
    return _found(connection, query.where(_is_over(last)))


_CLOSED = sa.select(ROUNDS.c.id).where(ROUNDS.c.status == RoundStatus.CLOSED)


def _is_over(last: date) -> sa.ColumnElement[bool]:
    return sa.and_(ROUNDS.c.status == RoundStatus.CLOSED, ROUNDS.c.ends_on <= last)


def _of_kinds(kinds: Collection[str]) -> sa.ColumnElement[bool]:
    return sa.or_(*(sa.or_(PAPERS.c.kind == kind, PAPERS.c.kind.startswith(f"{kind}:")) for kind in sorted(kinds)))


def _has_bytes(kinds: Collection[str]) -> sa.ColumnElement[bool]:
    return sa.and_(_of_kinds(kinds), sa.func.length(PAPERS.c.content) > 0)


def _found(connection: sa.Connection, query: sa.Select) -> Found:
    count, oldest = connection.execute(query).one()
    return Found(count=count, oldest=oldest)
