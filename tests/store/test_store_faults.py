"""A store on a disk that is full or may not be written to, or that another process holds: words, and nothing lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from small_disk import small_disk

from domain.errors import ServiceError
from store import audit, engine, jobs, open_store, sessions, sheets, throttle
from store.accounts import Account, AccountRole, add_account

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ROOT = Path(__file__).resolve().parents[2]

HOLDS = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
for statement in sys.argv[2].split(";"):
    held.execute(statement)
print("held", flush=True)
sys.stdin.read()
"""
WRITING = "BEGIN IMMEDIATE"
WHOLLY = "PRAGMA locking_mode = EXCLUSIVE;BEGIN EXCLUSIVE;CREATE TABLE held (n)"


def entry(action: str) -> audit.AuditEntry:
    return audit.AuditEntry(at=AT, account="", role="", ip="", action=action, object="", outcome="ok", details={})


def told(store) -> list[str]:
    with store.read() as connection:
        assert audit.verify_chain(connection) is None
        return [one.action for one in audit.read_audit(connection, limit=99)]


@contextmanager
def held(path: Path, how: str) -> Iterator[None]:
    """Let another process hold the file."""
    command = [sys.executable, "-c", HOLDS, str(path), how]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        try:
            yield
        finally:
            other.stdin.close()
            other.wait()


@pytest.mark.parametrize(("trouble", "code"), [("full", "store.full"), ("read_only", "store.read_only")])
def test_a_disk_that_takes_nothing_is_named_and_what_was_there_stays(tmp_path, trouble, code):
    with small_disk(tmp_path / "disk") as disk:
        store = open_store(f"sqlite:///{disk.path}/office.sqlite")
        with store.write() as connection:
            audit.append_audit(connection, entry("kept"))
        if trouble == "full":
            # A disk with a file that is open for writing is not set to reading only.
            with disk.full():
                with pytest.raises(ServiceError) as refused, store.write() as connection:
                    for n in range(2000):
                        audit.append_audit(connection, entry(f"lost {n}"))
                assert refused.value.code == code
                assert told(store) == ["kept"]
        store.close()
        with getattr(disk, trouble)(), pytest.raises(ServiceError) as closed:
            reopened = open_store(f"sqlite:///{disk.path}/office.sqlite")
            with reopened.write() as connection:
                audit.append_audit(connection, entry("lost"))
        assert closed.value.code == code
        again = open_store(f"sqlite:///{disk.path}/office.sqlite")
        with again.write() as connection:
            audit.append_audit(connection, entry("next"))
        assert told(again) == ["next", "kept"]
        again.close()


