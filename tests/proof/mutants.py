"""Break the draw on purpose, one line at a time, and see that the tests notice.

    python tests/proof/mutants.py            all mutants, a table, exit 1 if one survives
    python tests/proof/mutants.py NAME ...   only these

Each mutant replaces one exact text, which must stand exactly once in its file. The tests run in a copy
of the checkout; only failing tests count as caught, a mutant that cannot even be imported does not.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (
    "domain",
    "planner",
    "commands",
    "workflow",
    "register",
    "geo",
    "store",
    "documents",
    "demo",
    "access",
    "benchmarks",
)
LIMIT_S = 240
PASSED, FAILED = 0, 1
"""Exit codes of pytest; every other one says that the tests could not run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """Hold one wrong draw: which text becomes which, and what must fail."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Hold what became of a mutant: ``caught``, ``survived``, ``broken`` or ``too slow``."""

    name: str
    verdict: str
    seconds: float
    said: str


class StaleMutantError(Exception):
    """Say that a mutant's text is not, or not once, in its file: the mutant must be mended."""


def changed(mutant: Mutant, root: Path = ROOT) -> str:
    """Return the file's text with the mutation; raise StaleMutantError where it does not fit."""
    text = (root / mutant.file).read_text(encoding="utf-8")
    if text.count(mutant.old) != 1:
        raise StaleMutantError(f"{mutant.name}: {text.count(mutant.old)} times in {mutant.file}: {mutant.old!r}")
    return text.replace(mutant.old, mutant.new)


def copy_checkout(folder: Path) -> Path:
    """Copy what the tests of the draw need, and return where."""
    leave_out = shutil.ignore_patterns("__pycache__", "pictures", "office", ".*")
    for name in (*FOLDERS, "data", "docs", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=leave_out)
    for name in ("cli.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def run_tests(folder: Path, tests: Sequence[str], *, limit_s: int = LIMIT_S) -> tuple[int | None, str]:
    """Return pytest's exit code (None: not done in time) and its last words."""
    command = [sys.executable, "-m", "pytest", "-x", "-n0", "--hypothesis-seed=0", "-m", "not proof", *tests]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": ""}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=limit_s, encoding="utf-8"
        )
    except subprocess.TimeoutExpired:
        return None, ""
    lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return done.returncode, lines[-1][:150] if lines else ""


def judge(mutant: Mutant, folder: Path) -> Outcome:
    """Run a mutant's tests in a copy that nobody else uses, and put the copy right again."""
    target = folder / mutant.file
    sound = target.read_text(encoding="utf-8")
    target.write_text(changed(mutant), encoding="utf-8")
    begun = perf_counter()
    try:
        code, said = run_tests(folder, mutant.tests)
    finally:
        target.write_text(sound, encoding="utf-8")
    verdict = {PASSED: "survived", FAILED: "caught", None: "too slow"}.get(code, "broken")
    return Outcome(name=mutant.name, verdict=verdict, seconds=perf_counter() - begun, said=said)


def judge_all(mutants: Sequence[Mutant], *, workers: int = 2) -> Iterator[Outcome]:
    """Yield the outcome of each mutant; each worker has a copy of its own.

    Raises
    ------
    StaleMutantError
        If a text is not found once: before anything runs.
    RuntimeError
        If the tests fail without any mutation.
    """
    for mutant in mutants:
        changed(mutant)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
        copies = [copy_checkout(Path(folder) / "0")]
        # Copies of the copy: the checkout may change meanwhile.
        copies += [Path(shutil.copytree(copies[0], Path(folder) / str(k))) for k in range(1, workers)]
        code, said = run_tests(copies[0], sorted({test for mutant in mutants for test in mutant.tests}))
        if code != PASSED:
            raise RuntimeError(f"the tests fail without a mutation ({code}): {said}")
        free = SimpleQueue[Path]()
        for copy in copies:
            free.put(copy)
        yield from pool.map(lambda mutant: _judge_in_turn(mutant, free), mutants)


def _judge_in_turn(mutant: Mutant, free: SimpleQueue[Path]) -> Outcome:
    copy = free.get()
    try:
        return judge(mutant, copy)
    finally:
        free.put(copy)


def main(names: Sequence[str]) -> int:
    """Print a table; 0 if every mutant was caught."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from draw_mutants import MUTANTS

    chosen = [mutant for mutant in MUTANTS if not names or mutant.name in names]
    caught = 0
    for outcome in judge_all(chosen):
        print(f"{outcome.verdict:9} {outcome.seconds:5.1f} s  {outcome.name:28} {outcome.said}", flush=True)
        caught += outcome.verdict == "caught"
    print(f"{caught} of {len(chosen)} caught")
    return int(caught < len(chosen))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
