"""The table of solvers and peers for docs/benchmarks.md, made by the run itself."""

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from benchmarks.marks import with_marked_part
from benchmarks.route_bench import KINDS, Row, run_bench

SOLVERS = {
    "district": ("auto", "lns", "pyvrp-tuned", "pyvrp", "vroom", "ortools"),
    "required": ("auto", "lns", "pyvrp-tuned", "pyvrp", "vroom", "ortools"),
    "top": ("auto", "lns", "pyvrp-tuned", "pyvrp", "vroom", "ortools"),
    "pcvrptw": ("auto", "lns", "pyvrp-tuned"),
}
"""Who is compared on what. lns stands in the last one to say that the product's problem has no loads."""


def run_routes(
    folders: Sequence[tuple[str, Path]], *, seconds: float, seeds: Sequence[int], page: Path | None, solvers: str = ""
) -> bool:
    """Run every kind on its folder, print the tables and write them into the page; tell whether anything was run.

    Parameters
    ----------
    folders
        (kind, folder); those that are not there are named and left out.
    page
        A Markdown file with the two marks, or None to print only.
    solvers
        Names with commas that replace those of each kind.
    """
    parts: list[str] = []
    for kind, folder in folders:
        if not folder.exists():
            print(f"{kind}: no folder {folder.name}")
            continue
        names = tuple(solvers.split(",")) if solvers else SOLVERS[kind]
        rows = run_bench(kind, folder, solvers=names, seconds=seconds, seeds=seeds, on_row=_show)
        parts += [*table(kind, rows, seconds=seconds), ""]
    text = "\n".join(parts).rstrip()
    print(text)
    if page is not None and parts:
        page.write_text(
            with_marked_part(page.read_text(encoding="utf-8"), "routes", text), encoding="utf-8", newline="\n"
        )
    return bool(parts)


def table(kind: str, rows: Sequence[Row], *, seconds: float) -> list[str]:
    """Return Markdown lines: for each solver its mean over the runs, then each problem's means."""
    problems, solvers = list(dict.fromkeys(r.problem for r in rows)), list(dict.fromkeys(r.solver for r in rows))
    seeds = sorted({row.seed for row in rows})
    is_travel = kind == "required"
    unit = "travel minutes" if is_travel else "gap to the reference, %"
    lines = [
        f"**{kind}**, {seconds:g} CPU s, seeds {', '.join(map(str, seeds))}; by problem: {unit}.",
        "",
        f"| solver | rules kept | mean {'minutes' if is_travel else 'gap %'} | CPU s | MB | {' | '.join(problems)} |",
        "| --- " * (5 + len(problems)) + "|",
    ]
    for solver in solvers:
        mine = [row for row in rows if row.solver == solver]
        cells = [_cell(kind, [row for row in mine if row.problem == problem]) for problem in problems]
        legal = [row for row in mine if row.feasible]
        mean = _mean([row.travel_min for row in legal], 1) if is_travel else _mean([row.gap for row in legal], 2)
        lines.append(
            f"| {solver} | {len(legal)} of {len(mine)} | {mean} "
            f"| {_mean([row.cpu_s for row in mine], 1)} | {max((row.memory_mb or 0 for row in mine), default=0)} | "
            + " | ".join(cells)
            + " |"
        )
    return lines


def default_folders(shared: Path, district: Path | None) -> list[tuple[str, Path]]:
    """Return the folders of each kind: public and own instances beside the checkout, the district's if said."""
    found = [(kind, shared / kind) for kind in KINDS if kind != "district"]
    return [("district", district), *found] if district else found


def _cell(kind: str, rows: Sequence[Row]) -> str:
    errors = [row.error for row in rows if row.error]
    if errors:
        return str(errors[0])
    broken = [row for row in rows if not row.feasible]
    mark = f" ({len(broken)} broken)" if broken else ""
    if kind == "required":
        return _mean([row.travel_min for row in rows], 1) + mark
    return _mean([row.gap for row in rows], 2) + mark


def _mean(values: Sequence[float | None], digits: int) -> str:
    known = [value for value in values if value is not None]
    return f"{fmean(known):.{digits}f}" if known else ""


def _show(row: Row) -> None:
    said = row.error or f"score {row.score} gap {row.gap} feasible {row.feasible} cpu {row.cpu_s}"
    print(f"  {row.problem} {row.solver} seed {row.seed}: {said}", flush=True)
