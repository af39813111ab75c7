"""Several processes at once on one SQLite file: opening, claiming, writing, dying."""

import os
import signal
import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest

from store import audit, jobs, open_store

AT = datetime(2027, 3, 1, tzinfo=UTC)
PROCESSES = 4
ROOT = Path(__file__).resolve().parents[2]


def together(task, *arguments):
    """Run a task in four fresh processes at once; return what each returned."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        return [future.result() for future in [pool.submit(task, *arguments) for _ in range(PROCESSES)]]


def open_each(folder, count):
    for k in range(count):
        store = open_store(f"sqlite:///{folder}/{k}.db")
        with store.write() as connection:
            audit.append_audit(connection, entry("open"))
        store.close()


def claim_all(url):
    store, taken = open_store(url), []
    while True:
        with store.write() as connection:
            job = jobs.claim_job(connection, worker=str(os.getpid()), now=AT)
        if job is None:
            store.close()
            return taken
        taken.append(job.id)


def entry(action):
    return audit.AuditEntry(at=AT, account="", role="", ip="", action=action, object="", outcome="ok", details={})


def test_processes_that_open_a_new_store_at_once_all_find_it_migrated(tmp_path):
    together(open_each, str(tmp_path), 8)
    for k in range(8):
        store = open_store(f"sqlite:///{tmp_path}/{k}.db")
        with store.read() as connection:
            assert len(audit.read_audit(connection, limit=99)) == PROCESSES
            assert audit.verify_chain(connection) is None
        store.close()


def test_no_job_is_claimed_twice(url, store):
    keys = [f"job-{k}" for k in range(60)]
    with store.write() as connection:
        for key in keys:
            jobs.add_job(connection, jobs.Job(id=key, kind="plan", params={}, account="a", created_at=AT))
    taken = [key for part in together(claim_all, url) for key in part]
    assert Counter(taken) == Counter(keys)


DIES = """
import os, signal, sys
from store import audit, open_store
from test_store_processes import entry
store = open_store(sys.argv[1])
with store.write() as connection:
    audit.append_audit(connection, entry("kept"))
with store.write() as connection:
    audit.append_audit(connection, entry("lost"))
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_process_killed_while_it_writes_leaves_what_was_kept_before(url):
    paths = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    died = subprocess.run([sys.executable, "-c", DIES, url], env={**os.environ, "PYTHONPATH": paths}, check=False)
    assert died.returncode == -signal.SIGKILL
    store = open_store(url)
    with store.write() as connection:
        assert [one.action for one in audit.read_audit(connection, limit=9)] == ["kept"]
        audit.append_audit(connection, entry("next"))
        assert audit.verify_chain(connection) is None
    store.close()


def test_who_opens_twice_loses_nothing_when_another_process_leaves(tmp_path: Path) -> None:
    """SQLite's locks are the process's: a plain open and close of the file would drop those of its other store."""
    url = f"sqlite:///{tmp_path / 'office.sqlite'}"
    first = open_store(url)
    with first.write() as connection:
        connection.exec_driver_sql("CREATE TABLE kept (n INTEGER)")
    second = open_store(url)
    leave = f"from store import open_store; s = open_store({url!r}); c = s.read(); c.__enter__(); c.__exit__(None, None, None); s.close()"
    subprocess.run([sys.executable, "-c", leave], check=True, cwd=ROOT)
    with first.write() as connection:
        connection.exec_driver_sql("INSERT INTO kept VALUES (1)")
    count = f"import sqlite3; print(sqlite3.connect({str(tmp_path / 'office.sqlite')!r}).execute('SELECT count(*) FROM kept').fetchone()[0])"
    told = subprocess.run([sys.executable, "-c", count], check=True, capture_output=True, text=True)
    first.close()
    second.close()
    assert told.stdout.strip() == "1"
