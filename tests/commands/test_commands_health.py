"""`health` says in words and by its exit code how an office is; `serve` refuses what would leave it open."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from commands.registry import run
from workflow.health import beat
from workflow.workspace import open_workspace, settings_from


@pytest.fixture
def place(tmp_path):
    open_workspace(settings_from({"INSPECTION_DIR": str(tmp_path)})).store.close()
    beat(tmp_path)
    return tmp_path


@contextmanager
def server(status: int, body: bytes, host: str = "127.0.0.1") -> Iterator[str]:
    """Answer every request with a status and a body, one for another host with 403."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_known = self.headers["Host"] == host
            self.send_response(status if is_known else 403)
            self.end_headers()
            self.wfile.write(body if is_known else b"no")

        def log_message(self, *_) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()


@pytest.mark.parametrize(
    ("status", "body", "code", "says"),
    [
        (200, b'{"status":"ok"}', 0, "hoạt động bình thường"),
        (503, b'{"status":"not ok"}', 1, "tự báo không bình thường"),
        (200, b"<html>another program</html>", 7, "không trả lời"),
    ],
)
def test_the_exit_code_says_how_the_server_is(place, capsys, status, body, code, says):
    with server(status, body) as url:
        assert run(["health", "--url", url, "--dir", str(place)]) == code
    assert says in capsys.readouterr().out


def test_a_server_is_asked_by_a_name_that_it_knows(place, capsys, monkeypatch):
    monkeypatch.setenv("INSPECTION_HOSTS", "office.example,other.example")
    with server(200, b'{"status":"ok"}', host="office.example") as url:
        assert run(["health", "--url", url, "--dir", str(place), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["well"], told["server"]) == (True, "ok")
    assert [check["code"] for check in told["checks"]] == ["store", "tables", "worker", "disk", "backup"]


def test_no_server_and_a_missing_store_are_said(tmp_path, capsys):
    assert run(["health", "--url", "http://127.0.0.1:9", "--dir", str(tmp_path / "none")]) == 7
    said = capsys.readouterr().out
    assert "không trả lời" in said and "không mở được" in said
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("key", ["", "short"])
def test_behind_a_proxy_a_key_is_needed(place, capsys, monkeypatch, key):
    monkeypatch.setenv("INSPECTION_PROXY_KEY", key)
    assert run(["serve", "--behind-proxy", "--port", "1", "--dir", str(place)]) == 3
    assert "INSPECTION_PROXY_KEY" in capsys.readouterr().err
