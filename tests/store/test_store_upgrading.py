"""A store of every earlier version comes up to date with all its rows, and is shown before it is touched."""

import json
import lzma
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.errors import ServiceError
from store import Store, establishments, inspections, open_store, plans, register_steps, rounds
from store.audit import verify_chain
from store.backups import backup_bytes, fill_from_backup
from store.dumping import read_lines, read_tables, revision_of
from store.opening import MIGRATIONS, head_revision, migrate, open_unchanged

WRITTEN = Path(__file__).parent / "old_stores"
"""Stores that earlier versions of the product wrote themselves, by ``cli.py demo``, seed 20270301."""
EARLIER = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("0*.py"))[:-1]
REPLACED = {"0001": ["imports"]}
"""Tables whose rows a later version keeps in another one, by the revision that had them: imports became steps."""


def unpack(revision: str, directory: Path) -> str:
    path = directory / "office.sqlite"
    path.write_bytes(lzma.decompress((WRITTEN / f"{revision}.sqlite.xz").read_bytes()))
    return f"sqlite:///{path}"


def rows_of(store: Store) -> dict[str, list[dict[str, object]]]:
    """Return every row of every table by column, as they are sorted in a dump."""
    with store.read() as connection:
        dumped = {table.name: list(read_lines(connection, table)) for table in read_tables(connection)}
    named = {}
    for table, (names, *rows) in dumped.items():
        columns = json.loads(names)
        named[table] = [dict(zip(columns, json.loads(row), strict=True)) for row in rows]
    return named


def lost(before: dict[str, list[dict[str, object]]], after: dict[str, list[dict[str, object]]]) -> list[str]:
    """Name the tables of which a row, or a value of a column that is still there, is not there afterwards."""
    missing = []
    for table, rows in before.items():
        if table not in after:
            if rows:
                missing.append(table)
            continue
        shared = set(rows[0]) & set(after[table][0]) if rows and after[table] else set()
        first, second = (
            [tuple(str(row[name]) for name in sorted(shared)) for row in side] for side in (rows, after[table])
        )
        if not set(first) <= set(second) or len(second) < len(first):
            missing.append(table)
    return missing


@pytest.mark.parametrize("revision", [path.name[:4] for path in sorted(WRITTEN.glob("*.xz"))])
def test_what_an_earlier_version_wrote_is_whole_and_read_today(tmp_path, revision):
    url = unpack(revision, tmp_path)
    old = open_unchanged(url)
    before = rows_of(old)
    old.close()
    assert len(before["establishments"]) == 256
    store = open_store(url)
    assert lost(before, rows_of(store)) == REPLACED.get(revision, [])
    with store.read() as connection:
        assert revision_of(connection) == head_revision()
        assert verify_chain(connection) is None
        assert len(establishments.read_establishments(connection)) == 256
        assert len(establishments.read_contacts(connection)) == 256
        assert len(inspections.read_inspections(connection)) == 88
        assert len(register_steps.read_steps(connection)) == 1
        round_id = str(before["rounds"][0]["id"])
        sample, plan = rounds.read_sample(connection, round_id), plans.read_plan(connection, round_id)
        assert sample is not None and sample.size == len(sample.must + sample.risk + sample.lottery)
        assert plan is not None and plan.solution.routes
    store.close()


@pytest.mark.parametrize("revision", EARLIER)
def test_from_every_earlier_revision_no_row_is_lost(tmp_path, revision):
    url = unpack("0001" if revision == "0001" else "0011", tmp_path)
    address = sa.make_url(url)
    migrate(address, revision)
    old = open_unchanged(url)
    before = rows_of(old)
    with old.read() as connection:
        assert revision_of(connection) == revision
    old.close()
    store = open_store(url)
    assert lost(before, rows_of(store)) == REPLACED.get(revision, [])
    with store.read() as connection:
        assert len(establishments.read_entries(connection)) == 256
        assert verify_chain(connection) is None
    store.close()


def test_the_store_is_shown_as_it_was_and_once(tmp_path):
    url, shown = unpack("0011", tmp_path), []

    def look(store: Store, revision: str) -> None:
        with store.read() as connection:
            shown.append((revision, revision_of(connection), sa.inspect(connection).has_table("commune_reports")))

    for _ in range(2):
        open_store(url, before_upgrade=look).close()
    assert shown == [("0011", "0011", False)]


def test_a_new_store_is_shown_to_nobody(url):
    open_store(url, before_upgrade=lambda *_: pytest.fail("nothing to keep")).close()


def test_where_no_copy_can_be_made_nothing_changes(tmp_path):
    def fail(store: Store, revision: str) -> None:
        raise ServiceError("upgrade.no_copy", folder="x")

    url = unpack("0011", tmp_path)
    with pytest.raises(ServiceError):
        open_store(url, before_upgrade=fail)
    with sqlite3.connect(tmp_path / "office.sqlite") as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0011",)
    connection.close()


def test_the_copy_of_an_old_store_becomes_a_store_of_today(tmp_path):
    copies: list[bytes] = []
    store = open_store(
        unpack("0011", tmp_path), before_upgrade=lambda old, _: copies.append(backup_bytes(old, {}, made_at="x"))
    )
    new = f"sqlite:///{tmp_path / 'new' / 'office.sqlite'}"
    fresh = open_store(new)
    fill_from_backup(copies[0], fresh, tmp_path / "new")
    fresh.close()
    again = open_store(new)
    assert rows_of(again) == rows_of(store)
    again.close()
    store.close()
