"""Print the project's own figures.

``python -m benchmarks register [--seeds 20] [--rows 300]``,
``python -m benchmarks travel [--sizes 300,1000] [FILE ...]``, or both where nothing is named.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.register_report import run_register
from benchmarks.travel_report import found_files, run_travel

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str]) -> int:
    """Run the benchmarks that the command line names, all of them where it names none; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["register", "travel", "all"], default="all")
    parser.add_argument("files", nargs="*", help="road files for travel")
    parser.add_argument("--sizes", default="300,1000", help="points of the matrices, with commas")
    parser.add_argument("--seeds", type=int, default=20, help="how many dirtied registers")
    parser.add_argument("--rows", type=int, default=300, help="establishments in each")
    parser.add_argument("--large", type=int, default=10_000, help="establishments of the large one, 0 for none")
    parser.add_argument("--examples", type=int, default=0, help="how many wrong fields to show")
    asked = parser.parse_intermixed_args(arguments)
    is_met = True
    if asked.what in ("register", "all"):
        is_met = run_register(
            ROOT / "data", seeds=asked.seeds, rows=asked.rows, large=asked.large, examples=asked.examples
        )
    if asked.what in ("travel", "all"):
        files = found_files(asked.files, beside=ROOT.parent / "shared" / "geodata")
        is_met = run_travel(ROOT / "data", files, sizes=[int(size) for size in asked.sizes.split(",")]) and is_met
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
