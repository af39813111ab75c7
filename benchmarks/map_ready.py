"""How long a browser waits for the map: the product's page beside the least page with the same map."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from access.web_server import server_command
from benchmarks.served_office import ROOT, ServedOffice, free_port, wait_for_answer
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
SEEN = """
window.mapDrawn = new Promise((tell) => {
  const attach = Element.prototype.attachShadow;
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => tell(performance.now())));
  const look = (root) => Number(root.querySelector(".map-root")?.dataset.points) > 0 && painted();
  Element.prototype.attachShadow = function (how) {
    const root = attach.call(this, how);
    new MutationObserver(() => look(root)).observe(root, { subtree: true, childList: true, attributes: true });
    return root;
  };
});
"""
"""Tells, in milliseconds since the page was asked for, when a map in one of its components had its points painted.

Asking again and again would be coarse: Playwright looks every half a second in the end.
"""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MapReady:
    """Hold median seconds from the address to the drawn map."""

    product: float
    bare: float
    """The least page, as ``streamlit run`` serves it."""
    bare_served_alike: float
    """The least page behind the same web server as the product."""


def map_ready(browser: "Browser", office: ServedOffice, cookie: str, *, runs: int) -> MapReady:
    """Time the product's map and the least page with the same one.

    Each in a tab without anything kept, by turns, so that what else the machine does falls on all.
    """
    data = office.directory / "bare.json"
    data.write_text(json.dumps(bare_data(office.directory), ensure_ascii=False), encoding="utf-8")
    seconds: list[tuple[float, float, float]] = []
    port, other = free_port(), free_port()
    stock = [sys.executable, "-m", "streamlit", "run", "benchmarks/bare_app.py", "--server.port", str(port)]
    alike = server_command(port=other, application="benchmarks.bare_app:app")
    with _served(stock, port, data) as bare, _served(alike, other, data) as bare_alike:
        # The first turn warms all processes.
        for _ in range(runs + 1):
            product = _drawn_s(browser, f"{office.base}/map", cookie=cookie)
            seconds.append((product, _drawn_s(browser, bare), _drawn_s(browser, bare_alike)))
    own, least, least_alike = (median(column) for column in zip(*seconds[1:], strict=True))
    return MapReady(product=own, bare=least, bare_served_alike=least_alike)


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
    context.add_init_script(SEEN)
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(address, wait_until="commit")
    seconds: float = page.evaluate("window.mapDrawn") / 1000
    context.close()
    return seconds


@contextmanager
def _served(command: list[str], port: int, data: Path) -> Iterator[str]:
    """Serve the least page by a command while the context lasts."""
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "BARE_DATA": str(data)}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, **quiet)
    base = f"http://127.0.0.1:{port}"
    try:
        wait_for_answer(server, f"{base}/_stcore/health")
        yield base
    finally:
        server.terminate()
        server.wait(timeout=30)
