"""The demo office, made once by the whole line, and a server on a copy of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class DemoServer:
    """Hold a running server: its address, its folder, and passwords by account."""

    base: str
    directory: Path
    passwords: dict[str, str]


@pytest.fixture(scope="session")
def demo_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the demo office, as `cli.py demo` makes it."""
    directory = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "cli.py", "demo", "--dir", str(directory), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8")
    (directory / "demo.json").write_text(done.stdout, encoding="utf-8")
    return directory


@pytest.fixture
def demo_copy(demo_dir: Path, tmp_path: Path) -> Path:
    """Return a copy of the demo office that a test may change."""
    return Path(shutil.copytree(demo_dir, tmp_path / "demo"))


@pytest.fixture(scope="session")
def demo_server(demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoServer]:
    """Serve a copy of the demo office on loopback."""
    directory = Path(shutil.copytree(demo_dir, tmp_path_factory.mktemp("served") / "demo"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "INSPECTION_DIR": str(directory), "INSPECTION_HOSTS": f"127.0.0.1,127.0.0.1:{port}"}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(server, f"http://127.0.0.1:{port}/health")
        lines = (directory / "first-sign-in.txt").read_text(encoding="utf-8").splitlines()
        passwords = dict(line.split("\t") for line in lines)
        yield DemoServer(base=f"http://127.0.0.1:{port}", directory=directory, passwords=passwords)
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(server: subprocess.Popen, url: str) -> None:
    for _ in range(400):
        if server.poll() is not None:
            raise RuntimeError("the server ended")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not answer")
