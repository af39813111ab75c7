"""Print the project's own figures.

``python -m benchmarks register [--seeds 20] [--rows 300]``,
``python -m benchmarks travel [--sizes 300,1000] [FILE ...]``,
``python -m benchmarks papers``,
``python -m benchmarks pages [--page-sizes 500,5000]``,
``python -m benchmarks scale [--repeats 3] [--write]``,
``python -m benchmarks country [--areas 556] [--repeats 3] [--scheduler ADDRESS] [--write]``,
``python -m benchmarks routes [--seconds 10] [--route-seeds 0,1,2] [--district DIR] [--write]``,
or all but the country where nothing is named.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.country_report import run_country
from benchmarks.page_report import run_pages
from benchmarks.paper_report import run_papers
from benchmarks.register_report import run_register
from benchmarks.route_report import default_folders, run_routes
from benchmarks.scale_report import run_scale
from benchmarks.travel_report import found_files, run_travel

ROOT = Path(__file__).resolve().parents[1]
PAGE, PICTURE = ROOT / "docs" / "benchmarks.md", ROOT / "docs" / "pictures" / "growth.svg"
WHAT = ("register", "travel", "papers", "pages", "scale", "country", "routes", "all")


def main(arguments: list[str]) -> int:
    """Run the benchmarks that the command line names, all of them where it names none; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("what", nargs="?", choices=WHAT, default="all")
    parser.add_argument("files", nargs="*", help="road files for travel")
    parser.add_argument("--sizes", default="300,1000", help="points of the matrices, with commas")
    parser.add_argument("--page-sizes", default="500,5000", help="establishments behind the pages, with commas")
    parser.add_argument("--seeds", type=int, default=20, help="how many dirtied registers")
    parser.add_argument("--rows", type=int, default=300, help="establishments in each")
    parser.add_argument("--large", type=int, default=10_000, help="establishments of the large one, 0 for none")
    parser.add_argument("--examples", type=int, default=0, help="how many wrong fields to show")
    parser.add_argument("--seconds", type=float, default=10.0, help="CPU seconds of each route run")
    parser.add_argument("--route-seeds", default="0", help="seeds of the route runs, with commas")
    parser.add_argument("--solvers", default="", help="solvers to compare, with commas")
    parser.add_argument("--district", type=Path, help="folder with PROBLEM.json files of rounds that choose")
    parser.add_argument("--kind", default="", help="only these kinds of routes, with commas")
    parser.add_argument("--areas", type=int, default=556, help="areas of the largest country, 180 establishments each")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each size, interleaved")
    parser.add_argument("--scheduler", default="", help="a Dask cluster that plans a tenth of the country too")
    parser.add_argument("--write", action="store_true", help="write tables and pictures into docs/")
    asked = parser.parse_intermixed_args(arguments)
    is_met = True
    if asked.what in ("register", "all"):
        is_met = run_register(
            ROOT / "data", seeds=asked.seeds, rows=asked.rows, large=asked.large, examples=asked.examples
        )
    if asked.what in ("travel", "all"):
        files = found_files(asked.files, beside=ROOT.parent / "shared" / "geodata")
        is_met = run_travel(ROOT / "data", files, sizes=[int(size) for size in asked.sizes.split(",")]) and is_met
    if asked.what in ("papers", "all"):
        is_met = run_papers() and is_met
    if asked.what in ("pages", "all"):
        is_met = run_pages(sizes=[int(size) for size in asked.page_sizes.split(",")]) and is_met
    page, picture = (PAGE, PICTURE) if asked.write else (None, None)
    if asked.what in ("scale", "all"):
        is_met = run_scale(ROOT / "data", repeats=asked.repeats, page=page, picture=picture) and is_met
    if asked.what == "country":
        is_met = run_country(
            areas=asked.areas, repeats=asked.repeats, scheduler=asked.scheduler, page=page, picture=picture
        )
    if asked.what in ("routes", "all"):
        folders = default_folders(ROOT.parent / "shared" / "benchmarks", asked.district)
        run_routes(
            [(kind, folder) for kind, folder in folders if not asked.kind or kind in asked.kind.split(",")],
            seconds=asked.seconds,
            seeds=[int(seed) for seed in asked.route_seeds.split(",")],
            page=page,
            solvers=asked.solvers,
        )
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
