"""Wrong passwords, counted by a key (an account's name or an address)."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from store.rows import insert_rows
from store.tables import FAILURES

# Far longer than any window of a throttle; keeps the table small under an attack.
KEPT = timedelta(days=1)


def record_failure(connection: sa.Connection, key: str, at: datetime) -> None:
    """Add a failure, and forget those of all keys that are more than a day old."""
    connection.execute(sa.delete(FAILURES).where(FAILURES.c.at < at - KEPT))
    insert_rows(connection, FAILURES, [{"key": key, "at": at}])


def count_failures(connection: sa.Connection, key: str, since: datetime, until: datetime | None = None) -> int:
    """Return how many failures a key has at an instant or after it, and before another where one is given."""
    query = sa.select(sa.func.count()).select_from(FAILURES).where(FAILURES.c.key == key, FAILURES.c.at >= since)
    return connection.execute(query if until is None else query.where(FAILURES.c.at < until)).scalar_one()


def clear_failures(connection: sa.Connection, key: str) -> None:
    """Forget a key's failures."""
    connection.execute(sa.delete(FAILURES).where(FAILURES.c.key == key))
