"""A store keeps every row on its way to another database and back."""

import threading
from datetime import UTC, datetime

import pytest

from domain.accounts import AccountRole, Actor
from domain.errors import InputError
from store import open_store
from store.audit import verify_chain
from store.backups import backup_bytes, fill_from_backup
from store.dumping import sum_store
from workflow.backing_up import move_database
from workflow.permissions import log
from workflow.workspace import open_workspace, settings_from

PLANNER = Actor(account="thu", role=AccountRole.PLANNER)


@pytest.fixture
def office(demo_copy):
    opened = open_workspace(settings_from({"INSPECTION_DIR": str(demo_copy)}))
    yield opened
    opened.store.close()


def sums(store):
    with store.read() as connection:
        return sum_store(connection)


def test_there_and_back_every_row_is_the_same(office, url, tmp_path):
    moved = move_database(office, PLANNER, url=url)
    store = open_store(url)
    back = open_store(f"sqlite:///{tmp_path / 'back.sqlite'}")
    try:
        there = sums(store)
        assert moved == sum(one.rows for one in there.values())
        assert there["establishments"].rows > 200
        fill_from_backup(backup_bytes(store, {}, made_at="x"), back, tmp_path)
        assert sums(back) == there
        with store.write() as connection:
            assert verify_chain(connection) is None
    finally:
        store.close()
        back.close()


def test_a_moved_office_goes_on_counting(office, url):
    move_database(office, PLANNER, url=url)
    moved = open_workspace(
        settings_from({"INSPECTION_DIR": str(office.settings.directory), "INSPECTION_DATABASE_URL": url})
    )
    try:
        for _ in range(3):
            log(moved, PLANNER, action="after.move")
        with moved.store.read() as connection:
            assert verify_chain(connection) is None
    finally:
        moved.store.close()


def test_a_database_in_use_is_refused(office, url):
    move_database(office, PLANNER, url=url)
    with pytest.raises(InputError) as caught:
        move_database(office, PLANNER, url=url)
    assert caught.value.code == "dump.not_empty"


def test_a_backup_holds_one_moment_though_others_write(office, tmp_path):
    stop = threading.Event()

    def write():
        while not stop.is_set():
            log(office, PLANNER, action="busy", at_work=str(datetime.now(UTC)))

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        contents = [backup_bytes(office.store, {}, made_at="x") for _ in range(3)]
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    for number, content in enumerate(contents):
        target = open_store(f"sqlite:///{tmp_path / f'{number}.sqlite'}")
        fill_from_backup(content, target, tmp_path / str(number))
        with target.read() as connection:
            assert verify_chain(connection) is None
        target.close()
