"""A served office under load: planners in their pages and tablets with their results, all in the same instant.

The driver only asks and counts; what must have come of it is the caller's to compare with the store.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

import httpx

from benchmarks.served_office import ServedOffice
from benchmarks.session_client import Answer, Session, open_session

WAIT_S = 240.0
SETTLE, LETTERHEAD, SAVE = "mend_dismiss", "office_name", "office_save_letterhead"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPlanner:
    """Hold a planner: the cookie, the pages in their order, how many doubts they pass over, the name they save."""

    cookie: str
    pages: tuple[str, ...]
    doubts: int
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedTablet:
    """Hold a tablet: the cookie, and its files in the order in which they are sent."""

    cookie: str
    uploads: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Say in which words a page tells that a thing was done, or that somebody was faster."""

    settled: str
    settled_by_other: str
    saved: str
    changed_meanwhile: str


@dataclass(kw_only=True)
class Load:
    """Gather what came back: counts by what was answered, seconds by kind, and every fault in words."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=lambda: {"page": [], "upload": []})
    faults: list[str] = field(default_factory=list)
    cpu_s: float = 0.0
    wall_s: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, *counted: str, kind: str = "", seconds: float = 0.0, fault: str = "") -> None:
        """Count an answer; threads may do so at once."""
        with self.lock:
            self.counts.update(counted)
            if kind:
                self.seconds[kind].append(seconds)
            if fault:
                self.faults.append(fault)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratios:
    """Say how much longer than on a quiet server: half, nineteen of twenty, and all took at most so many times."""

    half: float
    most: float
    longest: float


def run_load(
    office: ServedOffice, planners: Sequence[LoadedPlanner], tablets: Sequence[LoadedTablet], told: Told
) -> Load:
    """Let everybody begin in the same instant and return once the last one has its last answer."""
    load, gate = Load(), threading.Barrier(len(planners) + len(tablets) + 1)
    threads = [_thread(gate, load, _be_planner, office, one, told) for one in planners]
    threads += [_thread(gate, load, _be_tablet, office, one, told) for one in tablets]
    before = office.cpu_s
    gate.wait()
    started = time.monotonic()
    for thread in threads:
        thread.join()
    load.wall_s, load.cpu_s = time.monotonic() - started, office.cpu_s - before
    return load


def quiet_seconds(office: ServedOffice, planner: LoadedPlanner, tablet: LoadedTablet, *, times: int) -> Load:
    """Do what a planner looks at and what a tablet repeats once more, one after the other, with nobody else there."""
    load = Load()
    with open_session(office.base, cookie=planner.cookie) as session:
        for page in planner.pages[:times]:
            _look(load, session, page)
    with httpx.Client(base_url=office.base, trust_env=False, timeout=WAIT_S) as client:
        for _ in range(times):
            _send(load, client, tablet, tablet.uploads[-1])
    return load


def ratios(loaded: Sequence[float], quiet: Sequence[float]) -> Ratios:
    """Return percentiles under load as multiples of the median on the quiet server."""
    unit = median(quiet)
    return Ratios(half=median(loaded) / unit, most=quantiles(loaded, n=20)[-1] / unit, longest=max(loaded) / unit)


def _thread(
    gate: threading.Barrier, load: Load, work: Callable[..., None], office: ServedOffice, *rest: object
) -> threading.Thread:
    def begin() -> None:
        gate.wait()
        try:
            work(load, office, *rest)
        except Exception as error:
            # Whatever stops a client is a fault of the load, told with the others.
            load.note("broken", fault=f"{work.__name__}: {type(error).__name__}: {error}")

    thread = threading.Thread(target=begin)
    thread.start()
    return thread


def _be_planner(load: Load, office: ServedOffice, planner: LoadedPlanner, told: Told) -> None:
    with open_session(office.base, cookie=planner.cookie) as session:
        for page in planner.pages:
            _look(load, session, page)
        seen = _look(load, session, "mend")
        for _ in range(planner.doubts):
            seen = _press(load, session, "mend", seen, SETTLE)
            _count(load, seen, "settled", done=told.settled, by_other=told.settled_by_other)
        if planner.name:
            seen = _look(load, session, "office")
            seen = _press(load, session, "office", seen, SAVE, typed=planner.name)
            _count(load, seen, "saved", done=told.saved, by_other=told.changed_meanwhile)


def _look(load: Load, session: Session, page: str) -> Answer:
    return _noted(load, page, session.run(page))


def _press(load: Load, session: Session, page: str, seen: Answer, key: str, *, typed: str = "") -> Answer:
    fields = {seen.field(LETTERHEAD): typed} if typed else {}
    button = seen.button(key)
    if not button or "" in fields:
        raise LookupError(f"{page}: no {key}")
    return _noted(load, page, session.run(page, press=button, typed=fields))


def _noted(load: Load, page: str, answer: Answer) -> Answer:
    is_well = answer.is_done and not answer.has_exception
    fault = "" if is_well else f"{page}: {answer.exception_text or 'not done'}"
    load.note("page" if is_well else "page broken", kind="page", seconds=answer.seconds, fault=fault)
    return answer


def _count(load: Load, seen: Answer, what: str, *, done: str, by_other: str) -> None:
    if seen.says(by_other):
        load.note(f"{what} by another")
    elif seen.says(done):
        load.note(what)
    else:
        load.note(f"{what} untold", fault=f"{what}: neither done nor told")


def _be_tablet(load: Load, office: ServedOffice, tablet: LoadedTablet, _told: Told) -> None:
    with httpx.Client(base_url=office.base, trust_env=False, timeout=WAIT_S) as client:
        for upload in tablet.uploads:
            _send(load, client, tablet, upload)


def _send(load: Load, client: httpx.Client, tablet: LoadedTablet, upload: str) -> None:
    started = time.monotonic()
    answer = client.post("/field/results", content=upload.encode(), headers={"Cookie": tablet.cookie})
    seconds = time.monotonic() - started
    is_well = answer.status_code == httpx.codes.OK
    load.note(
        f"upload {answer.status_code}", kind="upload", seconds=seconds, fault="" if is_well else answer.text[:200]
    )
    for outcome in ("accepted", "ignored", "conflict", "refused") if is_well else ():
        load.note(*[outcome] * answer.json()[outcome])
