"""What pages cost, measured on a served office: bytes, processor seconds, memory, and how sessions stand a rush."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.served_office import ServedOffice
from benchmarks.session_client import Answer, open_session

RUNS = 10
PAUSE_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFigures:
    """Hold a page's figures: bytes of the first run and of one in which nothing changed, seconds a run."""

    page: str
    first_bytes: int
    again_bytes: int
    cpu_s: float
    wall_s: float
    is_well: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RushFigures:
    """Hold what happened as sessions opened at once: how many went wrong, seconds of each, the process's peak."""

    sessions: int
    wrong: int
    cpu_s: float
    median_s: float
    longest_s: float
    peak_mb: float


def measure_page(office: ServedOffice, cookie: str, page: str) -> PageFigures:
    """Open a page and run it again without a change, the map's page by its fragment as a click there does."""
    with open_session(office.base, cookie=cookie) as session:
        first = session.run(page)
        fragment = first.fragments[0] if page == "map" and first.fragments else ""
        session.run(page, fragment=fragment)
        before, started = office.cpu_s, time.perf_counter()
        answers = [session.run(page, fragment=fragment) for _ in range(RUNS)]
        wall_s, cpu_s = time.perf_counter() - started, office.cpu_s - before
    return PageFigures(
        page=page,
        first_bytes=first.size,
        again_bytes=max(answer.size for answer in answers),
        cpu_s=cpu_s / RUNS,
        wall_s=wall_s / RUNS,
        is_well=all(answer.is_done and not answer.has_exception for answer in (first, *answers)),
    )


def measure_rush(office: ServedOffice, cookies: Sequence[tuple[str, str]]) -> RushFigures:
    """Open a session for each (cookie, page) in the same instant."""
    answers: list[Answer | None] = [None] * len(cookies)
    gate = threading.Barrier(len(cookies) + 1)

    def open_one(at: int, cookie: str, page: str) -> None:
        gate.wait()
        started = time.perf_counter()
        with open_session(office.base, cookie=cookie) as session:
            found = session.run(page)
        answers[at] = Answer(
            size=found.size, seconds=time.perf_counter() - started, is_done=found.is_done, messages=found.messages
        )

    threads = [threading.Thread(target=open_one, args=(at, cookie, page)) for at, (cookie, page) in enumerate(cookies)]
    for thread in threads:
        thread.start()
    before = office.cpu_s
    gate.wait()
    for thread in threads:
        thread.join()
    well = [one for one in answers if one is not None and one.is_done and not one.has_exception]
    seconds = [one.seconds for one in well] or [0.0]
    return RushFigures(
        sessions=len(cookies),
        wrong=len(cookies) - len(well),
        cpu_s=(office.cpu_s - before) / len(cookies),
        median_s=median(seconds),
        longest_s=max(seconds),
        peak_mb=office.peak_mb,
    )


def median_run_s(office: ServedOffice, cookie: str, page: str, *, runs: int) -> float:
    """Return the median wall seconds of a page's runs."""
    with open_session(office.base, cookie=cookie) as session:
        session.run(page)
        return median(session.run(page).seconds for _ in range(runs))
