"""SQLite under the store: pragmas, waiting writers, and failures that come with a code."""

import sqlite3
import stat
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, OperationalError

from domain.errors import InputError, ServiceError
from domain.register_steps import Contact
from store import engine, open_store
from store.engine import worded_failures
from store.tables import CONTACTS, METADATA


def pragma(connection, name):
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_the_pragmas_hold_on_every_connection(store):
    with store.read() as first, store.read() as second:
        for connection in (first, second):
            assert pragma(connection, "journal_mode") == "wal"
            assert pragma(connection, "foreign_keys") == 1
            assert pragma(connection, "synchronous") == 2
            assert pragma(connection, "busy_timeout") == 30_000


def test_foreign_keys_are_watched(store):
    with pytest.raises(IntegrityError), store.write() as connection:
        connection.execute(sa.insert(CONTACTS).values(establishment_id="nobody", owner_name="", phone=""))


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_only_the_owner_may_read_the_files(url, store):
    path = Path(sa.make_url(url).database)
    with store.write():
        files = sorted(path.parent.iterdir())
        assert [one.name for one in files] == ["inspection.db", "inspection.db-shm", "inspection.db-wal"]
        assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_write_begins_as_a_writer_and_a_read_does_not(url, store):
    other = sqlite3.connect(sa.make_url(url).database, timeout=0, isolation_level=None)
    with store.read():
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    with store.write(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_full_disk_is_not_waited_for(monkeypatch, tmp_path):
    class Full(sqlite3.Connection):
        def execute(self, *_):
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"
            raise error

    monkeypatch.setattr(engine.time, "sleep", lambda _: pytest.fail("waited"))
    opened = engine.make_engine(sa.make_url(f"sqlite:///{tmp_path}/full.db"))
    sa.event.listen(opened, "do_connect", lambda *_: sqlite3.connect(tmp_path / "full.db", factory=Full))
    with pytest.raises(ServiceError) as refused, worded_failures(), opened.connect():
        pass
    assert refused.value.code == "store.full"


def test_a_store_locked_too_long_says_so(url, store, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_S", 0)
    hasty = open_store(url)
    with store.write(), pytest.raises(ServiceError) as refused, hasty.write():
        pass
    assert refused.value.code == "store.busy"
    hasty.close()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SQLITE_BUSY_SNAPSHOT", "store.busy"),
        ("SQLITE_FULL", "store.full"),
        ("SQLITE_READONLY_DBMOVED", "store.read_only"),
        ("SQLITE_IOERR", "store.unavailable"),
    ],
)
def test_failures_of_the_disk_get_their_code(name, code):
    cause = sqlite3.OperationalError()
    cause.sqlite_errorname = name
    with pytest.raises(ServiceError) as refused, worded_failures():
        raise OperationalError("INSERT", {}, cause)
    assert refused.value.code == code


def test_a_full_disk_keeps_what_was_there(store):
    with store.write() as connection:
        connection.exec_driver_sql("CREATE TABLE heap (content BLOB)")
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pragma(connection, 'page_count') + 2}")
    with pytest.raises(ServiceError) as refused, store.write() as connection:
        connection.exec_driver_sql("INSERT INTO heap VALUES (zeroblob(1000))")
        connection.exec_driver_sql("INSERT INTO heap VALUES (zeroblob(1000000))")
    assert refused.value.code == "store.full"
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM heap").scalar() == 0


@pytest.mark.parametrize(
    "address", ["", "sqlite://", "sqlite:///:memory:", "mysql://a/b", "inspection.db", "postgresql://host", "://"]
)
def test_other_addresses_are_refused_without_repeating_them(address):
    with pytest.raises(InputError) as refused:
        open_store(address)
    assert (refused.value.code, dict(refused.value.params)) == ("store.url", {})


def test_a_file_that_is_something_else_is_left_as_it_was(tmp_path):
    path = tmp_path / "inspection.db"
    path.write_bytes(b"PK\x03\x04" + b"not a database " * 100)
    before = path.read_bytes()
    with pytest.raises(ServiceError) as refused:
        open_store(f"sqlite:///{path}")
    assert refused.value.code == "store.not_database"
    assert path.read_bytes() == before


def test_a_folder_in_the_place_of_the_file_is_unavailable(tmp_path):
    with pytest.raises(ServiceError, match=r"store\.unavailable"):
        open_store(f"sqlite:///{tmp_path}")


def test_a_folder_with_a_percent_sign_and_letters_opens(tmp_path):
    opened = open_store(f"sqlite:///{tmp_path / 'Phòng 100% VHTT' / 'a.db'}")
    opened.close()
    assert (tmp_path / "Phòng 100% VHTT" / "a.db").exists()


def test_no_column_can_hold_a_person_but_the_owners_contact():
    """Owners' contacts are the only person's data; none of an informant, an employee or a guest."""
    words = ("person", "birth", "gender", "staff_name", "informant", "sender", "reporter", "owner", "phone", "email")
    found = {
        f"{table.name}.{column.name}"
        for table in METADATA.tables.values()
        for column in table.columns
        if any(word in column.name for word in words)
    }
    read = {"contacts.read_owner_name", "contacts.read_phone"}
    proposed = {"proposal_contacts.owner_name", "proposal_contacts.phone"}
    assert found == {"contacts.owner_name", "contacts.phone"} | read | proposed


def test_only_the_tables_of_contacts_hold_their_values_as_a_whole():
    """What a step changed of a contact lies in a restricted table of its own, as JSON."""
    of_contact = {
        table.name
        for table in METADATA.tables.values()
        for column in table.columns
        if getattr(column.type, "hint", None) is Contact
    }
    assert of_contact == {"contact_changes"}
