"""A whole story with its errors, and a log that could be shown to anybody."""

import json
import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from served import ROOT
from streamlit_client import open_tab

from access.sessions import COOKIE_NAME
from benchmarks.served_office import free_port
from store import establishments, jobs
from workflow.workspace import Workspace, open_workspace, settings_from

CANARY = "CANARY"
JOBS = {
    "read_register": {"path": f"/CANARY/Nguyễn Văn {CANARY}.xlsx", "file_name": f"Nguyễn Văn {CANARY}.xlsx"},
    f"Karaoke {CANARY}": {},
    "plan_round": {"round": f"Đợt {CANARY}", "reason": f"vì {CANARY}"},
}

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def story(demo_dir: Path, tmp_path_factory) -> tuple[str, set[str], str]:
    """Return the log of a served office after a day with every kind of trouble, what it must not hold, and stderr."""
    place = tmp_path_factory.mktemp("story")
    directory, logs = Path(shutil.copytree(demo_dir, place / "Phòng bí mật")), place / "logs"
    workspace = open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))
    port = str(free_port())
    command = [sys.executable, "cli.py", "serve", "--port", port, "--dir", str(directory), "--log-dir", str(logs)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("INSPECTION_")}
    secrets = {str(directory), directory.name, CANARY}
    with (place / "stderr").open("wb") as stderr, subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=stderr, text=True
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            process.stdout.readline()
            secrets |= live(process.stdout.readline().strip(), workspace, directory)
        finally:
            process.terminate()
    secrets |= names_in(workspace)
    workspace.store.close()
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(logs.iterdir()))
    return text, secrets, (place / "stderr").read_text(encoding="utf-8")


def live(base: str, workspace: Workspace, directory: Path) -> set[str]:
    """Do a day's work and everything that goes wrong in it; return the passwords and tokens that were used."""
    passwords = dict(
        line.split("\t") for line in (directory / "first-sign-in.txt").read_text(encoding="utf-8").splitlines()
    )
    tokens: set[str] = set()
    with httpx.Client(base_url=base, trust_env=False, timeout=60) as stranger:
        stranger.post("/sign-in", data={"username": f"Trần Thị {CANARY}", "password": f"mật khẩu {CANARY}"})
        stranger.get(f"/papers/{CANARY}?ten={CANARY}")
        stranger.get("/", headers={"Host": f"{CANARY}.example"})
        stranger.request(CANARY, f"/{CANARY}")
    for name in ("planner", "team-t1"):
        with httpx.Client(base_url=base, trust_env=False, timeout=60) as client:
            client.post("/sign-in", data={"username": name, "password": passwords[name]})
            tokens.add(client.cookies[COOKIE_NAME])
            for path in ("/", "/field", f"/papers/{CANARY}", f"/field/sheets/{CANARY}", f"/media/{CANARY}.bin"):
                client.get(path)
            client.post("/field/results", content=json.dumps({"sheet": CANARY, "results": {CANARY: CANARY}}))
            client.post("/field/results", content=f"không phải JSON {CANARY}".encode())
            with open_tab(base, cookie=f"{COOKIE_NAME}={client.cookies[COOKIE_NAME]}", origin=base) as tab:
                tab.run()
                tab.run(page=CANARY)
                tab.socket.send(CANARY)
                tokens.add(tab.session_id)
    ask_for_work(workspace)
    return tokens | set(passwords.values())


def ask_for_work(workspace: Workspace) -> None:
    """Queue tasks that fail, each in its way, and wait for the worker."""
    with workspace.store.write() as connection:
        for number, (kind, params) in enumerate(JOBS.items()):
            at = datetime.now(UTC)
            jobs.add_job(
                connection, jobs.Job(id=f"j{number}", kind=kind, params=params, account="planner", created_at=at)
            )
    for _ in range(300):
        with workspace.store.read() as connection:
            states = {jobs.read_job(connection, f"j{number}").state for number in range(len(JOBS))}
        if states == {jobs.JobState.FAILED}:
            return
        time.sleep(0.2)
    raise AssertionError(states)


def names_in(workspace: Workspace) -> set[str]:
    """Return every name, address and telephone number of the register."""
    with workspace.store.read() as connection:
        found = establishments.read_establishments(connection)
        contacts = establishments.read_contacts(connection).values()
    texts = {text for one in found for text in (one.name, one.address_raw, one.licence_no, one.tax_code, one.id)}
    return {text for text in texts | {text for one in contacts for text in (one.owner_name, one.phone)} if text}


def test_nothing_that_names_anybody_or_opens_anything_is_in_the_log(story):
    text, secrets, stderr = story
    assert len(secrets) > 500
    assert {secret for secret in secrets if secret in text or json.dumps(secret)[1:-1] in text} == set()
    assert stderr == ""


def test_every_line_is_an_event_with_its_time_and_level(story):
    lines = [json.loads(line) for line in story[0].splitlines()]
    assert all(datetime.fromisoformat(line["time"]).utcoffset() is not None for line in lines)
    assert {line["level"] for line in lines} <= {"info", "warning", "error", "critical"}
    assert {"serve.started", "serve.ended", "work.started", "work.ended"} <= {line["event"] for line in lines}


def test_the_daily_talk_of_libraries_is_not_in_it(story):
    """A web server's own line for each request would hide the lines that count, though its text is not told."""
    assert [line for line in map(json.loads, story[0].splitlines()) if line["event"] == "stray_text"] == []


def test_what_went_wrong_can_be_found(story):
    lines = [json.loads(line) for line in story[0].splitlines()]
    by_event = {name: [line for line in lines if line["event"] == name] for name in {line["event"] for line in lines}}
    requests = {(line["route"], line["status"], line["role"]) for line in by_event["request"]}
    assert ("/sign-in", 403, "none") in requests and ("/sign-in", 303, "none") in requests
    assert ("/papers/*", 404, "planner") in requests and ("/field/results", 422, "team") in requests
    codes = [(line["role"], line["outcome"], line["code"]) for line in by_event["intake"]]
    assert codes == [("team", "refused", "results.unknown_key"), ("team", "refused", "results.not_json")]
    ended = {line["kind"]: line for name in ("job.ended", "job.broken") for line in by_event.get(name, [])}
    assert set(ended) == {"read_register", "withheld", "plan_round"}
    assert ended["withheld"]["code"] == "job.kind"
    assert all(isinstance(line["ms"], int) for line in [*by_event["request"], *ended.values(), *by_event["websocket"]])
