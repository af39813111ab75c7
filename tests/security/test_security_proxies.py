"""The product behind nginx and behind Caddy, by HTTPS, as the shipped configurations set them up."""

import hashlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.cookies import SimpleCookie

import httpx
import pytest
from proxies import KEY, NAME, PROXIES, Proxy, find, run_proxy
from served import ROOT
from streamlit_client import Tab
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from access.accounts import create_account
from access.sessions import COOKIE_NAME
from access.throttling import ADDRESS_FAILURES
from benchmarks.served_office import free_port
from domain.accounts import AccountRole
from store.audit import read_audit
from store.papers import Paper, save_paper
from workflow.workspace import open_workspace, settings_from

PASSWORD = "mật khẩu để thử 1"
CONTENT = bytes(range(256)) * 12_000

pytestmark = pytest.mark.timeout(240)


class ByName(httpx.HTTPTransport):
    """Connect to the loopback and ask for the office's name there, as if it were found by that name."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        request.extensions["sni_hostname"] = NAME
        return super().handle_request(request)


class Office:
    """Hold a served office, the port past the proxy, and a proxy in front."""

    def __init__(self, workspace, port: int, proxy: Proxy) -> None:
        self.workspace, self.port, self.proxy = workspace, port, proxy

    @contextmanager
    def client(self, name: str = "", *, address: str = "127.0.0.1") -> Iterator[httpx.Client]:
        """Give a client of the proxy that comes from an address of the loopback, signed in when a name is given."""
        transport = ByName(verify=self.proxy.trust, local_address=address)
        headers = {"Host": self.proxy.host}
        base = f"https://127.0.0.1:{self.proxy.port}"
        with httpx.Client(base_url=base, transport=transport, headers=headers, timeout=60) as client:
            if name:
                assert client.post("/sign-in", data={"username": name, "password": PASSWORD}).status_code == 303
            yield client

    def last_address(self) -> str:
        """Return the address that the audit has of the last sign-in."""
        with self.workspace.store.read() as connection:
            return next(one.ip for one in read_audit(connection, limit=9) if one.action == "sign_in")


@pytest.fixture(scope="module", params=PROXIES)
def office(request, tmp_path_factory) -> Iterator[Office]:
    """An office served as docs/operations.md says, on the loopback."""
    if find(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    directory, place = tmp_path_factory.mktemp("office"), tmp_path_factory.mktemp(request.param)
    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))
    for name, role, team in (("planner1", AccountRole.PLANNER, None), ("team1", AccountRole.TEAM, "T1")):
        at = datetime.now(UTC)
        create_account(workspace, name=name, role=role, team=team, password=PASSWORD, at=at, must_change=False)
    port = free_port()
    environment = {
        **os.environ, "INSPECTION_WORKER": "0", "INSPECTION_HOSTS": NAME, "INSPECTION_PROXY_KEY": KEY,
    }  # fmt: skip
    command = [sys.executable, "cli.py", "serve", "--behind-proxy", "--port", str(port), "--dir", str(directory)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline(), "serve ended"
            with run_proxy(request.param, place, backend=port) as proxy:
                yield Office(workspace, port, proxy)
        finally:
            process.terminate()
            workspace.store.close()


def test_the_cookie_is_secure_and_browsers_are_told_to_stay_with_https(office):
    with office.client() as client:
        answer = client.post("/sign-in", data={"username": "team1", "password": PASSWORD})
    cookie = SimpleCookie(answer.headers["set-cookie"])[COOKIE_NAME]
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "strict")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_form_of_the_site_itself_is_taken_and_a_foreign_one_refused(office):
    for origin, status in ((f"https://{office.proxy.host}", 303), ("https://evil.example", 403)):
        with office.client() as client:
            data = {"username": "planner1", "password": PASSWORD}
            assert client.post("/sign-in", data=data, headers={"Origin": origin}).status_code == status


def test_a_foreign_host_gets_nothing(office):
    with office.client() as client:
        answer = client.get("/sign-in", headers={"Host": "evil.example"})
    assert answer.status_code == 403 or answer.content == b""


@contextmanager
def tab_of(office, client, *, origin=None) -> Iterator[Tab]:
    """Open the dashboard's websocket through the proxy."""
    with (
        socket.create_connection(("127.0.0.1", office.proxy.port)) as raw,
        connect(
            f"wss://{office.proxy.host}/_stcore/stream", sock=raw, ssl=office.proxy.trust, server_hostname=NAME,
            origin=origin or f"https://{office.proxy.host}", subprotocols=["streamlit"], max_size=None,
            additional_headers={"Cookie": f"{COOKIE_NAME}={client.cookies[COOKIE_NAME]}"},
        ) as connection,
    ):  # fmt: skip
        yield Tab(connection)


