"""What reads before it writes waits for whoever writes the same: SQLite lets one write anyway, PostgreSQL needs the lock."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from register_office import PLANNER, open_office, take_in, with_cells, write_rows
from results_office import ROUND, sealed_office

from store import offices
from store.register_steps import lock_register
from workflow.backing_up import move_database
from workflow.meanwhile import hold
from workflow.purging import Purged, purge
from workflow.results_counting import count_results
from workflow.workspace import Workspace, open_workspace, settings_from

WAITERS = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
"""How many locks are waited for that this transaction holds: pg_stat_activity would show its first look for ever."""


def moved(workspace: Workspace, url: str) -> Workspace:
    with closing(workspace.store):
        move_database(workspace, PLANNER, url=url)
    return open_workspace(
        settings_from({"INSPECTION_DIR": str(workspace.settings.directory), "INSPECTION_DATABASE_URL": url})
    )


def done_after(workspace: Workspace, lock: Callable[[Any], None], act: Callable[[], Any]) -> Any:
    """Return what an act said that began while the lock was held, after seeing that it waited for it."""
    with ThreadPoolExecutor(1) as pool:
        with workspace.store.write() as connection:
            lock(connection)
            begun = pool.submit(act)
            if connection.dialect.name == "postgresql":
                assert is_waited_for(connection, begun)
        return begun.result(timeout=60)


def is_waited_for(connection: sa.Connection, begun: "Future[Any]") -> bool:
    """Tell whether what began came to wait for this transaction, rather than to its end."""
    while not begun.done():
        if connection.execute(sa.text(WAITERS)).scalar_one():
            return True
        time.sleep(0.02)
    return False


def test_results_are_counted_after_whoever_writes_down_a_remedy(tmp_path: Path, url: str) -> None:
    workspace = moved(sealed_office(tmp_path / "office"), url)

    def count() -> bool:
        with workspace.store.write() as connection:
            return count_results(connection, ROUND, "nobody", days={})

    with closing(workspace.store):
        assert done_after(workspace, lambda connection: hold(connection, "remedy"), count) is False


def test_contacts_are_removed_after_whoever_changes_the_register(tmp_path: Path, url: str) -> None:
    office = open_office(tmp_path / "office")
    owned = {(0, "Chủ cơ sở"): "Trần Văn Hai", (0, "Điện thoại"): "0987650001"}
    take_in(office, write_rows(tmp_path / "1.xlsx", with_cells(owned)))
    take_in(office, write_rows(tmp_path / "2.xlsx", with_cells(owned | {(0, "Tình trạng"): "Đã nghỉ"})))
    with office.store.write() as connection:
        kept = offices.read_office(connection)
        assert kept is not None
        offices.save_office(connection, replace(kept, demo_at=datetime(2029, 3, 2, tzinfo=UTC)))
    workspace = moved(office, url)
    with closing(workspace.store):
        done: Purged = done_after(workspace, lock_register, lambda: purge(workspace, PLANNER))
    assert sum(done.removed.values()) > 0
