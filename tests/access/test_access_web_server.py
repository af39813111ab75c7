"""The command that serves: small answers leave at once, and nobody is told what it is made with."""

import errno
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from access.web_server import listening_socket, server_command
from benchmarks.served_office import free_port

ROOT = Path(__file__).resolve().parents[2]

TOLD = """
import os, socket

async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    one = send.__self__.transport.get_extra_info("socket")
    told = f"{one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)} {os.getpid()} {scope['client'][0]}".encode()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": told})
"""
"""Tells how its own connection is set up (0: small answers wait), which process it is, and who asks."""


@contextmanager
def served(tmp_path: Path, *, host: str = "127.0.0.1") -> Iterator[tuple[str, int]]:
    """Serve it, with an environment that would lead uvicorn's own command astray; return address and process."""
    (tmp_path / "told.py").write_text(TOLD, encoding="utf-8")
    port = free_port()
    command = server_command(host=host, port=port, application="told:app")
    astray = {"WEB_CONCURRENCY": "3", "UVICORN_FORWARDED_ALLOW_IPS": "*", "FORWARDED_ALLOW_IPS": "*"}
    environment = {**os.environ, **astray, "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(command, cwd=tmp_path, env=environment)
    try:
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)


def ask(base: str) -> httpx.Response:
    for _ in range(300):
        try:
            return httpx.get(base, trust_env=False, timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")


def test_small_answers_wait_for_nothing_and_name_no_server(tmp_path: Path) -> None:
    with served(tmp_path) as (base, pid):
        answer = ask(base)
        nodelay, served_by, client = answer.text.split()
        assert int(nodelay) != 0
        assert int(served_by) == pid
        assert "server" not in answer.headers
        claimed = httpx.get(base, headers={"x-forwarded-for": "203.0.113.9"}, trust_env=False)
        assert client == claimed.text.split()[2] == "127.0.0.1"


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no addresses of the newer kind")
def test_every_address_means_both_kinds(tmp_path: Path) -> None:
    with served(tmp_path, host="::") as (base, _):
        assert ask(base).text.endswith("127.0.0.1")


def test_a_port_that_is_taken_is_refused_though_nobody_speaks_to_it() -> None:
    with listening_socket("127.0.0.1", 0) as first:
        first.listen()
        port = first.getsockname()[1]
        for host in ("127.0.0.1", "localhost"):
            with pytest.raises(OSError) as refused:
                listening_socket(host, port)
            assert refused.value.errno == errno.EADDRINUSE


def test_localhost_is_one_address_whatever_the_machine_calls_so(monkeypatch: pytest.MonkeyPatch) -> None:
    ask_machine = socket.getaddrinfo
    other = {"localhost": "::1"}
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda name, *rest, **more: ask_machine(other.get(name, name), *rest, **more)
    )
    with listening_socket("localhost", 0) as found:
        assert found.getsockname()[0] == "127.0.0.1"
