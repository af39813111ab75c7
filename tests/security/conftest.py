"""Real servers on the loopback, each with its own folder of accounts."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from access.accounts import create_account
from access.sessions import COOKIE_NAME
from access.web_server import server_command
from benchmarks.served_office import free_port
from domain.accounts import AccountRole
from workflow.workspace import Workspace, open_workspace, settings_from

# Scripts for a server of their own, and this file, whose name other folders use too: no doctests here.
collect_ignore = ["attack", "conftest.py"]

ROOT = Path(__file__).resolve().parents[2]
ATTACK = Path(__file__).parent / "attack"
PASSWORD = "mật khẩu để thử 1"
ACCOUNTS = (
    ("planner1", AccountRole.PLANNER, None),
    ("team1", AccountRole.TEAM, "T1"),
    ("team2", AccountRole.TEAM, "T2"),
    ("leader1", AccountRole.LEADER, None),
    ("admin1", AccountRole.ADMINISTRATOR, None),
)


@dataclass(frozen=True)
class Server:
    """Hold a running server: its address, its folder and the same store, opened by the test."""

    base: str
    directory: Path
    workspace: Workspace
    process: subprocess.Popen

    @contextmanager
    def client(self, name: str = "") -> Iterator[httpx.Client]:
        """Give a browser-like client, signed in when a name is given."""
        with httpx.Client(base_url=self.base, trust_env=False, timeout=20) as client:
            if name:
                answer = client.post("/sign-in", data={"username": name, "password": PASSWORD})
                assert answer.status_code == 303, answer.text
            yield client

    def cookie(self, name: str) -> str:
        """Return the Cookie header of a new session of the account."""
        with self.client(name) as client:
            return f"{COOKIE_NAME}={client.cookies[COOKIE_NAME]}"


@pytest.fixture(scope="session")
def attack_server(tmp_path_factory):
    """The real gate before a page without any check of its own."""
    with serve("door:app", tmp_path_factory.mktemp("attack")) as server:
        yield server


@pytest.fixture(scope="session")
def real_server(tmp_path_factory):
    """The product itself, as `serve` starts it."""
    with serve("app:app", tmp_path_factory.mktemp("real")) as server:
        yield server


@pytest.fixture
def server_with_worker(tmp_path):
    """The product with its worker, for a test that stops it."""
    if not (ROOT / "cli.py").exists():
        pytest.skip("cli.py, which is the worker, is not here")
    with serve("app:app", tmp_path, worker="1") as server:
        yield server


@contextmanager
def serve(door, directory, worker="0"):
    """Start a door on a free port with one account a role; stop it at the end."""
    workspace = workspace_of(directory)
    for name, role, team in ACCOUNTS:
        create_account(
            workspace, name=name, role=role, team=team, password=PASSWORD, at=datetime.now(UTC), must_change=False
        )
    port = free_port()
    command = server_command(port=port, application=door)
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("INSPECTION_", "STREAMLIT_"))
    }
    environment = inherited | {
        "INSPECTION_DIR": str(directory),
        "INSPECTION_WORKER": worker,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), str(ATTACK), os.environ.get("PYTHONPATH", "")])),
    }
    log = directory / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out, start_new_session=True)
        try:
            base = f"http://127.0.0.1:{port}"
            wait_for(base, process, log)
            yield Server(base, directory, workspace, process)
        finally:
            stop(process)
            workspace.store.close()


def stop(process):
    """Stop a server and whatever it left in its group."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def workspace_of(directory):
    """Open the workspace of a folder as the doors do."""
    return open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))


def wait_for(base, process, log):
    """Wait until the server answers; show its log when it never does."""
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            if httpx.get(f"{base}/health", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(log.read_text(errors="replace"))
