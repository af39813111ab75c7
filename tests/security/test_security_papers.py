"""A paper of every audience by every role: by its id alone nobody gets another's, and each look leaves one row."""

from datetime import UTC, datetime

import pytest

from access.sessions import COOKIE_NAME
from domain.digest import sha256_hex
from store.audit import read_audit
from store.papers import Paper, read_paper, save_paper

CANARY = b"CANARY-PAPER"
VISITORS = ("", "planner1", "team1", "team2", "leader1", "admin1")
# Audience: the status for a stranger, planner, two teams, leader, administrator.
AUDIENCES = {
    "planner": (303, 200, 403, 403, 403, 403),
    "leader": (303, 200, 403, 403, 200, 403),
    "public": (303, 200, 200, 200, 200, 200),
    "sealed": (303, 200, 403, 403, 403, 403),
    "": (303, 200, 403, 403, 403, 403),
    "nobody-knows": (303, 200, 403, 403, 403, 403),
}
METHODS = ("POST", "PUT", "DELETE", "PATCH")


def keep(server, audience: str) -> str:
    """Keep a paper of an audience with a canary in it; return its id."""
    id_ = f"for-{audience or 'none'}"
    paper = Paper(
        id=id_, round_id=None, kind="plan", audience=audience, file_name="giay-to.pdf", media_type="application/pdf",
        made_at=datetime.now(UTC), digest=sha256_hex(CANARY),
    )  # fmt: skip
    with server.workspace.store.write() as connection:
        if read_paper(connection, id_) is None:
            save_paper(connection, paper, CANARY)
    return id_


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_paper_goes_to_its_audience_only(real_server, audience):
    id_ = keep(real_server, audience)
    for name, status in zip(VISITORS, AUDIENCES[audience], strict=True):
        rows = _rows(real_server, id_)
        with real_server.client(name) as client:
            answer = client.get(f"/papers/{id_}")
        assert (name, answer.status_code) == (name, status)
        assert (b"CANARY" in answer.content) == (status == 200)
        assert answer.headers["cache-control"] == "no-store"
        added = _rows(real_server, id_)[: len(_rows(real_server, id_)) - len(rows)]
        assert [(one.account, one.outcome) for one in added] == (
            [(name, "ok" if status == 200 else "denied")] if name else []
        )


def test_a_coverage_map_address_opens_no_other_paper(real_server):
    id_ = keep(real_server, "planner")
    with real_server.client("leader1") as leader:
        answer = leader.get(f"/coverage-map/{id_}")
    assert answer.status_code == 404 and b"CANARY" not in answer.content


@pytest.mark.parametrize("path", ["/papers/for-planner", "/coverage-map/x", "/field/sheets", "/health", "/password"])
@pytest.mark.parametrize("method", METHODS)
def test_a_way_that_no_address_knows_changes_and_tells_nothing(real_server, path, method):
    keep(real_server, "planner")
    for name in VISITORS:
        with real_server.client(name) as client:
            cookie = client.cookies.get(COOKIE_NAME)
            answer = client.request(method, path)
        assert answer.status_code in (401, 403, 405, 422), (name, answer.status_code)
        assert b"CANARY" not in answer.content
        assert "set-cookie" not in answer.headers or cookie is None


def _rows(server, id_: str):
    with server.workspace.store.read() as connection:
        return [one for one in read_audit(connection, limit=500) if one.object == id_]
