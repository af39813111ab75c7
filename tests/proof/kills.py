"""Every step of the line killed with SIGKILL: at chosen places and at random moments. Prints a table by step.

python tests/proof/kills.py [--kills N] [--steps a,b] [--seed S]

Each kill has a process of its own on a copy of the office; what it left is read
by another, and a third does the step again.
"""

import argparse
import os
import pickle
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent), str(HERE)]

from kill_findings import Found, look  # noqa: E402
from kill_office import NOTHING, PREPARING, STEPS, Step  # noqa: E402
from kill_points import watch  # noqa: E402

from domain.errors import InspectionError  # noqa: E402

SEED, KILLS = 20, 225
TIMED_SHARE = 4
"""One kill of so many falls at a random moment, the others at a place."""
LOADED = (
    "alembic.command", "documents.registry", "geo.boundaries", "geo.layers", "geo.placing", "geo.travel",
    "ortools.sat.python.cp_model", "planner.cp_sat", "planner.routing.secrecy", "planner.selection", "planner.verify",
    "register.confined", "typst", "workflow.planning", "workflow.proposing", "workflow.sealing", "workflow.sheet_papers",
)  # fmt: skip
DONE, NOT_DONE, HALF = "done", "not done", "half done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Hold how a process ended: what it gave, or the code or the traceback of what it raised."""

    value: Any = None
    refusal: str = ""
    broken: str = ""
    is_killed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Hold a step that nobody disturbed: the office before and after, its places and its seconds."""

    before: Found
    after: Found
    places: tuple[str, ...]
    seconds: float


@dataclass(slots=True)
class Tally:
    """Count what the kills of a step came to."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def load() -> None:
    """Load what every child would load again: a fork has it."""
    for name in LOADED:
        import_module(name)
    from planner.routing.lns.compiling import compile_all

    compile_all()


