"""What every reader owes whoever brings it a file: a value or a worded refusal, soon, and nothing half written."""

import os
import pickle
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from domain.errors import InspectionError
from workflow.reference import load_reference

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = load_reference(ROOT / "data")
MOST_CPU_S = 5.0
AT_ONCE = 25
"""Cases between two looks at the clock of a run that is bounded by time."""
FAILING = Path(tempfile.gettempdir()) / "fuzz-failing.pickle"
"""Where the content of a failing case is kept: (target, what was read); its bytes are too long to print."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Hold what a case reads; its text is short, since Hypothesis prints it."""

    value: Any

    def __repr__(self) -> str:
        return f"a case kept in {FAILING}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Hold one reader: what it may be given, and what gives it that in a folder of its own.

    ``cases`` is how many the sample tries; ``close`` ends what the reader holds open.
    """

    name: str
    content: st.SearchStrategy[Any]
    read: Callable[[Any, Path], object]
    cases: int
    close: Callable[[], None] = lambda: None


def held(work: Callable[[], object]) -> object:
    """Return what a reader gives or its refusal; anything else that it raises fails the test, as does being slow."""
    began = time.process_time()
    with warnings.catch_warnings():
        # Libraries of maps and workbooks warn of what they drop; the product's log has it.
        warnings.simplefilter("ignore")
        try:
            found = work()
        except InspectionError as refusal:
            assert REFERENCE.words.say(f"error.{refusal.code}", **refusal.params).strip()
            found = refusal
    spent = time.process_time() - began
    assert spent <= MOST_CPU_S, f"{spent:.1f} s of CPU"
    return found


def is_refusal(found: object) -> bool:
    """Tell whether a reader refused."""
    return isinstance(found, InspectionError)


def content_of(folder: Path) -> Mapping[str, str]:
    """Return the digests of all files of a folder by their paths in it, of folders too."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in folder.rglob("*")
    }


def used_s() -> float:
    """Return the CPU seconds of this process and of its children that have ended: a busy machine counts for nothing."""
    return sum(os.times()[:4])


def try_cases(target: Target, folder: Path) -> int:
    """Try the sample of a target, the same cases on every machine; return how many there were."""
    settled = settings(_plain(target.cases), derandomize=True)
    return _tried(target, folder, settled)


def try_for(target: Target, folder: Path, seconds: float) -> int:
    """Try new cases of a target for so many seconds of CPU, those of children among them; return how many there were."""
    ends_at, cases, batch = used_s() + seconds, 0, 0
    while used_s() < ends_at:
        cases += _tried(target, folder, _plain(AT_ONCE), batch=batch)
        batch += 1
    return cases


def _plain(cases: int) -> settings:
    return settings(max_examples=cases, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def _tried(target: Target, folder: Path, settled: settings, *, batch: int | None = None) -> int:
    cases = 0

    @settled
    @given(drawn=target.content.map(Drawn))
    def run(drawn: Drawn) -> None:
        nonlocal cases
        cases += 1
        with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as place:
            try:
                target.read(drawn.value, Path(place))
            except BaseException:
                # Hypothesis ends with the smallest that fails, so that one is what stays.
                FAILING.write_bytes(pickle.dumps((target.name, drawn.value)))
                raise

    run = run if batch is None else seed(batch)(run)
    run()
    return cases
