"""The product itself, as `serve` starts it."""

import base64
import hashlib
import re
import signal
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from streamlit_client import open_tab
from websockets.exceptions import InvalidStatus

from domain.digest import sha256_hex
from store.papers import Paper, read_paper, save_paper

PAPER = b"<b>CANARY-PAPER</b>"


def test_the_door_opens_for_an_account_and_for_nobody_else(real_server):
    with real_server.client() as stranger:
        assert stranger.get("/health").json() == {"status": "ok"}
        assert stranger.get("/").headers["location"] == "/sign-in"
    with real_server.client("planner1") as planner:
        assert planner.get("/").status_code == 200
    with pytest.raises(InvalidStatus) as refusal, open_tab(real_server.base):
        pass
    assert refusal.value.response.status_code == 403


def test_a_page_runs_its_own_two_lines_of_script_and_no_others(real_server):
    with real_server.client("planner1") as planner:
        answer = planner.get("/map")
    scripts = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    allowed = re.findall(r"'sha256-([^']+)'", answer.headers["content-security-policy"])
    assert [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts] == allowed
    assert ["__streamlit" in one for one in scripts] == [True, False]
    assert len(re.findall("<script", answer.text)) == 3


def test_an_ended_session_sees_no_page_of_a_role(real_server):
    with real_server.client("planner1") as planner:
        cookie = f"inspection_session={planner.cookies['inspection_session']}"
        with open_tab(real_server.base, cookie=cookie) as tab:
            tab.run()
            planner.post("/sign-out")
            after = tab.run()
    assert b"/sign-in" in after


@pytest.mark.parametrize("path", ["/papers/nothing", "/coverage-map/nothing"])
def test_an_unknown_paper_is_told_in_words(real_server, path):
    with real_server.client("planner1") as planner:
        answer = planner.get(path)
    assert answer.status_code == 404
    assert "Không mở được" in answer.text


@pytest.mark.parametrize("name", ["planner1", "leader1", "admin1"])
def test_the_field_is_for_teams(real_server, name):
    with real_server.client(name) as client:
        answer = client.get("/field")
    assert answer.status_code == 403
    assert "Không mở được" in answer.text


@pytest.fixture
def papers(real_server):
    """A planner's paper and a leader's coverage map, each with a canary in it, kept by id."""
    made = {
        "audience": "planner",
        "media_type": "application/pdf",
        "file_name": "Kế hoạch “Tân Hòa”.pdf",
        "kind": "plan",
    }
    for_all = made | {
        "audience": "leader",
        "media_type": "text/html",
        "file_name": "ban-do.html",
        "kind": "coverage_map",
    }
    with real_server.workspace.store.write() as connection:
        for paper_id, values in (("p1", made), ("m1", for_all)):
            if read_paper(connection, paper_id) is None:
                paper = Paper(id=paper_id, round_id=None, made_at=datetime.now(UTC), digest=sha256_hex(PAPER), **values)
                save_paper(connection, paper, PAPER)


# A stranger, planner, team, leader, administrator.
@pytest.mark.parametrize(
    ("path", "statuses"),
    [("/papers/p1", (303, 200, 403, 403, 403)), ("/coverage-map/m1", (303, 200, 403, 200, 403))],
)
def test_a_paper_goes_to_its_readers_only(real_server, papers, path, statuses):
    for name, status in zip(("", "planner1", "team1", "leader1", "admin1"), statuses, strict=True):
        with real_server.client(name) as client:
            answer = client.get(path)
        assert answer.status_code == status
        assert (b"CANARY" in answer.content) == (status == 200)
        assert answer.headers["cache-control"] == "no-store"


def test_a_paper_comes_as_a_file_under_its_own_name(real_server, papers):
    with real_server.client("planner1") as planner:
        headers = planner.get("/papers/p1").headers
    disposition, _, name = headers["content-disposition"].partition("; filename*=UTF-8''")
    assert (disposition, unquote(name)) == ("attachment", "Kế hoạch “Tân Hòa”.pdf")
    assert headers["content-type"] == "application/pdf"
    assert headers["content-security-policy"].startswith("sandbox; default-src 'none'")


def test_a_coverage_map_runs_in_a_sandbox_inside_our_page(real_server, papers):
    with real_server.client("leader1") as leader:
        headers = leader.get("/coverage-map/m1").headers
    policy = headers["content-security-policy"].split("; ")
    assert {"sandbox allow-scripts", "default-src 'none'", "frame-ancestors 'self'"} <= set(policy)
    assert "content-disposition" not in headers


def children_of(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid):
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_worker_lives_and_dies_with_the_server(server_with_worker, how):
    (worker,) = children_of(server_with_worker.process.pid)
    time.sleep(2)  # a worker that fails at once would be gone by now
    assert is_running(worker)
    server_with_worker.process.send_signal(how)
    server_with_worker.process.wait(timeout=15)
    for _ in range(150):
        if not is_running(worker):
            return
        time.sleep(0.1)
    pytest.fail("the worker outlived its server")
