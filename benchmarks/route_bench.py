"""Our solvers and their peers on the same problems, each run in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.public_files import references
from domain.errors import InputError

ROOT = Path(__file__).resolve().parents[1]
KINDS = {"district": "*.json", "required": "*.json", "top": "*.txt", "pcvrptw": "*.vrp"}
NOT_PROBLEMS = {"FORMAT.txt"}
WALL_PER_CPU, LOADING_WALL_S = 20.0, 600.0
"""A run that takes longer than this is ended: a peer that hangs is a row, not the end of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Hold one run: figures recomputed by planner.verify, or the code of what went wrong.

    ``gap`` is in percent of the reference, worse being positive; the reference
    is a published value where one is known, else the best legal score of this
    table.
    """

    problem: str
    solver: str
    seed: int
    score: float | None = None
    reference: float | None = None
    gap: float | None = None
    feasible: bool = False
    cpu_s: float | None = None
    memory_mb: int | None = None
    travel_min: float | None = None
    visits: int | None = None
    broken: int | None = None
    error: str | None = None

    def as_object(self) -> dict[str, object]:
        """Return the row as it stands in JSON."""
        return asdict(self)


def problem_files(kind: str, folder: Path) -> list[Path]:
    """Return the problem files of a folder, or the one file that is named.

    Raises
    ------
    InputError
        ``bench.kind`` for an unknown kind, ``bench.no_problems`` where nothing is found.
    """
    if kind not in KINDS:
        raise InputError("bench.kind", kind=kind, known=", ".join(KINDS))
    found = [folder] if folder.is_file() else sorted(folder.glob(KINDS[kind]))
    found = [path for path in found if path.name not in NOT_PROBLEMS]
    if not found:
        raise InputError("bench.no_problems", folder=folder.name, pattern=KINDS[kind])
    return found


def run_bench(
    kind: str,
    folder: Path,
    *,
    solvers: Sequence[str],
    seconds: float,
    seeds: Sequence[int] = (0,),
    on_row: Callable[[Row], None] = lambda row: None,
) -> list[Row]:
    """Return one row for each problem, solver and seed; a run that fails is a row with its error.

    Parameters
    ----------
    seconds
        CPU seconds of each run.
    on_row
        Called with each row as it comes, before references of this table are known.
    """
    files = problem_files(kind, folder)
    known = references(folder if folder.is_dir() else folder.parent)
    rows = []
    for path in files:
        for solver in solvers:
            for seed in seeds:
                row = _run(kind, path, solver=solver, seconds=seconds, seed=seed)
                rows.append(_beside(row, known.get(path.name), is_cost=kind == "pcvrptw"))
                on_row(rows[-1])
    return [row if row.reference is not None else _beside(row, best_of(rows, row.problem)) for row in rows]


def best_of(rows: Sequence[Row], problem: str) -> float | None:
    """Return the best legal score of a problem in a table."""
    return max((row.score for row in rows if row.problem == problem and row.feasible and row.score), default=None)


def _run(kind: str, path: Path, *, solver: str, seconds: float, seed: int) -> Row:
    row = Row(problem=path.name.removesuffix(path.suffix), solver=solver, seed=seed)
    command = [sys.executable, "-m", "benchmarks.route_run", kind, str(path.resolve()), solver, str(seconds), str(seed)]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
            timeout=LOADING_WALL_S + WALL_PER_CPU * seconds,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return replace(row, error="timeout")
    if done.returncode != 0:
        return replace(row, error=(done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1][:200])
    figures = json.loads(done.stdout.splitlines()[-1])
    figures.pop("params", None)
    return replace(row, **figures)


def _beside(row: Row, reference: float | None, *, is_cost: bool = False) -> Row:
    if reference is None or row.score is None:
        return replace(row, reference=reference)
    worse = row.score - reference if is_cost else reference - row.score
    return replace(row, reference=reference, gap=round(100 * worse / abs(reference), 3) if reference else None)
