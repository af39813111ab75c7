"""The audit: rows that are only ever added, each holding the hash of the one before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.digest import canonical_json, sha256_hex
from store.engine import lock_for_writing
from store.plain import plain_from_value
from store.rows import insert_rows, row_from_value, value_from_row
from store.tables import AUDIT

FIRST_HASH = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Hold who did what: ``action`` and ``outcome`` are codes, ``object`` the id that it was done to."""

    at: datetime
    account: str
    role: str
    ip: str
    action: str
    object: str
    outcome: str
    details: Mapping[str, str | int]


def append_audit(connection: sa.Connection, entry: AuditEntry) -> None:
    """Add an entry to the chain; do it in the transaction of what it tells of."""
    lock_for_writing(connection, "audit")
    last = connection.execute(sa.select(AUDIT.c.number, AUDIT.c.hash).order_by(AUDIT.c.number.desc()).limit(1)).first()
    number, prev_hash = (last.number + 1, last.hash) if last else (1, FIRST_HASH)
    chained = {"number": number, "prev_hash": prev_hash, "hash": _hash(number, prev_hash, entry)}
    insert_rows(connection, AUDIT, [row_from_value(entry, **chained)])


def read_audit(connection: sa.Connection, *, limit: int) -> tuple[AuditEntry, ...]:
    """Return the last entries, the newest first."""
    rows = connection.execute(sa.select(AUDIT).order_by(AUDIT.c.number.desc()).limit(limit))
    return tuple(value_from_row(AuditEntry, row) for row in rows)


def last_done(connection: sa.Connection, actions: Sequence[str], *, target: str = "") -> AuditEntry | None:
    """Return the last entry of one of the actions that went through, None where there is none.

    Parameters
    ----------
    target
        What it was done to; "" lets all through.
    """
    wanted = sa.and_(AUDIT.c.action.in_(actions), AUDIT.c.outcome == "ok")
    if target:
        wanted = sa.and_(wanted, AUDIT.c.object == target)
    row = connection.execute(sa.select(AUDIT).where(wanted).order_by(AUDIT.c.number.desc()).limit(1)).first()
    return value_from_row(AuditEntry, row) if row else None


def verify_chain(connection: sa.Connection) -> int | None:
    """Return the number of the first row that was changed, added or lacks the one before, None when all is well.

    Rows cut off at the end leave no trace in the chain itself: keep the last
    hash elsewhere (a backup has it).
    """
    prev_hash = FIRST_HASH
    for expected, row in enumerate(connection.execute(sa.select(AUDIT).order_by(AUDIT.c.number)), start=1):
        entry_hash = _hash(expected, prev_hash, value_from_row(AuditEntry, row))
        if (row.number, row.prev_hash, row.hash) != (expected, prev_hash, entry_hash):
            return int(row.number)
        prev_hash = row.hash
    return None


def _hash(number: int, prev_hash: str, entry: AuditEntry) -> str:
    return sha256_hex(canonical_json({"number": number, "prev_hash": prev_hash, **plain_from_value(entry)}))
