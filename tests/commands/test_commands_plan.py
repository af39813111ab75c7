"""plan replan, lock and compare: one JSON object each, and the errors of the steps below."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import workflow
from commands import plan_commands
from commands.answers import CLI
from commands.registry import run
from workflow.workspace import Workspace, open_workspace, settings_from

ROUND = "D2027-01"


@pytest.fixture
def workspace(demo_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """Return the demo office; the commands use this one, so that it can be closed."""
    found = open_workspace(settings_from({"INSPECTION_DIR": str(demo_copy)}))
    monkeypatch.setattr(plan_commands, "workspace_of", lambda directory: found)
    yield found
    found.store.close()


def asked(capsys, workspace, *arguments: str):
    code = run(["plan", *arguments, "--dir", str(workspace.settings.directory), "--json"])
    out = capsys.readouterr().out
    return code, json.loads(out) if out.strip() else None


def test_a_plan_is_locked_planned_anew_and_compared(workspace, capsys):
    view = workflow.read_plan(workspace, CLI, round_id=ROUND)
    first, last = view.shifts[0], view.shifts[-1]
    code, locked = asked(capsys, workspace, "lock", ROUND, "--shift", first.shift, "--kind", "order")
    assert code == 0 and locked["version"] == view.version + 1
    assert locked["locked"] == {stop.establishment_id: "order" for stop in first.stops}
    code, made = asked(capsys, workspace, "replan", ROUND, "--lost-shift", last.shift, "--solver", "greedy")
    assert code == 0 and made["version"] == view.version + 2
    gone = {stop.establishment_id for stop in last.stops}
    assert gone <= {one["visit"] for one in made["moved"]} | {one["visit"] for one in made["left"]}
    assert all(one["reasons"] for one in made["left"])
    code, told = asked(capsys, workspace, "compare", ROUND)
    assert code == 0 and (told["first"]["version"], told["second"]["action"]) == (made["version"] - 1, "replan")
    assert {one["visit"] for one in told["moved"]} | set(told["removed"]) >= gone
    code, freed = asked(capsys, workspace, "lock", ROUND, "--shift", first.shift, "--kind", "")
    assert code == 0 and freed["locked"] == {}


def test_what_is_not_there_is_refused(workspace, capsys):
    assert asked(capsys, workspace, "lock", ROUND, "--shift", "nowhere")[0] == 5
    assert asked(capsys, workspace, "replan", ROUND, "--lost-team", "nobody")[0] == 3
    assert asked(capsys, workspace, "replan", ROUND, "--late", "soon")[0] == 2
    assert asked(capsys, workspace, "compare", ROUND, "--first", "99")[0] == 3