def apart(work: Callable[[], Any], *, kill_after: float | None = None) -> Told:
    """Do work in a process of its own, killed after some seconds where asked."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _answer(work, writing)
    os.close(writing)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as told:
        content = told.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return Told(is_killed=True)
    return pickle.loads(content) if content else Told(broken=f"status {status}")


def _answer(work: Callable[[], Any], writing: int) -> None:
    try:
        told = Told(value=work())
    except InspectionError as refusal:
        told = Told(refusal=refusal.code)
    except BaseException:
        told = Told(broken=traceback.format_exc())
    try:
        os.write(writing, pickle.dumps(told))
    finally:
        os._exit(0)


def run_whole(step: Step, base: Path, home: Path) -> Whole:
    """Do a step undisturbed in a copy of its office, which is left for the steps after it."""
    shutil.copytree(base, home) if base.exists() else home.mkdir()
    before = _said(apart(lambda: look(home, step)))

    def act() -> tuple[list[str], float]:
        points, began = watch(home, at=None), time.monotonic()
        step.act(home)
        return points.seen, time.monotonic() - began

    places, seconds = _said(apart(act))
    return Whole(before=before, after=_said(apart(lambda: look(home, step))), places=tuple(places), seconds=seconds)


def kill_once(step: Step, base: Path, home: Path, whole: Whole, *, at: int | None, random: Random) -> Told:
    """Do a step in a fresh copy and kill it at a place, or at a random moment."""
    shutil.copytree(base, home) if base.exists() else home.mkdir()

    def act() -> None:
        watch(home, at=at)
        step.act(home)

    return apart(act, kill_after=random.uniform(0, whole.seconds) if at is None else None)


def judge(step: Step, home: Path, whole: Whole, died: Told, tally: Tally) -> None:
    """Look at what a kill left, do the step again, and count."""
    tally.counts["kills" if died.is_killed else "through"] += 1
    if died.broken or died.refusal:
        tally.faults.append(died.broken or died.refusal)
    looked = apart(lambda: look(home, step))
    if looked.value is None:
        tally.counts["lost"] += 1
        tally.faults.append(looked.broken or looked.refusal)
        return
    found: Found = looked.value
    state = _state(found, whole)
    tally.counts[state] += 1
    tally.counts["aside"] += bool(found.aside)
    tally.faults += [f"{state}: {told}" for told in (*found.odd, *_gap(step, found, whole, state))]
    again = apart(lambda: step.act(home))
    last = apart(lambda: look(home, step))
    is_whole = last.value is not None and not last.value.odd
    is_whole = is_whole and (last.value.state == whole.after.state or (step.makes_another and state != NOT_DONE))
    is_sound = is_whole and not again.broken and not (again.refusal and state != DONE)
    tally.counts["lost"] += not is_sound
    if not is_sound:
        tally.faults.append(f"again after {state}: {again.refusal or again.broken or _differs(last, whole)}")


def _state(found: Found, whole: Whole) -> str:
    if found.state == whole.after.state:
        return DONE
    return NOT_DONE if found.state == whole.before.state else HALF


def _gap(step: Step, found: Found, whole: Whole, state: str) -> list[str]:
    """Tell of a step whose line in the audit is missing, or that has one and was not done.

    A file cannot be written in one transaction with its line: there the line comes before or after.
    """
    wanted = {DONE: whole.after.lines, NOT_DONE: whole.before.lines}.get(state)
    is_early = step.writes_file and state == NOT_DONE and found.lines == whole.after.lines
    is_late = step.ends_with_line and state == DONE and found.lines == whole.before.lines
    return [] if is_early or is_late or wanted in (None, found.lines) else [f"{found.lines} lines in the audit"]


def _differs(told: Told, whole: Whole) -> str:
    if told.value is None:
        return told.broken or told.refusal
    mine, other = told.value.state, whole.after.state
    return f"{told.value.odd} { ({key: (mine.get(key), other.get(key)) for key in other if mine.get(key) != other.get(key)}) }"


def places_of(whole: Whole, count: int, random: Random) -> list[int]:
    """Choose places, from 1: each kind of place as evenly as it may be, then any."""
    by_kind: dict[str, list[int]] = {}
    for at, kind in enumerate(whole.places, start=1):
        by_kind.setdefault(kind, []).append(at)
    for places in by_kind.values():
        random.shuffle(places)
    chosen: list[int] = []
    while len(chosen) < count and any(by_kind.values()):
        for places in by_kind.values():
            if places and len(chosen) < count:
                chosen.append(places.pop())
    return chosen + random.choices(range(1, len(whole.places) + 1), k=count - len(chosen))


def kill_steps(folder: Path, *, kills: int, steps: tuple[str, ...], seed: int) -> dict[str, Tally]:
    """Kill every step named as evenly often as may be; return what it came to."""
    random, tallies = Random(seed), {name: Tally() for name in steps}
    share = {name: kills // len(steps) + (n < kills % len(steps)) for n, name in enumerate(steps)}
    needed = _needed(steps)
    for step in (one for one in STEPS if one.name in needed):
        base = folder / (step.after.replace(" ", "-") or "nothing")
        whole = run_whole(step, base, folder / step.name.replace(" ", "-"))
        if step.name not in steps:
            continue
        timed = share[step.name] // TIMED_SHARE
        for at in [*places_of(whole, share[step.name] - timed, random), *([None] * timed)]:
            home = folder / "killed"
            died = kill_once(step, base, home, whole, at=at, random=random)
            kind = "a random moment" if at is None else whole.places[at - 1]
            known = len(tallies[step.name].faults)
            judge(step, home, whole, died, tallies[step.name])
            tallies[step.name].faults[known:] = [f"{kind} {at}: {told}" for told in tallies[step.name].faults[known:]]
            shutil.rmtree(home)
    return tallies


def _needed(steps: tuple[str, ...]) -> set[str]:
    """Return the steps with all that come before them."""
    known, needed = {step.name: step for step in STEPS}, set()
    waiting = list(steps)
    while waiting:
        name = waiting.pop()
        if name != NOTHING and name not in needed:
            needed.add(name)
            waiting.append(known[name].after)
    return needed


def table_of(tallies: Mapping[str, Tally]) -> str:
    """Return the table that is printed."""
    columns = ("kills", "through", DONE, NOT_DONE, HALF, "lost", "aside")
    rows = [("step", *columns)]
    rows += [(name, *(str(tally.counts[column]) for column in columns)) for name, tally in tallies.items()]
    totals = (sum(tally.counts[column] for tally in tallies.values()) for column in columns)
    rows.append(("all", *map(str, totals)))
    return "\n".join(f"{row[0]:12}" + "".join(f"{cell:>10}" for cell in row[1:]) for row in rows)


def _said(told: Told) -> Any:
    if told.value is None:
        raise RuntimeError(told.broken or told.refusal or "killed")
    return told.value


def main() -> int:
    """Kill, print the table and every fault; return 1 where there is one."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=KILLS)
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--steps", default=",".join(step.name for step in STEPS if step.name not in PREPARING))
    given = asked.parse_args()
    load()
    with tempfile.TemporaryDirectory() as folder:
        tallies = kill_steps(Path(folder), kills=given.kills, steps=tuple(given.steps.split(",")), seed=given.seed)
    print(table_of(tallies))
    faults = [f"{name}: {told}" for name, tally in tallies.items() for told in tally.faults]
    used = os.times()
    print(f"seed {given.seed}, {used.user + used.system + used.children_user + used.children_system:.0f} s of CPU")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
