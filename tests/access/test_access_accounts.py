"""Accounts as they are made."""

from datetime import UTC, datetime

import pytest

import store.accounts
from access.accounts import create_account, new_password, reset_password
from domain.accounts import AccountRole
from domain.errors import ConflictError, InputError

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


def make(workspace, **changes):
    asked = {"name": "leader1", "role": AccountRole.LEADER, "team": None, "password": "đủ dài để dùng", "at": NOON}
    create_account(workspace, **(asked | changes))


def code_of(workspace, **changes):
    with pytest.raises(InputError) as caught:
        make(workspace, **changes)
    return caught.value.code


def test_an_account_keeps_a_hash_and_asks_for_another_password(workspace):
    make(workspace, name=" Leader1 ")
    with workspace.store.read() as connection:
        account = store.accounts.find_account(connection, "leader1")
    assert account.role is AccountRole.LEADER
    assert account.password_hash.startswith("$argon2id$")
    assert account.must_change


@pytest.mark.parametrize("name", ["", "a", "lãnh đạo", "a b", "-a", "a" * 41, "a/b"])
def test_a_name_that_cannot_be_typed_everywhere_is_refused(workspace, name):
    assert code_of(workspace, name=name) == "account.name"


@pytest.mark.parametrize(
    ("role", "team"), [(AccountRole.TEAM, None), (AccountRole.TEAM, ""), (AccountRole.LEADER, "T1")]
)
def test_only_a_team_has_a_team(workspace, role, team):
    assert code_of(workspace, role=role, team=team) == "account.team"


def test_a_password_has_ten_to_256_characters(workspace):
    assert code_of(workspace, password="x" * 9) == "account.password_short"
    assert code_of(workspace, password="x" * 257) == "account.password_long"
    make(workspace, password="x" * 10)


def test_a_refused_account_is_not_there(workspace):
    code_of(workspace, password="short")
    with workspace.store.read() as connection:
        assert store.accounts.find_account(connection, "leader1") is None


def test_a_name_is_given_once(workspace):
    make(workspace)
    with pytest.raises(ConflictError) as caught:
        make(workspace, name="LEADER1")
    assert caught.value.code == "account.exists"


def test_nobody_has_no_password_to_reset(workspace):
    with pytest.raises(InputError) as caught:
        reset_password(workspace, name="nobody", password=new_password(), at=NOON)
    assert caught.value.code == "account.unknown"


@pytest.mark.parametrize(
    "code", ["account.name", "account.team", "account.unknown", "account.password_short", "account.password_long"]
)
def test_every_refusal_has_its_sentence(workspace, code):
    assert workspace.reference.words.say(f"error.{code}", name="x", least=10, most=256)
