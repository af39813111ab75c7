"""archive and verify-archive: exit codes, one JSON object, no office needed to check."""

import json
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path

from results_office import PLANNER

import workflow
from workflow.workspace import open_workspace, settings_from

ROOT = Path(__file__).resolve().parents[2]


def cli(*arguments) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "cli.py", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8",
        check=False,
    )  # fmt: skip


def test_a_closed_round_goes_out_and_is_checked_without_its_office(demo_copy, tmp_path):
    office = open_workspace(settings_from({"INSPECTION_DIR": str(demo_copy)}))
    plan = workflow.read_plan(office, PLANNER)
    round_id = plan.round.id
    workflow.seal_plan(
        office, PLANNER, round_id=round_id, version=plan.version, decision_no="12/QĐ", decision_on=date(2027, 3, 2),
        signer="Chủ tịch",
    )  # fmt: skip
    file, key = tmp_path / "a.zip", tmp_path / "k.zip"
    arguments = ("archive", round_id, "--out", file, "--checker", "Thanh tra", "--dir", demo_copy, "--json")
    early = cli(*arguments)
    assert (early.returncode, file.exists()) == (5, False)
    workflow.move_clock(office, PLANNER, at=workflow.read_now(office) + timedelta(days=60))
    workflow.close_round(office, PLANNER, round_id=round_id)
    office.store.close()
    assert cli(*arguments, "--pseudonymous").returncode == 3
    done = cli(*arguments, "--pseudonymous", "--key-out", key)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["has_key"]
    said = json.loads(cli("verify-archive", file, "--key", key, "--json").stdout)
    assert (said["ok"], said["needs_key"]) == (True, [])
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("EXTRA.txt", "thêm")
    broken = cli("verify-archive", file, "--json")
    assert broken.returncode == 1
    assert json.loads(broken.stdout)["broken"] == [{"code": "archive.file", "visit": "EXTRA.txt"}]
    assert cli("verify-archive", tmp_path / "none.zip").returncode == 3
