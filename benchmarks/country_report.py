"""How planning grows from a district to a country: CPU seconds, their exponent, memory, the same result everywhere."""

import json
import math
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.growth import Growth, exponent
from benchmarks.growth_picture import keep_growth

ROOT = Path(__file__).resolve().parents[1]
MAX_EXPONENT, MAX_MEMORY_MB = 1.1, 1024
SEED = 1
Run = dict[str, Any]


def run_country(
    *, areas: int, repeats: int, scheduler: str = "", page: Path | None = None, picture: Path | None = None
) -> bool:
    """Print the figures of a country, its tenth and its hundredth; tell whether each target is met.

    Sizes take turns, so that what else the machine does falls on all of them.
    With a cluster's address the tenth is planned there too.
    """
    sizes = [math.ceil(areas / 100), math.ceil(areas / 10), areas]
    runs: dict[int, list[Run]] = {size: [] for size in sizes}
    for _ in range(repeats):
        for size in sizes:
            runs[size].append(one_run(size))
            print(json.dumps(runs[size][-1]), flush=True)
    print("\n".join(table(runs)))
    points = tuple((found[0]["establishments"], middle(found, "cpu_s")) for found in runs.values())
    growth = exponent(points)
    print(f"exponent of CPU seconds over establishments: {growth:.3f} (at most {MAX_EXPONENT})")
    is_met = growth <= MAX_EXPONENT and all(is_right(found) for found in runs.values())
    keep_growth(
        [Growth(name="draw and plan, area by area", unit="establishments", points=points)], page=page, picture=picture
    )
    if scheduler:
        same = one_run(sizes[1], scheduler=scheduler)["digest"] == runs[sizes[1]][0]["digest"]
        print(f"by pool and by Dask the same: {same}")
        is_met = is_met and same
    return is_met


def one_run(areas: int, *, scheduler: str = "") -> Run:
    """Plan a country of so many areas in a process of its own and return its figures."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.country_run",
        str(areas),
        str(SEED),
        *([scheduler] if scheduler else []),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    found: Run = json.loads(done.stdout)
    return found


def table(runs: dict[int, list[Run]]) -> list[str]:
    """Return the figures as a Markdown table; CPU seconds are medians, memory the greatest."""
    heads = (
        "areas",
        "communes",
        "establishments",
        "drawn",
        "left out",
        "CPU s",
        "per area",
        "MB each",
        "MB of the first",
    )
    lines = [f"| {' | '.join(heads)} |", "| --- " * len(heads) + "|"]
    for size, found in runs.items():
        one, cpu = found[0], middle(found, "cpu_s")
        peak, own = (max(run[name] for run in found) for name in ("peak_mb", "own_mb"))
        lines.append(
            f"| {size} | {one['communes']:,} | {one['establishments']:,} | {one['selected']:,} | {one['unassigned']} "
            f"| {cpu:.1f} | {cpu / size:.3f} | {peak} | {own} |"
        )
    return lines


def middle(runs: Sequence[Run], name: str) -> float:
    """Return the median of a figure."""
    return float(median(run[name] for run in runs))


def is_right(runs: Sequence[Run]) -> bool:
    """Tell whether runs of one size failed nowhere, broke no rule, agree, and stayed within the memory."""
    return all(
        not run["failed"]
        and run["rules_broken"] == 0
        and run["digest"] == runs[0]["digest"]
        and max(run["peak_mb"], run["own_mb"]) <= MAX_MEMORY_MB
        for run in runs
    )
