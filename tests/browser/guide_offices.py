"""The demo office at the moments of which the guide has pictures: empty, planned, sealed, worked."""

import hashlib
import hmac
import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from field_office import PLANNER, Evening, open_office
from served import ROOT

import workflow
from workflow.plan_views import PlanView
from workflow.workspace import Workspace

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
CLOSED_EVERY, FOUND_EVERY = 9, 4


def make_empty(directory: Path) -> None:
    """Make an office that has its units, teams and shifts, but no register yet."""
    from access.first_accounts import create_first_accounts
    from demo.line import set_up_demo

    directory.mkdir(parents=True)
    workspace = open_office(directory)
    made = set_up_demo(workspace)
    create_first_accounts(workspace, teams=made.teams, at=datetime.now(UTC))
    workspace.store.close()


def make_planned(directory: Path) -> None:
    """Make the demo office by the whole line, its round planned and not sealed."""
    command = [sys.executable, "cli.py", "demo", "--dir", str(directory), "--json"]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)


def take_one_out(directory: Path) -> None:
    """Take one stop of the plan out of the schedule, so that the page has to say why it has no place."""
    workspace = open_office(directory)
    plan = _plan(workspace)
    stop = plan.shifts[1].stops[2].establishment_id
    version = {"round_id": plan.round.id, "version": plan.version}
    workflow.move_stop(workspace, PLANNER, **version, visit=stop, shift="", order=1)
    workspace.store.close()


def put_it_back(directory: Path) -> None:
    """Undo what ``take_one_out`` did."""
    workspace = open_office(directory)
    plan = _plan(workspace)
    workflow.undo_plan(workspace, PLANNER, round_id=plan.round.id, version=plan.version)
    workspace.store.close()


def work_the_round(directory: Path, evening: Evening) -> None:
    """Let every other shift of the sealed round come home with its results, and have the Word papers written."""
    workspace = open_office(directory)
    plan = _plan(workspace)
    last = max(shift.date for shift in plan.shifts)
    night = datetime(last.year, last.month, last.day, 23, 30, tzinfo=HANOI)
    workflow.move_clock(workspace, PLANNER, at=night)
    done = 0
    for shift in plan.shifts:
        if shift.stops and shift.shift != evening.shift.shift:
            sheet = workflow.read_sheet(workspace, PLANNER, shift=shift.shift)
            workflow.take_results(workspace, PLANNER, text=_results(sheet, first=done), received_at=night)
            done += len(shift.stops)
    workflow.write_official_papers(workspace, PLANNER, round_id=plan.round.id)
    workspace.store.close()


def _plan(workspace: Workspace) -> PlanView:
    plan = workflow.read_plan(workspace, PLANNER)
    assert plan is not None
    return plan


def _results(sheet: Mapping[str, Any], *, first: int) -> str:
    """Return a RESULTS.json of a whole shift; some doors are closed, some visits find a duty unfulfilled."""
    results = [_result(sheet, stop, number) for number, stop in enumerate(sheet["stops"], start=first)]
    said = {key: sheet[key] for key in ("sheet", "team", "shift", "revision")}
    body = json.dumps(
        said | {"schema": 1, "device": hashlib.sha256(sheet["shift"].encode()).hexdigest()[:16],
                "made_at": results[-1]["recorded_at"], "results": results}
    )  # fmt: skip
    mark = hmac.new(bytes.fromhex(sheet["key"]), body.encode(), hashlib.sha256).hexdigest()
    return json.dumps({"schema": 1, "body": body, "mark": mark})


def _result(sheet: Mapping[str, Any], stop: Mapping[str, Any], number: int) -> dict[str, Any]:
    day = datetime.fromisoformat(sheet["date"]).replace(tzinfo=HANOI)
    at = {key: (day + timedelta(seconds=stop[f"{key[:-3]}_s"])).isoformat() for key in ("start_at", "leave_at")}
    base = {"stop": stop["id"], "kind": "establishment", "edit": 1, "recorded_at": at["leave_at"]}
    base |= {"arrived_at": at["start_at"], "left_at": at["leave_at"]}
    if number % CLOSED_EVERY == CLOSED_EVERY - 1:
        return base | {"status": "closed_door"}
    due = (day + timedelta(days=30)).date().isoformat()
    code, action = sheet["findings"][0]["code"], sheet["actions"][0]["code"]
    found = [{"code": code, "action": action, "remedy_due_on": due}] if number % FOUND_EVERY == 1 else []
    return base | {
        "status": "inspected", "is_full": True, "minutes_no": f"{number + 1:02d}/BB", "findings": found,
        "agencies": list(stop["agencies"]), "regulations": [sheet["regulations"][0]["code"]],
        "commitment_on": sheet["date"],
    }  # fmt: skip