def test_the_dashboard_runs_over_the_websocket_and_takes_a_workbook_slowly(office):
    with office.client("planner1") as client, tab_of(office, client) as tab:
        assert b"Nh\xe1\xba\xadp danh s\xc3\xa1ch" in tab.run()
        client.get("/_stcore/health")
        token = client.cookies["_streamlit_xsrf"]
        path = f"/_stcore/upload_file/{tab.session_id}/file-1"
        body, kind = multipart(9 << 20)
        answer = client.put(path, content=slowly(body), headers={"X-Xsrftoken": token, "Content-Type": kind})
        assert answer.status_code == 204
        body, kind = multipart(13 << 20)
        assert client.put(path, content=body, headers={"X-Xsrftoken": token, "Content-Type": kind}).status_code == 413


def multipart(size: int) -> tuple[bytes, str]:
    head = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="so.xlsx"\r\n\r\n'
    return head + b"x" * size + b"\r\n--cut--\r\n", "multipart/form-data; boundary=cut"


def slowly(body: bytes) -> Iterator[bytes]:
    step = len(body) // 8 + 1
    for start in range(0, len(body), step):
        yield body[start : start + step]
        time.sleep(0.3)


def test_a_foreign_page_opens_no_websocket(office):
    with (
        office.client("planner1") as client,
        pytest.raises(InvalidStatus) as refusal,
        tab_of(office, client, origin="https://evil.example"),
    ):
        pass
    assert refusal.value.response.status_code == 403


def test_a_paper_comes_whole_and_is_kept_nowhere(office):
    paper = Paper(
        id="p1", round_id=None, kind="plan", audience="planner", file_name="Kế hoạch.pdf", media_type="application/pdf",
        made_at=datetime.now(UTC), digest=hashlib.sha256(CONTENT).hexdigest(),
    )  # fmt: skip
    with office.workspace.store.write() as connection:
        save_paper(connection, paper, CONTENT)
    with office.client("planner1") as client:
        answer = client.get("/papers/p1")
    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["cache-control"] == "no-store"


def test_the_field_and_its_service_worker_pass(office):
    with office.client("team1") as client:
        worker = client.get("/field/sw.js")
        assert client.get("/field/shell").status_code == 200
    assert (worker.status_code, worker.headers["service-worker-allowed"]) == (200, "/field")
    assert worker.headers["content-type"].startswith("text/javascript")
    with office.client() as stranger:
        assert stranger.get("/field").headers["location"] == "/sign-in?next=/field"


CLAIM = {"X-Forwarded-For": "203.0.113.9", "X-Real-IP": "203.0.113.9", "Forwarded": "for=203.0.113.9"}


@pytest.mark.parametrize("claim", [{}, CLAIM, CLAIM | {"X-Inspection-Proxy": "guess"}])
def test_the_address_is_the_one_that_the_proxy_saw(office, claim):
    with office.client(address="127.0.0.3") as client:
        client.post("/sign-in", data={"username": "planner1", "password": PASSWORD}, headers=claim)
    assert office.last_address() == "127.0.0.3"


@pytest.mark.parametrize("claim", [CLAIM, CLAIM | {"X-Inspection-Proxy": "guess"}, CLAIM | {"X-Inspection-Proxy": ""}])
def test_who_goes_past_the_proxy_cannot_claim_an_address(office, claim):
    url = f"http://127.0.0.1:{office.port}/sign-in"
    data = {"username": "planner1", "password": PASSWORD}
    assert httpx.post(url, data=data, headers={"Host": NAME, **claim}, trust_env=False).status_code == 303
    assert office.last_address() == "127.0.0.1"


def test_wrong_passwords_are_counted_by_the_clients_own_address(office):
    with office.client(address="127.0.0.7") as guesser:
        for number in range(ADDRESS_FAILURES):
            claim = {"X-Forwarded-For": f"198.51.100.{number}"}
            data = {"username": f"nobody{number}", "password": "sai"}
            assert guesser.post("/sign-in", data=data, headers=claim).status_code == 403
        data = {"username": "planner1", "password": PASSWORD}
        assert guesser.post("/sign-in", data=data, headers={"X-Forwarded-For": "198.51.100.99"}).status_code == 429
    with office.client("planner1", address="127.0.0.8") as other:
        assert other.get("/").status_code == 200


def test_health_says_little_to_strangers_and_everything_to_the_planner(office):
    with office.client() as stranger, office.client("team1") as team, office.client("planner1") as planner:
        assert stranger.get("/health").json() == team.get("/health").json() == {"status": "ok"}
        told = planner.get("/health").json()
    assert {one["code"] for one in told["checks"]} == {"store", "tables", "worker", "disk", "backup"}
