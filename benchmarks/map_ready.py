"""How long a browser waits for the map: the product's page beside the least page with the same map."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import httpx

from benchmarks.served_office import ROOT, ServedOffice
from store import establishments
from workflow.places import read_layer
from workflow.workspace import open_workspace, settings_from

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
WORDS = ("map", "north", "legend", "zoom_in", "zoom_out", "whole")
WAIT_MS = 90_000


@contextmanager
def chromium() -> "Iterator[Browser | None]":
    """Return a browser that reaches nothing but this machine, None where there is none."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        yield None
        return
    if not CHROMIUM.exists():
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


def ready_s(browser: "Browser", office: ServedOffice, cookie: str, *, runs: int) -> tuple[float, float]:
    """Return the median seconds from the address to the drawn map: of the product, and of the least page.

    Each in a tab without anything kept, by turns, so that what else the machine does falls on both.
    """
    data = office.directory / "bare.json"
    data.write_text(json.dumps(bare_data(office.directory), ensure_ascii=False), encoding="utf-8")
    seconds: list[tuple[float, float]] = []
    with _bare_server(data) as base:
        # The first turn warms both processes.
        for _ in range(runs + 1):
            product = _drawn_s(browser, f"{office.base}/map", cookie=cookie)
            seconds.append((product, _drawn_s(browser, base)))
    own, least = zip(*seconds[1:], strict=True)
    return median(own), median(least)


def bare_data(directory: Path) -> dict[str, Any]:
    """Return what the map draws: every establishment that counts and has a position, communes and roads."""
    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))
    try:
        with workspace.store.read() as connection:
            rows = establishments.read_establishments(connection)
        layers = {name: read_layer(workspace, name) for name in ("communes", "roads")}
    finally:
        workspace.store.close()
    points = [
        {
            "id": one.id, "lon": one.position.lon, "lat": one.position.lat, "name": one.name,
            "lines": [one.type or "", one.commune_raw], "colour": "#2f6f9f", "ring": "",
        }
        for one in rows
        if one.position and one.is_in_scope
    ]  # fmt: skip
    return {
        **layers, "points": points, "routes": [], "bases": [], "legend": [], "areas": None, "sketch": "", "pin": None,
        "selected": None, "fit": "all", "version": "1", "words": {name: name for name in WORDS},
    }  # fmt: skip


def _drawn_s(browser: "Browser", address: str, *, cookie: str = "") -> float:
    """Return the seconds until a page's map has its points."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address}])
    page = context.new_page()
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(".map-root[data-points]:not([data-points='0'])").wait_for(state="attached", timeout=WAIT_MS)
    seconds = time.perf_counter() - started
    context.close()
    return seconds


@contextmanager
def _bare_server(data: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = str(Path(__file__).with_name("bare_page.py"))
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), "--", str(data)]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), **quiet)
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx.get(f"{base}/_stcore/health", trust_env=False, timeout=2)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield base
    finally:
        server.terminate()
        server.wait(timeout=30)
