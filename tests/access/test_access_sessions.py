"""Sessions by a clock that the test holds."""

from datetime import UTC, datetime, timedelta

import pytest

import store.accounts
import store.audit
from access.accounts import reset_password, set_disabled
from access.passwords import verify_password
from access.sessions import find_actor, find_visitor, sign_in, sign_out
from access.throttling import ACCOUNT_FAILURES, ADDRESS_FAILURES
from domain.accounts import AccountRole, Actor
from domain.errors import NotAllowedError
from workflow.workspace import open_workspace

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
PASSWORD = "mật khẩu để thử 1"
MINUTE = timedelta(minutes=1)


def enter(workspace, name="team1", password=PASSWORD, ip="10.0.0.1", at=NOON):
    return sign_in(workspace, username=name, password=password, ip=ip, at=at)


def refusal(workspace, **how):
    with pytest.raises(NotAllowedError) as caught:
        enter(workspace, **how)
    return caught.value.code


def audit(workspace):
    with workspace.store.read() as connection:
        entries = store.audit.read_audit(connection, limit=50)
    return [(entry.action, entry.account, entry.outcome) for entry in reversed(entries)]


def test_a_token_names_its_holder(workspace):
    token = enter(workspace)
    assert find_actor(workspace, token, at=NOON) == Actor(account="team1", role=AccountRole.TEAM, team="T1")
    assert find_actor(workspace, token + "x", at=NOON) is None
    assert find_actor(workspace, "", at=NOON) is None
    assert find_actor(workspace, None, at=NOON) is None


def test_the_store_never_holds_the_token(workspace):
    token = enter(workspace)
    files = [file for file in workspace.settings.directory.rglob("*") if file.is_file()]
    assert files
    assert not any(token.encode() in file.read_bytes() for file in files)


def test_each_sign_in_has_a_new_token(workspace):
    assert enter(workspace) != enter(workspace)


def test_thirty_idle_minutes_end_it_and_use_keeps_it(workspace):
    token = enter(workspace, name="planner1")
    assert find_actor(workspace, token, at=NOON + 29 * MINUTE) is not None
    assert find_actor(workspace, token, at=NOON + 58 * MINUTE) is not None
    assert find_actor(workspace, token, at=NOON + 88 * MINUTE) is None


def test_a_tablet_without_signal_for_an_evening_is_still_signed_in(workspace):
    token = enter(workspace)
    assert find_actor(workspace, token, at=NOON + 11 * 60 * MINUTE) is not None


def test_twelve_hours_end_it_however_much_it_is_used(workspace):
    token = enter(workspace)
    for quarter in range(1, 48):
        assert find_actor(workspace, token, at=NOON + quarter * 15 * MINUTE) is not None
    assert find_actor(workspace, token, at=NOON + timedelta(hours=12)) is None


def test_sign_out_ends_that_session_only(workspace):
    first, second = enter(workspace), enter(workspace)
    sign_out(workspace, first, ip="10.0.0.1", at=NOON)
    sign_out(workspace, first, ip="10.0.0.1", at=NOON)
    assert find_actor(workspace, first, at=NOON) is None
    assert find_actor(workspace, second, at=NOON) is not None


def test_a_closed_account_is_out_at_once_and_cannot_come_back(workspace):
    token = enter(workspace)
    set_disabled(workspace, name="team1", is_disabled=True, at=NOON)
    assert find_actor(workspace, token, at=NOON) is None
    assert refusal(workspace) == "sign_in.refused"
    set_disabled(workspace, name="team1", is_disabled=False, at=NOON)
    assert find_actor(workspace, token, at=NOON) is None
    assert find_actor(workspace, enter(workspace), at=NOON) is not None


def test_a_session_of_a_closed_account_is_worth_nothing_even_if_it_was_left_behind(workspace):
    token = enter(workspace)
    with workspace.store.write() as connection:
        store.accounts.set_disabled(connection, "team1", True)
    assert find_actor(workspace, token, at=NOON) is None


