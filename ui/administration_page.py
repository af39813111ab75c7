"""Quản trị: the office's accounts; a new password is shown once and kept nowhere."""

import streamlit as st

import workflow
from access.administration import UserView, add_user, close_user, give_password, list_users, open_user
from domain.accounts import AccountRole
from ui.confirming import ask_first
from ui.retention_card import show_retention
from ui.session import attempt, need, say, screen_words, succeeds, tell

NEW = "new_password"
"""Under which the session holds (account, password) until the page was shown once."""


def show() -> None:
    """Show every account, a form for another one, and how long things are kept."""
    need(AccountRole.ADMINISTRATOR)
    st.title(say("administration.title"))
    st.write(say("administration.lead"))
    _show_new()
    for user in attempt(list_users) or ():
        _show_user(user)
    st.subheader(say("administration.add"))
    _show_form()
    show_retention()


def _show_new() -> None:
    name, password = st.session_state.pop(NEW, ("", ""))
    if name:
        st.success(say("administration.once", name=name))
        st.code(password, language=None)


def _show_user(user: UserView) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"user_{user.name}"):
        st.text(f"{user.name} · {_role(user)} · {_state(user)}")
        if user.is_disabled:
            st.button(say("administration.open"), key=f"open_{user.name}", on_click=_open, args=(user.name,))
            return
        ask_first(
            say("administration.password"), say("administration.password_ask", name=user.name),
            say("administration.password_do"), key=f"password_{user.name}", on_click=_give, args=(user.name,),
        )  # fmt: skip
        if not user.is_own:
            ask_first(
                say("administration.close"), say("administration.close_ask", name=user.name),
                say("administration.close_do"), key=f"close_{user.name}", on_click=_close, args=(user.name,),
            )  # fmt: skip


def _show_form() -> None:
    with st.container(border=True):
        st.text_input(say("administration.name"), key="user_name", max_chars=40, help=say("administration.name_help"))
        roles = list(AccountRole)
        role = st.selectbox(say("administration.role"), roles, format_func=_role_text, key="user_role")
        if role is AccountRole.TEAM:
            teams = {team.id: team.name for team in attempt(workflow.read_teams) or ()}
            st.selectbox(say("administration.team"), list(teams), format_func=lambda id_: teams[id_], key="user_team")
        st.button(say("administration.add_do"), key="user_add", on_click=_add, type="primary")


def _add() -> None:
    name, role = st.session_state["user_name"], st.session_state["user_role"]
    team = st.session_state.get("user_team") if role is AccountRole.TEAM else None
    password = attempt(add_user, name=name, role=role, team=team)
    if password:
        st.session_state[NEW] = (name, password)
        st.session_state["user_name"] = ""


def _give(name: str) -> None:
    password = attempt(give_password, name=name)
    if password:
        st.session_state[NEW] = (name, password)


def _close(name: str) -> None:
    if succeeds(close_user, name=name):
        tell("administration.closed", name=name)


def _open(name: str) -> None:
    if succeeds(open_user, name=name):
        tell("administration.opened", name=name)


def _role(user: UserView) -> str:
    return _role_text(user.role) if user.team is None else f"{_role_text(user.role)} {user.team}"


def _role_text(role: AccountRole) -> str:
    return screen_words().say(f"account_role.{role.value}")


def _state(user: UserView) -> str:
    if user.is_disabled:
        return say("administration.state_closed")
    if user.must_change:
        return say("administration.state_new")
    return say("administration.state_in") if user.sessions else say("administration.state_out")
