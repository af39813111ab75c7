"""The field's addresses: who gets what, and that no byte of another shift leaves by any of them."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from field_office import PLANNER, Evening, FieldServer, kept_results, open_office, seal_evening

import workflow
from domain.accounts import AccountRole, Actor

NAMES = ("", "planner", "team-t1", "team-t2", "leader", "admin")
FILES = ("/field/shell", "/field/app.js", "/field/app.css", "/field/sw.js", "/field/sign-out.js")

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def office(demo_dir, tmp_path_factory) -> Iterator[tuple[FieldServer, Evening]]:
    """The demo office, sealed, at the hour at which only team T1's first shift and earlier ones are revealed."""
    import shutil

    directory = shutil.copytree(demo_dir, tmp_path_factory.mktemp("field") / "demo")
    evening = seal_evening(directory)
    server = FieldServer(directory).start()
    yield server, evening
    server.kill()


@pytest.fixture(scope="module")
def visitors(office) -> Iterator[dict[str, httpx.Client]]:
    server, _ = office
    with ExitStack() as stack:
        clients = {
            name: stack.enter_context(httpx.Client(base_url=server.base, trust_env=False, timeout=20)) for name in NAMES
        }
        for name in filter(None, NAMES):
            answer = clients[name].post("/sign-in", data={"username": name, "password": server.passwords[name]})
            assert answer.status_code == 303, name
        yield clients


def statuses(visitors, path: str, method: str = "GET") -> tuple[int, ...]:
    return tuple(client.request(method, path).status_code for client in visitors.values())


def test_each_address_answers_each_role_as_the_table_says(visitors, office):
    own = f"/field/sheets/{office[1].shift.shift}"
    # A stranger, planner, own team, other team, leader, administrator.
    assert statuses(visitors, "/field") == (303, 403, 200, 200, 403, 403)
    assert statuses(visitors, "/field/sheets") == (401, 403, 200, 200, 403, 403)
    assert statuses(visitors, own) == (401, 403, 200, 403, 403, 403)
    assert statuses(visitors, "/field/sheets/nothing") == (401, 403, 403, 403, 403, 403)
    assert statuses(visitors, "/field/results", "POST") == (401, 403, 422, 422, 403, 403)
    for path in FILES:  # nobody's data is in them
        assert statuses(visitors, path) == (303, 200, 200, 200, 200, 200), path


def test_a_shift_that_is_not_revealed_yet_looks_like_one_that_is_not_there(visitors, office):
    later = next(one.shift for one in office[1].others if one.team == "T1")
    hidden, absent = (visitors["team-t1"].get(f"/field/sheets/{shift}") for shift in (later, "nothing"))
    assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)


def test_no_byte_of_another_shift_leaves_by_any_address(visitors, office):
    _, evening = office
    paths = [
        "/field",
        "/field/sheets",
        *FILES,
        *(f"/field/sheets/{one.shift}" for one in [evening.shift, *evening.others]),
    ]
    for name in ("", "team-t1", "planner", "leader", "admin"):
        seen = b"\n".join(visitors[name].get(path).content for path in paths).decode()
        assert {canary for canary in evening.canaries if canary in seen} == set(), name
        assert (evening.stops[0] in seen) == (name == "team-t1")


def test_a_list_names_shifts_and_no_stop(visitors, office):
    listed = visitors["team-t1"].get("/field/sheets").json()
    assert [one["shift"] for one in listed["sheets"]] == [office[1].shift.shift]
    assert set(listed) == {"account", "today", "opens", "sheets"}
    assert set(listed["sheets"][0]) == {"shift", "sheet", "date", "start_s"}
    assert "team-t1" not in json.dumps(listed)


