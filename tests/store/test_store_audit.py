"""Whoever changes the audit behind the store's back is found out."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from store.audit import AuditEntry, append_audit, verify_chain

AT = datetime(2027, 3, 1, tzinfo=UTC)


@pytest.fixture
def five(store):
    with store.write() as connection:
        for k in range(5):
            append_audit(
                connection,
                AuditEntry(
                    at=AT + timedelta(minutes=k),
                    account="planner",
                    role="planner",
                    ip="127.0.0.1",
                    action="download",
                    object=f"paper-{k}",
                    outcome="ok",
                    details={"size": k},
                ),
            )
        for event in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER audit_no_{event}")
    return store


@pytest.mark.parametrize(
    ("tampering", "first_broken"),
    [
        ("UPDATE audit SET outcome = 'denied' WHERE number = 3", 3),
        ("UPDATE audit SET account = 'leader' WHERE number = 1", 1),
        ("UPDATE audit SET at = '2027-03-01T00:09:00.000000+00:00' WHERE number = 5", 5),
        ("UPDATE audit SET details = '{\"size\":9}' WHERE number = 2", 2),
        # The row after the gap is the first that does not fit.
        ("DELETE FROM audit WHERE number = 2", 3),
        ("DELETE FROM audit WHERE number = 1", 2),
        ("UPDATE audit SET prev_hash = hash WHERE number = 4", 4),
        ("UPDATE audit SET hash = prev_hash WHERE number = 4", 4),
        ("UPDATE audit SET number = 9 WHERE number = 5", 9),
    ],
)
def test_the_first_broken_row_is_named(five, tampering, first_broken):
    with five.write() as connection:
        assert verify_chain(connection) is None
        connection.execute(sa.text(tampering.replace(":", r"\:")))
        assert verify_chain(connection) == first_broken


def test_rows_swapped_are_found(five):
    with five.write() as connection:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            connection.exec_driver_sql(f"UPDATE audit SET number = {new} WHERE number = {old}")
        assert verify_chain(connection) == 2
