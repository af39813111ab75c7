"""documents write --sheets: the papers of a sealed plan's shifts as files, an unsealed plan refused in words."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def cli(directory: Path, *arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "cli.py", *arguments, "--dir", str(directory), "--json"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def round_id(demo_copy: Path) -> str:
    return next((demo_copy / "papers").glob("*-plan_workbook.xlsx")).name.split("-v")[0]


def test_sheets_lie_beside_the_other_papers(demo_copy: Path, round_id: str) -> None:
    refusal = cli(demo_copy, "documents", "write", round_id, "--sheets")
    assert refusal.returncode == 5 and "chưa chốt" in refusal.stderr
    sealing = ("--decision-no", "12/QĐ", "--decision-on", "2027-03-02", "--signer", "Chủ tịch")
    assert cli(demo_copy, "round", "seal", round_id, *sealing).returncode == 0
    done = cli(demo_copy, "documents", "write", round_id, "--sheets")
    assert done.returncode == 0, done.stderr
    written = json.loads(done.stdout)["papers"]
    shifts = sum(path.endswith(".gpx") for path in written)
    assert shifts > 0 and sum(path.startswith("papers/phieu-") for path in written) == shifts
    assert all((demo_copy / path).stat().st_size > 0 for path in written)
    unlocked = json.loads(cli(demo_copy, "documents", "write", round_id, "--open-sheets").stdout)["papers"]
    assert set(written) < set(unlocked) and len(set(unlocked) - set(written)) == shifts
