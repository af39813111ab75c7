"""The command that serves: small answers leave at once, and nobody is told what it is made with."""

import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from access.web_server import server_command

TOLD = """
import socket

async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    one = send.__self__.transport.get_extra_info("socket")
    told = str(one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)).encode()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": told})
"""
"""Tells how its own connection is set up: 0 means that small answers wait."""


@pytest.fixture
def base(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "told.py").write_text(TOLD, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = server_command(port=port, application="told:app")
    server = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
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


def test_small_answers_wait_for_nothing_and_name_no_server(base: str) -> None:
    answer = ask(base)
    assert int(answer.text) != 0
    assert "server" not in answer.headers