def test_a_reset_password_ends_every_session(workspace):
    tokens = enter(workspace), enter(workspace)
    reset_password(workspace, name="team1", password="another long one", at=NOON)
    # A visitor, not an actor: whoever must choose a password first is no actor even with a session that goes on.
    assert [find_visitor(workspace, token, at=NOON) for token in tokens] == [None, None]
    assert refusal(workspace) == "sign_in.refused"
    assert enter(workspace, password="another long one")


@pytest.mark.parametrize("name", ["team1", "nobody"])
def test_seven_wrong_passwords_refuse_the_right_one_for_fifteen_minutes(workspace, name):
    codes = [refusal(workspace, name=name, password="wrong", at=NOON) for _ in range(ACCOUNT_FAILURES)]
    assert codes == ["sign_in.refused"] * 7
    assert refusal(workspace, name=name, ip="10.0.0.2", at=NOON + 15 * MINUTE) == "sign_in.throttled"


def test_every_answer_costs_one_verification_whoever_asks(workspace, monkeypatch):
    verified = []

    def counted(password, password_hash):
        verified.append(password_hash is not None)
        return verify_password(password, password_hash)

    monkeypatch.setattr("access.sessions.verify_password", counted)
    set_disabled(workspace, name="planner1", is_disabled=True, at=NOON)
    assert enter(workspace)
    assert [refusal(workspace, name=name, password="wrong") for name in ("team1", "planner1", "nobody")] == [
        "sign_in.refused"
    ] * 3
    assert verified == [True, True, True, False]
    for _ in range(ACCOUNT_FAILURES - 1):
        refusal(workspace, name="nobody", password="wrong")
    del verified[:]
    assert refusal(workspace, name="nobody") == "sign_in.throttled"
    assert verified == [False]


def test_after_the_window_the_right_password_enters(workspace):
    for _ in range(ACCOUNT_FAILURES):
        refusal(workspace, password="wrong")
    assert refusal(workspace, at=NOON + 14 * MINUTE) == "sign_in.throttled"
    assert enter(workspace, at=NOON + 15 * MINUTE + timedelta(seconds=1))


def test_a_restart_forgives_nothing(workspace):
    for _ in range(ACCOUNT_FAILURES):
        refusal(workspace, password="wrong")
    restarted = open_workspace(workspace.settings)
    assert refusal(restarted) == "sign_in.throttled"
    restarted.store.close()


def test_the_right_password_forgives_what_came_before(workspace):
    for _ in range(3):
        for _ in range(ACCOUNT_FAILURES - 1):
            refusal(workspace, password="wrong")
        assert enter(workspace)


def test_an_address_that_tries_many_names_is_refused(workspace, monkeypatch):
    # Thirty real verifications would take seconds; what is counted does not depend on them.
    monkeypatch.setattr("access.sessions.verify_password", lambda password, password_hash: password == PASSWORD)
    for k in range(ADDRESS_FAILURES):
        assert refusal(workspace, name=f"name{k}", password="wrong", ip="10.6.6.6") == "sign_in.refused"
    assert refusal(workspace, ip="10.6.6.6") == "sign_in.throttled"
    assert enter(workspace, ip="10.0.0.1")


def test_every_attempt_leaves_one_row_and_no_unknown_name(workspace):
    before = len(audit(workspace))
    token = enter(workspace)
    refusal(workspace, password="wrong")
    refusal(workspace, name="my-secret-password", password="wrong")
    sign_out(workspace, token, ip="10.0.0.1", at=NOON)
    assert audit(workspace)[before:] == [
        ("sign_in", "team1", "ok"),
        ("sign_in", "team1", "denied"),
        ("sign_in", "", "denied"),
        ("sign_out", "team1", "ok"),
    ]
    with workspace.store.read() as connection:
        assert store.audit.verify_chain(connection) is None
