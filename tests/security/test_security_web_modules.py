"""The web process stays light: no engine and no writer of papers is ever loaded where pages run."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from field_office import seal_evening
from served import ROOT

from access.page_addresses import PAGES
from benchmarks.session_client import open_session
from domain.accounts import AccountRole
from store import papers
from workflow.workspace import open_workspace, settings_from

pytestmark = [
    pytest.mark.timeout(400),
    pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process"),
]

DOOR = ROOT / "tests" / "modules_door.py"
FORBIDDEN = ("ortools", "numba", "pyvrp", "vroom", "valhalla", "osrm", "docxtpl", "docx", "pptx", "typst")
ACCOUNTS = {
    AccountRole.PLANNER: "planner",
    AccountRole.LEADER: "leader",
    AccountRole.TEAM: "team-t1",
    AccountRole.ADMINISTRATOR: "admin",
}


@contextmanager
def door(directory: Path, out: Path) -> Iterator[str]:
    """Serve an office by the door that tells at its end what it had loaded."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "INSPECTION_DIR": str(directory),
        "INSPECTION_HOSTS": f"127.0.0.1,127.0.0.1:{port}",
        "INSPECTION_WORKER": "0",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, str(DOOR), str(out), str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **quiet) as process:
        try:
            wait(process, f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}"
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
        finally:
            process.kill()


def wait(process: subprocess.Popen, url: str) -> None:
    for _ in range(400):
        assert process.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not answer")


def cookie_of(base: str, directory: Path, account: str) -> str:
    lines = (directory / "first-sign-in.txt").read_text(encoding="utf-8").splitlines()
    password = dict(line.split("\t")[:2] for line in lines)[account]
    with httpx.Client(base_url=base, trust_env=False, timeout=60) as client:
        assert client.post("/sign-in", data={"username": account, "password": password}).status_code == 303
        return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


def paper_ids(directory: Path) -> list[str]:
    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))
    try:
        with workspace.store.read() as connection:
            return [paper.id for paper in papers.list_papers(connection)]
    finally:
        workspace.store.close()


def test_no_engine_and_no_writer_is_loaded_by_any_page_or_file(demo_copy: Path, tmp_path: Path) -> None:
    seal_evening(demo_copy)
    out = tmp_path / "modules.json"
    with door(demo_copy, out) as base:
        for role, account in ACCOUNTS.items():
            cookie = cookie_of(base, demo_copy, account)
            for page in PAGES[role]:
                with open_session(base, cookie=cookie) as session:
                    answer = session.run(page)
                assert answer.is_done and not answer.has_exception, (account, page)
                assert answer.size > 2_000, (account, page)
        fetch_files(base, demo_copy)
    loaded = set(json.loads(out.read_text(encoding="utf-8")))
    assert {"ui.map_page", "ui.plan_page", "documents.coverage_map", "streamlit"} <= loaded
    assert sorted(name for name in loaded if name.partition(".")[0] in FORBIDDEN) == []


def fetch_files(base: str, directory: Path) -> None:
    """Fetch every kept paper and map as the planner, and the field pages as a team."""
    ids = paper_ids(directory)
    assert ids
    headers = {"Cookie": cookie_of(base, directory, "planner")}
    with httpx.Client(base_url=base, trust_env=False, timeout=60, headers=headers) as client:
        found = {one: (client.get(f"/papers/{one}"), client.get(f"/coverage-map/{one}")) for one in ids}
        assert all(200 in (paper.status_code, map_.status_code) for paper, map_ in found.values())
    headers = {"Cookie": cookie_of(base, directory, "team-t1")}
    with httpx.Client(base_url=base, trust_env=False, timeout=60, headers=headers) as client:
        assert client.get("/field").status_code == 200
        assert client.get("/field/sheets").status_code == 200
