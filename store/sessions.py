"""Sessions of the web door, known by the SHA-256 of their token."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import SESSIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSession:
    """Hold one sign-in; ``token_hash`` is the SHA-256 of the token that only the browser has."""

    token_hash: str
    account: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


def add_session(connection: sa.Connection, session: WebSession) -> None:
    """Keep a new session of an account that exists."""
    insert_rows(connection, SESSIONS, [row_from_value(session)])


def find_session(connection: sa.Connection, token_hash: str) -> WebSession | None:
    """Return a session, expired ones too; None where there is none."""
    row = connection.execute(sa.select(SESSIONS).where(SESSIONS.c.token_hash == token_hash)).first()
    return value_from_row(WebSession, row) if row else None


def count_sessions(connection: sa.Connection, *, at: datetime) -> dict[str, int]:
    """Return account to how many sessions it has that have not expired by an instant."""
    query = sa.select(SESSIONS.c.account, sa.func.count()).where(SESSIONS.c.expires_at > at)
    return dict(connection.execute(query.group_by(SESSIONS.c.account)).tuples().all())


def touch_session(connection: sa.Connection, token_hash: str, at: datetime) -> None:
    """Keep when a session was last used."""
    connection.execute(sa.update(SESSIONS).where(SESSIONS.c.token_hash == token_hash).values(last_seen_at=at))


def carry_back(connection: sa.Connection, session: WebSession, at: datetime) -> None:
    """Let a session that was last used after an instant count from there: the clock was set back.

    What it has left stays what it was, so that no clock makes a session longer.
    """
    expires_at = session.expires_at - (session.last_seen_at - at)
    mine = sa.update(SESSIONS).where(SESSIONS.c.token_hash == session.token_hash)
    connection.execute(mine.values(last_seen_at=at, expires_at=expires_at))


def delete_session(connection: sa.Connection, token_hash: str) -> None:
    """End a session; one that is not there changes nothing."""
    connection.execute(sa.delete(SESSIONS).where(SESSIONS.c.token_hash == token_hash))


def delete_sessions_of(connection: sa.Connection, account: str) -> None:
    """End every session of an account."""
    connection.execute(sa.delete(SESSIONS).where(SESSIONS.c.account == account))


def delete_expired(connection: sa.Connection, at: datetime) -> None:
    """Forget the sessions that have expired by an instant."""
    connection.execute(sa.delete(SESSIONS).where(SESSIONS.c.expires_at <= at))
