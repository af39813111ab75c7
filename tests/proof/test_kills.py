"""Every step of the line killed: the store opens and is whole, the step is done or not, and doing it again succeeds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE_STEPS = "confirm,undo,freeze,results,restore"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def killed(*options: str) -> dict[str, int]:
    """Run the proof in an interpreter of its own, which forks before it has threads; return the last row's counts."""
    command = [sys.executable, "-W", "ignore", "tests/proof/kills.py", *options]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ}, capture_output=True, text=True, check=False)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    cells = [range(start, start + 10) for start in range(12, len(lines[0]), 10)]
    names, counts = ([row[at.start : at.stop].strip() for at in cells] for row in (lines[0], _totals(lines)))
    return dict(zip(names, map(int, counts), strict=True))


def _totals(lines: list[str]) -> str:
    return next(line for line in lines if line.startswith("all "))


def test_a_sample_of_kills_leaves_nothing_half_done() -> None:
    found = killed("--kills", "12", "--steps", SAMPLE_STEPS, "--seed", "3")
    assert found["kills"] + found["through"] == 12 and found["kills"] >= 9
    assert (found["half done"], found["lost"]) == (0, 0)


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_two_hundred_kills_leave_nothing_half_done() -> None:
    found = killed()
    assert found["kills"] >= 200
    assert (found["half done"], found["lost"]) == (0, 0)
    # Both outcomes were met: a proof whose kills all fall before the step shows nothing.
    assert found["done"] > 10 and found["not done"] > 100


def test_a_fault_would_be_seen(tmp_path: Path) -> None:
    """A step of two transactions is half done when it is killed between them, and the proof says so."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FAULTY, str(tmp_path)], cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "'half done': 1" in done.stdout


FAULTY = """
import sys
from pathlib import Path
from random import Random
sys.path.insert(0, "tests/proof")
import kills
from kill_office import Step, make_office

def open_twice(folder):
    from kill_office import open_round
    open_round(folder)
    open_round(folder)

folder = Path(sys.argv[1])
first = kills.run_whole(Step(name="office", after="", act=make_office), folder / "nothing", folder / "office")
faulty = Step(name="twice", after="office", act=open_twice, action="round.open")
whole = kills.run_whole(faulty, folder / "office", folder / "twice")
at = max(n for n, kind in enumerate(whole.places, start=1) if kind == "commit") - 1
tally = kills.Tally()
died = kills.kill_once(faulty, folder / "office", folder / "killed", whole, at=at, random=Random(1))
kills.judge(faulty, folder / "killed", whole, died, tally)
print(dict(tally.counts), tally.faults)
"""
