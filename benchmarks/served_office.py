"""The product, served for an office's folder on this machine, with what its process has used."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from access.first_accounts import FILE_NAME
from access.web_server import server_command

ROOT = Path(__file__).resolve().parents[1]
KIB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedOffice:
    """Hold the address of a running server, its process and its office's folder."""

    base: str
    directory: Path
    pid: int

    @property
    def cpu_s(self) -> float:
        """Return the processor seconds that the process has used; from /proc, so on Linux alone."""
        parts = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def peak_mb(self) -> float:
        """Return the most memory that the process ever held, in MB of a million bytes."""
        lines = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * KIB / 1e6

    @property
    def passwords(self) -> dict[str, str]:
        """Return the first passwords by account."""
        lines = (self.directory / FILE_NAME).read_text(encoding="utf-8").splitlines()
        return dict(line.split("\t") for line in lines)

    def cookie(self, account: str) -> str:
        """Return the Cookie header of a new session of an account of the demo."""
        with httpx.Client(base_url=self.base, trust_env=False, timeout=60) as client:
            client.post("/sign-in", data={"username": account, "password": self.passwords[account]})
            return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


@contextmanager
def serve_office(
    directory: Path, *, with_worker: bool = False, settings: Mapping[str, str] | None = None, log: Path | None = None
) -> Iterator[ServedOffice]:
    """Serve the office of a folder while the context lasts, with more settings of the environment where given.

    Parameters
    ----------
    log
        File that the server's own output goes to; None forgets it.
    """
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "INSPECTION_DIR": str(directory),
        "INSPECTION_HOSTS": f"127.0.0.1,127.0.0.1:{port}",
        "INSPECTION_WORKER": "1" if with_worker else "0",
        **(settings or {}),
    }
    with (log or Path(os.devnull)).open("wb") as out:
        server = subprocess.Popen(server_command(port=port), cwd=ROOT, env=environment, stdout=out, stderr=out)
    try:
        wait_for_answer(server, f"{base}/health")
        yield ServedOffice(base=base, directory=directory, pid=server.pid)
    finally:
        server.terminate()
        server.wait(timeout=30)


def free_port() -> int:
    """Return a port of the loopback that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def wait_for_answer(server: subprocess.Popen[bytes], address: str) -> None:
    """Wait until a server answers at an address, 80 seconds and more at most; RuntimeError where it does not."""
    for _ in range(800):
        if server.poll() is not None:
            raise RuntimeError("the server ended")
        try:
            httpx.get(address, trust_env=False, timeout=2)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer")
