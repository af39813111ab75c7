"""The figures of the pages, printed beside their targets."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree, which

from benchmarks.map_ready import chromium, map_ready
from benchmarks.page_figures import PageFigures, measure_page, measure_rush, median_run_s
from benchmarks.page_office import grow_office, make_office
from benchmarks.served_office import ROOT, ServedOffice, serve_office
from benchmarks.session_client import open_session

SEED = 1
SOLVER_S = 5.0
MAX_CPU_S, MAX_AGAIN_BYTES, MAX_PEAK_MB = 0.15, 5 * 1024, 400.0
MAX_SLOWED, MAX_RATIO, MAX_LARGE_S = 1.25, 1.5, 3.0
SESSIONS, RUNS = 30, 15
ACCOUNTS = ("planner", "leader", "team-t1", "admin")


def run_pages(*, sizes: Sequence[int] = (500, 5_000)) -> bool:
    """Print what pages cost at each number of establishments; tell whether each target is met."""
    if sys.platform != "linux":
        print("pages: processor time and memory are read from /proc, so they are measured on Linux alone")
        return True
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        make_office(demo, solver_s=SOLVER_S)
        small, *large = (grown(demo, count) for count in sizes)
        with serve_office(small) as office:
            print(f"\npages at {sizes[0]} establishments (seed {SEED})")
            is_met = print_pages(office)
            is_met = print_rush(office) and is_met
            is_met = print_beside_solver(office) and is_met
        is_met = print_map(small, sizes[0], is_large=False) and is_met
        for directory, count in zip(large, sizes[1:], strict=True):
            is_met = print_map(directory, count, is_large=True) and is_met
    return is_met


def grown(demo: Path, count: int) -> Path:
    """Return a copy of the office with that many establishments."""
    directory = Path(copytree(demo, demo.with_name(f"office-{count}")))
    grow_office(directory, count=count, seed=SEED)
    return directory


def print_pages(office: ServedOffice) -> bool:
    """Print each page of each role; tell whether each keeps to the processor time, and the map's click to its bytes."""
    is_met = True
    for account in ACCOUNTS:
        cookie = office.cookie(account)
        for page in pages_of(office, cookie):
            figures = measure_page(office, cookie, page)
            is_met = print_page(account, figures) and is_met
    return is_met


def print_page(account: str, figures: PageFigures) -> bool:
    """Print one page; tell whether it meets its targets."""
    is_light = figures.cpu_s <= MAX_CPU_S and figures.is_well
    is_small = figures.page != "map" or figures.again_bytes <= MAX_AGAIN_BYTES
    print(
        f"  {account:<8} {figures.page:<15} first {figures.first_bytes / 1000:6.1f} KB, again "
        f"{figures.again_bytes / 1000:5.1f} KB, {figures.cpu_s:.3f} CPU s, {figures.wall_s:.3f} s"
        f"{'' if is_light and is_small else '  MISSED'}"
    )
    return is_light and is_small


def pages_of(office: ServedOffice, cookie: str) -> list[str]:
    """Return the addresses of the pages that the menu of an account names."""
    with open_session(office.base, cookie=cookie) as session:
        answer = session.run()
    named = next(m.navigation for m in answer.messages if m.HasField("navigation"))
    return [page.url_pathname for page in named.app_pages]


def print_rush(office: ServedOffice) -> bool:
    """Print how sessions of every role stand a rush; tell whether the targets are met."""
    cookies = {account: office.cookie(account) for account in ("planner", "leader", "team-t1")}
    turns = (("planner", "map"), ("leader", "coverage"), ("team-t1", "team"))
    figures = measure_rush(office, [(cookies[who], page) for who, page in (turns * SESSIONS)[:SESSIONS]])
    print(
        f"  {figures.sessions} sessions at once: {figures.wrong} wrong, {figures.cpu_s:.3f} CPU s each (target "
        f"{MAX_CPU_S}), median {figures.median_s:.1f} s, longest {figures.longest_s:.1f} s, peak "
        f"{figures.peak_mb:.0f} MB (target {MAX_PEAK_MB:.0f})"
    )
    return figures.wrong == 0 and figures.cpu_s <= MAX_CPU_S and figures.peak_mb <= MAX_PEAK_MB


def print_beside_solver(office: ServedOffice) -> bool:
    """Print how much a solve in a process of its own slows a page; tell whether the target is met."""
    cookie = office.cookie("planner")
    alone = median_run_s(office, cookie, "map", runs=RUNS)
    problem = office.directory / "papers" / "problem.json"
    out = office.directory / "beside.json"
    # As politely as `cli.py work` works.
    command = [
        which("nice") or "nice",
        "-n",
        "10",
        sys.executable,
        "cli.py",
        "route",
        str(problem),
        "--out",
        str(out),
        "--seconds",
        "60",
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as solver:
        beside = median_run_s(office, cookie, "map", runs=RUNS)
        was_running = solver.poll() is None
        solver.terminate()
    ratio = beside / alone
    print(f"  map page {alone:.3f} s alone, {beside:.3f} s beside a solve: {ratio:.2f} times (target {MAX_SLOWED})")
    if not was_running:
        print("  the solve ended too early: nothing was measured")
    return was_running and ratio <= MAX_SLOWED


def print_map(directory: Path, count: int, *, is_large: bool) -> bool:
    """Print how long the map takes in a browser; tell whether the target is met."""
    with chromium() as browser:
        if browser is None:
            print("  no Chromium or no Playwright here: the map in a browser is not measured")
            return True
        with serve_office(directory) as office:
            ready = map_ready(browser, office, office.cookie("planner"), runs=7)
    ratio, alike = ready.product / ready.bare, ready.product / ready.bare_served_alike
    target = f"target {MAX_LARGE_S} s" if is_large else f"target {MAX_RATIO} times"
    print(
        f"  map of {count} drawn in {ready.product:.2f} s; least page {ready.bare:.2f} s as Streamlit serves it: "
        f"{ratio:.2f} times ({target}); {ready.bare_served_alike:.2f} s behind our server: {alike:.2f} times"
    )
    return ready.product <= MAX_LARGE_S if is_large else ratio <= MAX_RATIO