@pytest.mark.parametrize("trouble", ["full", "read_only"])
def test_a_new_store_is_not_begun_where_nothing_can_be_written(tmp_path, trouble):
    with small_disk(tmp_path / "disk") as disk:
        with getattr(disk, trouble)(), pytest.raises(ServiceError) as refused:
            open_store(f"sqlite:///{disk.path}/office/office.sqlite")
        assert refused.value.code in {"store.full", "store.read_only"}
        store = open_store(f"sqlite:///{disk.path}/office/office.sqlite")
        assert told(store) == []
        store.close()


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="becomes another account, as root alone can")
def test_a_store_of_another_account_is_refused_in_words(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'office.sqlite'}")
    store.close()
    code = (
        "import os, sys; from store import open_store; from domain.errors import ServiceError; os.setuid(65534)\n"
        f"try: open_store('sqlite:///{tmp_path}/office.sqlite')\nexcept ServiceError as e: print(e.code)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "store.read_only", done.stderr


def test_a_writer_waits_for_another_process_and_gives_up_in_words(url, store, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_S", 0.2)
    hasty, path = open_store(url), Path(store.engine.url.database)
    with held(path, WRITING):
        with pytest.raises(ServiceError) as refused, hasty.write():
            pass
        assert refused.value.code == "store.busy"
        assert told(hasty) == []
        hasty.close()
        # Opening asks whether there is something to bring up to date, which is a writer's question.
        with pytest.raises(ServiceError) as opening:
            open_store(url)
        assert opening.value.code == "store.busy"
    later = open_store(url)
    with later.write() as connection:
        audit.append_audit(connection, entry("after"))
    assert told(later) == ["after"]
    later.close()


def test_a_file_that_another_process_holds_wholly_is_busy_for_readers_too(url, store, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_S", 0.2)
    path = Path(store.engine.url.database)
    store.close()
    with held(path, WHOLLY), pytest.raises(ServiceError) as refused:
        open_store(url)
    assert refused.value.code == "store.busy"


def a_job(name: str) -> jobs.Job:
    return jobs.Job(id=name, kind="plan", params={}, account="a", created_at=AT)


@pytest.mark.parametrize(
    ("heard", "is_lost"), [(-6 * MINUTE, True), (-4 * MINUTE, False), (4 * MINUTE, False), (DAY, True)]
)
def test_a_worker_that_is_silent_is_given_up_whichever_way_the_clock_went(store, heard, is_lost):
    with store.write() as connection:
        jobs.add_job(connection, a_job("j"))
        jobs.claim_job(connection, worker="w", now=AT + heard)
        assert jobs.fail_stale_jobs(connection, before=AT - 5 * MINUTE, now=AT) == is_lost
        found = jobs.read_job(connection, "j")
    assert (found.state, found.error_code) == (("failed", "job.worker_lost") if is_lost else ("running", ""))


def test_only_the_tasks_of_the_dead_are_given_up_and_only_those_that_run(store):
    with store.write() as connection:
        for name, worker in (("a", "one/1"), ("b", "one/2"), ("c", "two/1")):
            jobs.add_job(connection, a_job(name))
            jobs.claim_job(connection, worker=worker, now=AT)
        jobs.add_job(connection, a_job("d"))
        assert jobs.running_workers(connection) == {"one/1", "one/2", "two/1"}
        jobs.finish_job(connection, "b", result={}, now=AT)
        assert jobs.fail_jobs_of(connection, ["one/1", "one/2"], now=AT) == 1
        states = {name: jobs.read_job(connection, name).state.value for name in "abcd"}
    assert states == {"a": "failed", "b": "done", "c": "running", "d": "queued"}


def test_a_beat_keeps_a_running_task_and_wakes_none_that_was_given_up(store):
    with store.write() as connection:
        jobs.add_job(connection, a_job("j"))
        jobs.claim_job(connection, worker="w", now=AT)
        jobs.beat(connection, "j", now=AT + 9 * MINUTE)
        assert jobs.fail_stale_jobs(connection, before=AT + 5 * MINUTE, now=AT + 10 * MINUTE) == 0
        assert jobs.fail_stale_jobs(connection, before=AT + 10 * MINUTE, now=AT + 15 * MINUTE) == 1
        jobs.beat(connection, "j", now=AT + 16 * MINUTE)
        assert jobs.read_job(connection, "j").state.value == "failed"


def test_a_session_carried_back_has_as_long_to_live_as_before(store):
    with store.write() as connection:
        add_account(connection, Account(name="an", role=AccountRole.PLANNER, team=None, password_hash="x"))
        session = sessions.WebSession(
            token_hash="h", account="an", created_at=AT, last_seen_at=AT + 60 * MINUTE, expires_at=AT + 12 * 60 * MINUTE
        )
        sessions.add_session(connection, session)
        sessions.carry_back(connection, session, AT - DAY)
        found = sessions.find_session(connection, "h")
    assert found.last_seen_at == AT - DAY and found.expires_at - found.last_seen_at == 11 * 60 * MINUTE


def test_failures_may_be_counted_up_to_an_instant(store):
    with store.write() as connection:
        for n in range(4):
            throttle.record_failure(connection, "k", AT + n * MINUTE)
        assert throttle.count_failures(connection, "k", AT, AT + 2 * MINUTE) == 2
        assert throttle.count_failures(connection, "k", AT) == 4


def test_a_shift_that_nobody_opened_has_no_last_look(store):
    with store.read() as connection:
        assert sheets.last_looks(connection, "D2027-01") == {}
