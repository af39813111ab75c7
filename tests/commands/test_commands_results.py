"""results import and list: one JSON object, the same file twice, a file that is none."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from results_office import RECEIVED, result, results_text, sealed_office, shift_id, team_actor

import workflow

ROOT = Path(__file__).resolve().parents[2]


def cli(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "cli.py", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return the folder of an office with a file of results beside it, of which one result came before by network."""
    workspace = sealed_office(tmp_path / "office")
    found = [result("E000"), result("E001", "closed_door"), result("E999")]
    (tmp_path / "results.json").write_text(results_text(workspace, found), encoding="utf-8-sig")
    early = results_text(workspace, found[:1])
    workflow.take_results(workspace, team_actor("T00"), text=early, received_at=RECEIVED)
    workspace.store.close()
    return tmp_path


def test_a_file_is_taken_in_once_and_listed(office):
    arguments = ("results", "import", str(office / "results.json"), "--dir", str(office / "office"), "--json")
    done = cli(*arguments)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert {name: said[name] for name in ("accepted", "ignored", "conflict", "refused")} == {
        "accepted": 1, "ignored": 1, "conflict": 0, "refused": 1,
    }  # fmt: skip
    assert [(one["stop"], one["intake"]) for one in said["answers"]] == [
        ("E000", "ignored"), ("E001", "accepted"), ("E999", "refused"),
    ]  # fmt: skip
    again = json.loads(cli(*arguments).stdout)
    assert (again["accepted"], again["ignored"], again["refused"]) == (0, 2, 1)
    listed = json.loads(cli("results", "list", "--dir", str(office / "office"), "--json").stdout)
    first = next(one for one in listed["shifts"] if one["shift"] == shift_id(0))
    assert (first["visits"], first["received"], first["counted"], first["waiting"]) == (4, 2, 1, 1)


def test_what_is_no_results_file_is_refused_in_words(office):
    (office / "other.json").write_bytes(b"\xff\xfe{}")
    done = cli("results", "import", str(office / "other.json"), "--dir", str(office / "office"), "--json")
    assert (done.returncode, done.stdout) == (3, "")
    assert "không phải là tệp kết quả" in done.stderr
    missing = cli("results", "import", str(office / "none.json"), "--dir", str(office / "office"))
    assert missing.returncode == 3 and "none.json" in missing.stderr
