"""A server on loopback for an office's folder, as browser and security tests need it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Served:
    """Hold a running server: its address, its folder, and passwords by account."""

    base: str
    directory: Path
    passwords: dict[str, str]


@contextmanager
def serve(directory: Path) -> Iterator[Served]:
    """Serve the office of a folder while the context lasts."""
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
        yield Served(base=f"http://127.0.0.1:{port}", directory=directory, passwords=passwords)
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
