"""Take one defence of the web door away at a time, in a copy, and see that a test turns red.

python tests/proof/defences.py            all defences, a table, exit 1 if one is not missed
python tests/proof/defences.py NAME ...   only these
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

from door_defences import AT_THE_DOOR, SIGNING_IN, WHO_MAY  # noqa: E402
from mutants import PASSED, ROOT, Mutant, Outcome, changed, judge, run_tests  # noqa: E402
from paper_defences import COMING_IN, GOING_OUT  # noqa: E402

LEFT_OUT = shutil.ignore_patterns("__pycache__", ".git", "office", ".venv", ".*_cache", "node_modules", "dist")
ALL_S = 900
"""For the tests of all defences together, before the first one is taken away."""
DEFENCES = (*AT_THE_DOOR, *SIGNING_IN, *WHO_MAY, *COMING_IN, *GOING_OUT)


def judge_defences(chosen: Sequence[Mutant]) -> Iterator[Outcome]:
    """Yield what became of each defence that was taken away: ``caught`` where a test turned red.

    Raises
    ------
    StaleMutantError
        If a defence is not found once: before anything runs.
    RuntimeError
        If the tests fail with every defence in place.
    """
    for defence in chosen:
        changed(defence)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(ROOT, Path(folder) / "copy", ignore=LEFT_OUT))
        tests = sorted({test for defence in chosen for test in defence.tests})
        code, said = run_tests(copy, tests, limit_s=ALL_S)
        if code != PASSED:
            raise RuntimeError(f"the tests fail with every defence in place ({code}): {said}")
        for defence in chosen:
            yield judge(defence, copy)


def main(names: Sequence[str]) -> int:
    """Print a table; 0 if every missing defence was noticed."""
    if unknown := set(names) - {defence.name for defence in DEFENCES}:
        sys.exit(f"no such defence: {', '.join(sorted(unknown))}")
    chosen = [defence for defence in DEFENCES if not names or defence.name in names]
    caught = 0
    for outcome in judge_defences(chosen):
        print(f"{outcome.verdict:9} {outcome.seconds:5.1f} s  {outcome.name:28} {outcome.said}", flush=True)
        caught += outcome.verdict == "caught"
    print(f"{caught} of {len(chosen)} noticed")
    return int(caught < len(chosen))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
