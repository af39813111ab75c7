"""bench: our solvers and their peers on the same work."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from commands.answers import answer_json

COLUMNS = ("problem", "solver", "seed", "score", "reference", "gap", "feasible", "cpu_s", "memory_mb")


def bench(
    kind: Annotated[str, typer.Argument(help="district, required, top or pcvrptw.")],
    path: Annotated[Path, typer.Option(help="Folder of the problem files, or one file.")],
    solver: Annotated[str, typer.Option(help="Solvers, with commas.")] = "auto",
    seconds: Annotated[float, typer.Option(help="CPU seconds of each run.")] = 10.0,
    seeds: Annotated[str, typer.Option(help="Seeds, with commas.")] = "0",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Compare solvers, each run in its own process. Example: python cli.py bench top --path DIR --solver auto,pyvrp"""
    from benchmarks.route_bench import run_bench

    def show(row) -> None:  # type: ignore[no-untyped-def]
        """Print a row as it comes: on stderr where stdout is JSON."""
        values = row.as_object()
        line = "  ".join(f"{name}={values[name]}" for name in COLUMNS if values[name] is not None)
        print(line + (f"  {row.error}" if row.error else ""), file=sys.stderr, flush=True)

    rows = run_bench(
        kind,
        path,
        solvers=[name.strip() for name in solver.split(",") if name.strip()],
        seconds=seconds,
        seeds=[int(seed) for seed in seeds.split(",")],
        on_row=show,
    )
    if as_json:
        answer_json({"kind": kind, "seconds": seconds, "rows": [row.as_object() for row in rows]})
        return
    print("\t".join(COLUMNS))
    for row in rows:
        values = row.as_object()
        print("\t".join("" if values[name] is None else str(values[name]) for name in COLUMNS))