def test_what_a_tablet_is_told_is_not_kept_by_any_cache_and_runs_only_our_scripts(visitors, office):
    for path in ("/field", "/field/sheets", f"/field/sheets/{office[1].shift.shift}", *FILES):
        assert visitors["team-t1"].get(path).headers["cache-control"] == "no-store", path
    page = visitors["team-t1"].get("/field")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"\bhttps?:", policy)
    assert re.findall(r"<script[^>]*>", page.text) == re.findall(
        r'<script src="/field/app\.js\?v=[0-9a-f]{16}" defer>', page.text
    )
    assert not re.search(r"\son\w+=|<style|style=", page.text)


def test_the_account_is_told_apart_by_a_tag(visitors):
    tags = {visitors[name].get("/field/sheets").headers["x-field-account"] for name in ("team-t1", "team-t2")}
    assert len(tags) == 2
    assert all(re.fullmatch(r"[0-9a-f]{16}", tag) for tag in tags)


def results(office, **changes) -> dict:
    """Return a file of one result for the first stop of the shift, marked with the sheet's key."""
    server, evening = office
    workspace = open_office(server.directory)
    try:
        actor = Actor(account="team-t1", role=AccountRole.TEAM, team="T1")
        sheet = workflow.read_sheet(workspace, actor, shift=evening.shift.shift)
    finally:
        workspace.store.close()
    at = "2026-03-01T10:00:00+00:00"
    result = {"stop": evening.stops[0], "kind": "establishment", "status": "arrived", "edit": 1, "recorded_at": at}
    body = json.dumps(
        {key: sheet[key] for key in ("sheet", "team", "shift", "revision")}
        | {"schema": 1, "device": "0123456789abcdef", "made_at": at, "results": [result]}
        | changes
    )
    mark = hmac.new(bytes.fromhex(sheet["key"]), body.encode(), hashlib.sha256).hexdigest()
    return {"schema": 1, "body": body, "mark": mark}


def post(client: httpx.Client, content: bytes | str, **headers: str) -> httpx.Response:
    return client.post("/field/results", content=content, headers={"content-type": "application/json"} | headers)


def round_of(office) -> str:
    workspace = open_office(office[0].directory)
    try:
        plan = workflow.read_plan(workspace, PLANNER)
        assert plan is not None
        return plan.round.id
    finally:
        workspace.store.close()


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"{" + b" " * (1 << 20), 413),
        (b"not json", 422),
        (b"\xff\xfe", 422),
        (b"[]", 422),
        (b'{"schema": 1}', 422),
        (b"", 422),
    ],
)
def test_what_is_no_file_of_results_is_refused_with_a_reason(visitors, office, content, status):
    answer = post(visitors["team-t1"], content)
    assert answer.status_code == status
    assert answer.json()["reason"]
    assert "{" not in answer.json()["reason"]
    assert kept_results(office[0].directory, round_of(office)) == ()


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1"])
def test_a_foreign_page_can_hand_nothing_in(visitors, office, origin):
    assert post(visitors["team-t1"], json.dumps(results(office)), origin=origin).status_code == 403
    assert kept_results(office[0].directory, round_of(office)) == ()


def test_another_teams_or_a_forged_file_keeps_nothing(visitors, office):
    good = results(office)
    forged = {**good, "mark": "0" * 64}
    for client, file in ((visitors["team-t2"], good), (visitors["team-t1"], forged)):
        answer = post(client, json.dumps(file))
        assert (answer.status_code, answer.json()["accepted"], answer.json()["refused"]) == (200, 0, 1)
        assert answer.json()["answers"][0]["reason"]
    assert kept_results(office[0].directory, round_of(office)) == ()


def test_the_own_file_is_taken_once(visitors, office):
    text = json.dumps(results(office))
    first, second = (post(visitors["team-t1"], text, origin=office[0].base) for _ in range(2))
    assert first.json() == {
        "accepted": 1,
        "ignored": 0,
        "conflict": 0,
        "refused": 0,
        "answers": [{"stop": office[1].stops[0], "intake": "accepted", "reason": ""}],
    }
    assert (second.json()["accepted"], second.json()["ignored"]) == (0, 1)
    assert len(kept_results(office[0].directory, round_of(office))) == 1
