"""A process that takes results in and is killed on the way; and the sender, who repeats what got no answer."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from results_office import PLANNER, RECEIVED, ROUND, team_actor

import workflow
from domain.visits import ResultState
from store import audit, inspections, results
from workflow.workspace import open_workspace, settings_from

ROOT = Path(__file__).resolve().parents[1]

# The process dies by its own hand at the n-th statement that it sends to the database, counted from the lock of
# the intake on: every place of the transaction can be met, the one after its end too.
DIES = """
import os, signal, sys
from pathlib import Path
import sqlalchemy as sa
import workflow
from domain.accounts import AccountRole, Actor
from store import results
from workflow.workspace import open_workspace, settings_from

workspace = open_workspace(settings_from({"INSPECTION_DIR": sys.argv[1]}))
left = [int(sys.argv[3]), False]
lock = results.lock_results

def begin(connection):
    left[1] = True
    lock(connection)

def count(*_):
    if left[1]:
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

results.lock_results = begin
sa.event.listen(workspace.store.engine, "before_cursor_execute", count)
actor = Actor(account="doan-T00", role=AccountRole.TEAM, team="T00")
workflow.take_results(workspace, actor, text=Path(sys.argv[2]).read_text("utf-8"))
print("through", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


MOST_STATEMENTS = 115
"""Ten results need about 105 statements: the last cuts fall after the transaction and before the answer."""


def kill_intake(directory: Path, text: str, *, at: int) -> bool:
    """Run an intake that is killed at its ``at``-th statement, from 1; tell whether it was through by then."""
    file = directory.parent / "results.json"
    file.write_text(text, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)])}
    died = subprocess.run(
        [sys.executable, "-c", DIES, str(directory), str(file), str(at)], env=environment, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert died.returncode == -signal.SIGKILL, died.stderr
    return died.stdout.strip() == "through"


def send_until_taken(directory: Path, text: str, *, stops: int) -> None:
    """Send the file again, as a tablet without an answer does, and check that it was taken exactly once."""
    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))
    with workspace.store.read() as connection:
        left = len(results.read_results(connection, ROUND))
        assert left in (0, stops), "half a file was kept"
        assert audit.verify_chain(connection) is None
    again = workflow.take_results(workspace, team_actor("T00"), text=text, received_at=RECEIVED)
    assert (again.accepted, again.ignored) == ((stops, 0) if left == 0 else (0, stops))
    with workspace.store.read() as connection:
        found = results.read_results(connection, ROUND)
        assert [one.state for one in found] == [ResultState.KEPT] * stops
        assert len({one.result.stop for one in found}) == stops
        assert len([one for one in inspections.read_inspections(connection) if one.round_id]) == stops
        assert audit.verify_chain(connection) is None
    assert workflow.read_coverage(workspace, PLANNER).coverage.area.inspected == stops
    workspace.store.close()
