"""The administrator's page, run as the screen runs it."""

import shutil
from datetime import UTC, datetime

import pytest

from access.accounts import create_account
from access.administration import list_users
from access.sessions import find_visitor, sign_in
from domain.accounts import AccountRole, Actor
from workflow.workspace import open_workspace, settings_from

ADMIN = Actor(account="thu", role=AccountRole.ADMINISTRATOR)


@pytest.fixture
def office(empty_office, tmp_path, serve_from, become):
    """Serve a copy of an office to an administrator, and give its workspace."""
    directory = shutil.copytree(empty_office, tmp_path / "office")
    serve_from(directory)
    become(AccountRole.ADMINISTRATOR)
    opened = open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))
    create_account(
        opened, name="lanhdao1", role=AccountRole.LEADER, team=None, password="mật khẩu dài 1", at=datetime.now(UTC)
    )
    yield opened
    opened.store.close()


def users(office):
    return {user.name: user for user in list_users(office, ADMIN)}


def test_a_new_account_shows_its_password_once_and_opens_with_it(office, dashboard, words):
    dashboard.run()
    assert dashboard.title[0].value == words.say("ui.administration.title")
    dashboard.text_input(key="user_name").set_value("lanhdao2")
    dashboard.selectbox(key="user_role").set_value(AccountRole.LEADER)
    dashboard.button(key="user_add").click().run()
    assert not dashboard.exception
    (password,) = (one.value for one in dashboard.code)
    token = sign_in(office, username="lanhdao2", password=password, ip="10.0.0.1", at=datetime.now(UTC))
    assert find_visitor(office, token, at=datetime.now(UTC)).must_change
    dashboard.run()
    assert password not in repr(dashboard)
    assert not dashboard.code


def test_an_account_is_closed_and_opened_after_a_question(office, dashboard):
    dashboard.run()
    dashboard.button(key="close_lanhdao1").click().run()
    assert users(office)["lanhdao1"].is_disabled
    dashboard.button(key="open_lanhdao1").click().run()
    assert not users(office)["lanhdao1"].is_disabled


def test_a_bad_name_is_said_and_nothing_is_kept(office, dashboard, words):
    before = users(office)
    dashboard.run()
    dashboard.text_input(key="user_name").set_value("lãnh đạo")
    dashboard.selectbox(key="user_role").set_value(AccountRole.LEADER)
    dashboard.button(key="user_add").click().run()
    assert "lãnh đạo" in dashboard.error[0].value
    assert users(office) == before


@pytest.mark.parametrize("role", [AccountRole.PLANNER, AccountRole.LEADER, AccountRole.TEAM])
def test_others_have_no_such_page(office, dashboard, become, words, role):
    become(role, team="T1" if role is AccountRole.TEAM else None)
    dashboard.run()
    assert words.say("ui.administration.title") not in [title.value for title in dashboard.title]
