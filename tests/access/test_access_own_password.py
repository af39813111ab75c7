"""The password that somebody chooses for themselves."""

from datetime import UTC, datetime

import pytest

import store.accounts
from access.own_password import change_password
from access.sessions import find_actor, sign_in
from access.throttling import ACCOUNT_FAILURES
from domain.accounts import AccountRole, Actor
from domain.errors import InputError, NotAllowedError

PLANNER = Actor(account="planner1", role=AccountRole.PLANNER)
PASSWORD, OTHER = "mật khẩu để thử 1", "mật khẩu mới của tôi"


def change(workspace, **typed):
    asked = {"current": PASSWORD, "new": OTHER, "again": OTHER} | typed
    return change_password(workspace, PLANNER, **asked, ip="10.0.0.1", at=datetime.now(UTC))


def code_of(workspace, kind, **typed):
    with pytest.raises(kind) as caught:
        change(workspace, **typed)
    return caught.value.code


def enter(workspace, password):
    return sign_in(workspace, username="planner1", password=password, ip="10.0.0.1", at=datetime.now(UTC))


def test_another_password_ends_every_other_session_and_opens_one(workspace):
    before = enter(workspace, PASSWORD)
    token = change(workspace)
    assert find_actor(workspace, before, at=datetime.now(UTC)) is None
    assert find_actor(workspace, token, at=datetime.now(UTC)) == PLANNER
    with pytest.raises(NotAllowedError):
        enter(workspace, PASSWORD)
    assert enter(workspace, OTHER)


def test_what_was_asked_for_is_no_longer_asked(workspace):
    with workspace.store.write() as connection:
        kept = store.accounts.find_account(connection, "planner1").password_hash
        store.accounts.set_password_hash(connection, "planner1", kept)
    token = enter(workspace, PASSWORD)
    assert find_actor(workspace, token, at=datetime.now(UTC)) is None
    assert find_actor(workspace, change(workspace), at=datetime.now(UTC)) == PLANNER


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"again": "khác hẳn nhau"}, "password.again"),
        ({"new": PASSWORD, "again": PASSWORD}, "password.same"),
        ({"new": "ngắn", "again": "ngắn"}, "account.password_short"),
        ({"new": "x" * 257, "again": "x" * 257}, "account.password_long"),
    ],
)
def test_a_bad_new_password_changes_nothing(workspace, typed, code):
    assert code_of(workspace, InputError, **typed) == code
    assert enter(workspace, PASSWORD)


def test_guessing_the_current_one_is_throttled_like_a_sign_in(workspace):
    for _ in range(ACCOUNT_FAILURES):
        assert code_of(workspace, NotAllowedError, current="đoán mò thôi") == "password.wrong"
    assert code_of(workspace, NotAllowedError) == "sign_in.throttled"
    with pytest.raises(NotAllowedError):
        enter(workspace, PASSWORD)
