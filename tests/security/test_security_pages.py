"""Every page asked for by every role, through the raw websocket: nobody is sent a byte of another role's page.

One process serves all of them, the planner first, so that whatever a cache kept of the planner would be found in
what the others are sent.
"""

import json
import re
import shutil
from collections.abc import Iterator

import httpx
import pytest
from field_office import open_office
from served import Served, serve
from streamlit_client import open_tab

import workflow
from access.sessions import COOKIE_NAME
from domain.accounts import AccountRole, Actor
from domain.errors import NotAllowedError

pytestmark = pytest.mark.timeout(300)

ESTABLISHMENT = re.compile(rb"CS0\d{5}")
PLANNER_PAGES = (
    "map",
    "plan",
    "mend",
    "register",
    "round",
    "seal",
    "results",
    "follow_up",
    "triage",
    "office",
    "audit",
)
OTHERS = ("leader", "admin", "team-t1")


@pytest.fixture(scope="module")
def office(demo_dir, tmp_path_factory) -> Iterator[Served]:
    """The demo office with a plan that nobody has sealed, so nothing of it is revealed to anybody."""
    with serve(shutil.copytree(demo_dir, tmp_path_factory.mktemp("pages") / "demo")) as served:
        yield served


@pytest.fixture(scope="module")
def names(office) -> frozenset[bytes]:
    """The name of every establishment of the plan, as text and as JSON writes it: the canaries."""
    workspace = open_office(office.directory)
    try:
        plan = workflow.read_plan(workspace, Actor(account="planner", role=AccountRole.PLANNER))
    finally:
        workspace.store.close()
    texts = {stop.name for shift in plan.shifts for stop in shift.stops}
    return frozenset(form.encode() for text in texts for form in (text, json.dumps(text)[1:-1]))


def cookie_of(office: Served, account: str) -> str:
    with httpx.Client(base_url=office.base, trust_env=False, timeout=20) as client:
        client.post("/sign-in", data={"username": account, "password": office.passwords[account]})
        return f"{COOKIE_NAME}={client.cookies[COOKIE_NAME]}"


@pytest.fixture(scope="module")
def sent(office) -> dict[tuple[str, str], bytes]:
    """What each role is sent for each page that it asks for, the planner first."""
    found = {}
    for account in ("planner", *OTHERS):
        cookie = cookie_of(office, account)
        for page in ("", "coverage", "papers", "method", "team", "administration", *PLANNER_PAGES):
            with open_tab(office.base, cookie=cookie, origin=office.base) as tab:
                found[account, page] = tab.run(page=page)
    return found


def test_the_planner_is_sent_the_canaries_that_the_others_must_not_see(sent, names):
    assert ESTABLISHMENT.search(sent["planner", "plan"])
    assert any(name in sent["planner", "plan"] for name in names)
    assert "Nhật ký".encode() in sent["planner", "audit"]


@pytest.mark.parametrize("account", OTHERS)
def test_no_page_sends_an_establishment_of_an_unrevealed_plan(sent, names, account):
    pages = {page: body for (who, page), body in sent.items() if who == account}
    assert len(pages) == 17
    for page, body in pages.items():
        assert not ESTABLISHMENT.search(body), (account, page)
        assert not [name for name in names if name in body], (account, page)


@pytest.mark.parametrize("account", OTHERS)
def test_a_page_of_another_role_is_the_own_first_page(sent, account):
    own = {"leader": "Độ bao phủ", "admin": "Quản trị tài khoản", "team-t1": "Ca của đoàn"}[account]
    for page in ("map", "plan", "mend", "seal", "office"):
        assert own.encode() in sent[account, page]


def test_the_leader_is_sent_counts_of_what_waits(sent):
    body = sent["leader", ""]
    assert "1 kế hoạch đã lập, chưa chốt".encode() in body
    assert "Thêm một ca = +6 cơ sở".encode() in body


# What stands behind pages refuses by itself: (function, arguments, roles that may).
STEPS = (
    ("read_lead", {}, {"planner", "leader"}),
    ("read_coverage", {}, {"planner", "leader"}),
    ("coverage_map", {}, {"planner", "leader"}),
    ("read_audit_log", {}, {"planner", "admin"}),
    ("read_plan", {}, {"planner"}),
    ("read_working_map", {}, {"planner"}),
    ("list_complaints", {}, {"planner"}),
    ("list_remedies", {}, {"planner"}),
    ("list_fines", {}, {"planner"}),
    ("regulation_map", {}, {"planner", "leader"}),
    ("read_papers_state", {}, {"planner"}),
    ("complaint_lists", {}, {"planner"}),
    ("list_rounds", {}, {"planner"}),
    ("leader_papers", {}, {"planner", "leader"}),
    ("team_shifts", {}, {"team-t1"}),
)
ACTORS = {
    "planner": Actor(account="planner", role=AccountRole.PLANNER),
    "leader": Actor(account="leader", role=AccountRole.LEADER),
    "admin": Actor(account="admin", role=AccountRole.ADMINISTRATOR),
    "team-t1": Actor(account="team-t1", role=AccountRole.TEAM, team="T1"),
}


@pytest.mark.parametrize(("name", "arguments", "allowed"), STEPS, ids=[step[0] for step in STEPS])
def test_each_step_refuses_by_itself_and_leaves_one_row(office, name, arguments, allowed):
    workspace = open_office(office.directory)
    try:
        for account, actor in ACTORS.items():
            before = _denied(workspace, account)
            try:
                getattr(workflow, name)(workspace, actor, **arguments)
                was_let = True
            except NotAllowedError:
                was_let = False
            assert was_let is (account in allowed), account
            assert _denied(workspace, account) - before == (0 if was_let else 1), account
        assert workflow.read_audit_log(workspace, ACTORS["planner"]).broken_at is None
    finally:
        workspace.store.close()


def _denied(workspace, account: str) -> int:
    return workflow.read_audit_log(workspace, ACTORS["planner"], account=account).denied
