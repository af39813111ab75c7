"""The audit: a known fault ends with 1, what could not be looked up is said, and nothing passes in silence."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from locks import auditing
from locks.auditing import Findings, audit, default_services, locked_pins, read_answer
from locks.lock_files import LOCKS, ROOT, read_lock

pytest.importorskip("pip_audit", reason="pip-audit is not installed")

FAULTY = ("alpha", "1.0")
FAULT = {
    "id": "GHSA-aaaa-bbbb-cccc",
    "summary": "bad",
    "published": "2026-01-01T00:00:00Z",
    "affected": [
        {
            "package": {"name": FAULTY[0], "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
        }
    ],
}


@pytest.fixture
def osv() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Serve a copy of the OSV data with one fault; gives its address and what it was asked."""
    asked: list[tuple[str, str]] = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append((question["package"]["name"], question["version"]))
            body = json.dumps({"vulns": [FAULT]} if asked[-1] == FAULTY else {}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query", asked
    server.shutdown()
    thread.join()
    server.server_close()


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_a_known_fault_is_named_and_ends_with_one(osv, capsys) -> None:
    address, asked = osv
    pins = (("beta", "2.0"), FAULTY, ("alpha", "1.1"))
    assert audit(default_services(address), pins) == 1
    assert sorted(asked) == sorted(pins)
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "alpha 1.0: GHSA-aaaa-bbbb-cccc, mended in 1.1", "pip-audit looked up 3 packages: 1 known faults.",
    ]  # fmt: skip


def test_without_a_known_fault_it_says_how_many_were_looked_up(osv, capsys) -> None:
    assert audit(default_services(osv[0]), (("alpha", "1.1"),)) == 0
    assert capsys.readouterr().out == "pip-audit looked up 1 packages: 0 known faults.\n"


def test_where_nobody_answers_it_says_that_it_did_not_run() -> None:
    address = f"http://127.0.0.1:{closed_port()}/v1/query"
    line = [sys.executable, "-m", "locks", "audit", "--osv-url", address]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    count = len({(each.name, each.version) for path in LOCKS for each in read_lock(path)})
    assert (done.returncode, done.stderr) == (0, "")
    said = f"pip-audit did not run: its data cannot be had here; {count} packages were not looked up.\n"
    assert done.stdout == said and count > 100


def test_the_next_source_is_asked_where_the_first_does_not_answer(osv) -> None:
    silent = default_services(f"http://127.0.0.1:{closed_port()}/v1/query")
    assert audit(silent + default_services(osv[0]), (FAULTY,)) == 1


def test_a_package_that_a_mirror_does_not_know_was_not_looked_up() -> None:
    """A mirror without the data makes pip-audit end with 0 and "No known vulnerabilities found"."""
    skipped = {"name": "alpha", "skip_reason": "Dependency not found on PyPI and could not be audited: alpha (1.0)"}
    known = {"name": "beta", "version": "2.0", "vulns": []}
    found = read_answer(json.dumps({"dependencies": [skipped, known], "fixes": []}))
    assert (found.looked_up, found.faults, found.unknown) == (1, (), ("alpha",))
    assert read_answer(json.dumps({"dependencies": [skipped], "fixes": []})).looked_up == 0


def test_a_mirror_without_the_data_is_asked_once_and_then_the_other_source(monkeypatch, capsys) -> None:
    asked = []

    def answer(service: tuple[str, ...], pins: tuple[tuple[str, str], ...]) -> Findings:
        asked.append((service[1], *(name for name, _ in pins)))
        known = [name for name, _ in pins if service[1] == "osv" and name != "gamma"]
        faults = tuple(f"{name}: bad" for name in known if name == "beta")
        return Findings(
            looked_up=len(known), faults=faults, unknown=tuple(name for name, _ in pins if name not in known)
        )

    monkeypatch.setattr(auditing, "_run", answer)
    assert audit(default_services(""), (("alpha", "1"), ("beta", "2"), ("gamma", "3"))) == 1
    assert asked == [("pypi", "alpha"), ("osv", "alpha"), ("osv", "beta", "gamma")]
    assert capsys.readouterr().out.splitlines() == [
        "beta: bad", "pip-audit looked up 2 packages: 1 known faults.", "It knew nothing of 1: gamma.",
    ]  # fmt: skip


def test_a_broken_call_is_no_answer() -> None:
    with pytest.raises(RuntimeError, match="pip-audit failed"):
        audit((("-s", "no-such-service"),), (FAULTY,))


def test_both_versions_of_a_package_are_asked_about() -> None:
    assert len([version for name, version in locked_pins() if name == "numpy"]) == 2
