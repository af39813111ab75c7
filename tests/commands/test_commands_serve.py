"""Whoever stops `serve` stops the server, and a port that somebody else uses is told in words."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from benchmarks.served_office import free_port
from commands.registry import run

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGTERM")
@pytest.mark.timeout(120)
def test_a_terminated_serve_gives_its_port_back(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "cli.py", "serve", "--port", str(port), "--dir", str(tmp_path)]
    environment = {**os.environ, "INSPECTION_WORKER": "0"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as serving:
        try:
            assert serving.stdout is not None
            serving.stdout.readline()
            assert is_taken(port)
            # Streamlit alone would name the server: this one listens on a socket of our own.
            assert "server" not in httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).headers
            serving.send_signal(signal.SIGTERM)
            assert serving.wait(timeout=30) == 0
            assert not is_taken(port)
        finally:
            if is_taken(port):
                os.killpg(serving.pid, signal.SIGKILL)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_port_in_use_is_told_before_anything_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], host: str
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert run(["serve", "--port", str(port), "--host", host, "--dir", str(tmp_path)]) == 3
    assert f"{host}:{port}" in capsys.readouterr().err


def test_an_address_of_another_machine_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTION_PROXY_KEY", "k" * 20)
    for host in ("192.0.2.1", "no-such-host.invalid"):
        assert run(["serve", "--behind-proxy", "--host", host, "--port", "8597", "--dir", str(tmp_path)]) == 3
        assert f"{host}:8597" in capsys.readouterr().err


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
