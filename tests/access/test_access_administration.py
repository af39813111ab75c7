"""Accounts as an administrator keeps them."""

from datetime import UTC, datetime

import pytest

import store.accounts
import store.audit
from access.administration import add_user, close_user, give_password, list_users, open_user
from access.sessions import find_actor, find_visitor, sign_in
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError, InputError, NotAllowedError

ADMIN = Actor(account="admin1", role=AccountRole.ADMINISTRATOR)
OTHERS = [role for role in AccountRole if role is not AccountRole.ADMINISTRATOR]
NOW = datetime.now(UTC)
PASSWORD = "mật khẩu để thử 1"


def enter(workspace, name, password=PASSWORD):
    return sign_in(workspace, username=name, password=password, ip="10.0.0.1", at=datetime.now(UTC))


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_keeps_accounts_and_each_refusal_is_written_down(workspace, role):
    actor = Actor(account="thu", role=role, team="T1" if role is AccountRole.TEAM else None)
    for act in (
        lambda: list_users(workspace, actor),
        lambda: add_user(workspace, actor, name="moi", role=AccountRole.LEADER),
        lambda: give_password(workspace, actor, name="planner1"),
        lambda: close_user(workspace, actor, name="planner1"),
        lambda: open_user(workspace, actor, name="planner1"),
    ):
        with pytest.raises(NotAllowedError):
            act()
    with workspace.store.read() as connection:
        refused = [row for row in store.audit.read_audit(connection, limit=99) if row.outcome == "denied"]
        assert store.accounts.find_account(connection, "moi") is None
    done = ["users.open", "users.close", "users.password", "users.add", "users.list"]
    assert [row.action for row in refused] == done


def test_a_new_account_must_first_choose_its_own_password(workspace):
    password = add_user(workspace, ADMIN, name="Lanhdao2", role=AccountRole.LEADER)
    token = enter(workspace, "lanhdao2", password)
    assert find_visitor(workspace, token, at=datetime.now(UTC)).must_change
    assert find_actor(workspace, token, at=datetime.now(UTC)) is None


def test_a_given_password_replaces_the_old_one_and_ends_every_session(workspace):
    token = enter(workspace, "planner1")
    password = give_password(workspace, ADMIN, name="planner1")
    assert find_visitor(workspace, token, at=datetime.now(UTC)) is None
    with pytest.raises(NotAllowedError):
        enter(workspace, "planner1")
    assert enter(workspace, "planner1", password)


def test_a_closed_account_is_out_at_once_and_can_be_opened_again(workspace):
    token = enter(workspace, "team1")
    close_user(workspace, ADMIN, name="team1")
    assert find_visitor(workspace, token, at=datetime.now(UTC)) is None
    with pytest.raises(NotAllowedError):
        enter(workspace, "team1")
    open_user(workspace, ADMIN, name="team1")
    assert enter(workspace, "team1")


def test_nobody_closes_the_account_they_sit_at(workspace):
    with pytest.raises(ConflictError) as caught:
        close_user(workspace, Actor(account="planner1", role=AccountRole.ADMINISTRATOR), name=" Planner1 ")
    assert caught.value.code == "users.own"


def test_unknown_and_impossible_accounts_are_refused_by_name(workspace):
    with pytest.raises(InputError) as caught:
        give_password(workspace, ADMIN, name="khong-co")
    assert caught.value.code == "account.unknown"
    with pytest.raises(InputError) as caught:
        add_user(workspace, ADMIN, name="doan9", role=AccountRole.TEAM)
    assert caught.value.code == "account.team"


def test_the_list_holds_no_hash_and_counts_who_is_signed_in(workspace):
    enter(workspace, "planner1")
    enter(workspace, "planner1")
    users = {user.name: user for user in list_users(workspace, ADMIN)}
    assert (users["planner1"].sessions, users["team1"].sessions) == (2, 0)
    assert "argon2" not in repr(users)
