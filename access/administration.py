"""Accounts as an administrator keeps them; every act is authorised here and logged with who did it."""

from dataclasses import dataclass
from datetime import UTC, datetime

import store.accounts
import store.sessions
from access.accounts import account_name, create_account, new_password, reset_password, set_disabled
from domain.accounts import AccountRole, Actor
from domain.errors import ConflictError
from workflow.permissions import log, need
from workflow.workspace import Workspace

ADMINISTRATOR = (AccountRole.ADMINISTRATOR,)


@dataclass(frozen=True, slots=True, kw_only=True)
class UserView:
    """Hold one account without its hash; ``sessions`` counts where it is signed in now, ``is_own`` is who asks."""

    name: str
    role: AccountRole
    team: str | None
    is_disabled: bool
    must_change: bool
    sessions: int
    is_own: bool


def list_users(workspace: Workspace, actor: Actor) -> tuple[UserView, ...]:
    """Return every account by name."""
    need(workspace, actor, *ADMINISTRATOR, action="users.list")
    now = datetime.now(UTC)
    with workspace.store.read() as connection:
        signed_in = store.sessions.count_sessions(connection, at=now)
        return tuple(
            UserView(
                name=one.name, role=one.role, team=one.team, is_disabled=one.is_disabled,
                must_change=one.must_change, sessions=signed_in.get(one.name, 0),
                is_own=one.name == actor.account,
            )
            for one in store.accounts.list_accounts(connection)
        )  # fmt: skip


def add_user(workspace: Workspace, actor: Actor, *, name: str, role: AccountRole, team: str | None = None) -> str:
    """Make an account and return its first password, shown once; what create_account refuses is refused."""
    need(workspace, actor, *ADMINISTRATOR, action="users.add", target=name)
    password = new_password()
    create_account(workspace, name=name, role=role, team=team, password=password, at=datetime.now(UTC))
    log(workspace, actor, action="users.add", target=account_name(name), role=role.value)
    return password


def give_password(workspace: Workspace, actor: Actor, *, name: str) -> str:
    """Give an account another password, ending its sessions, and return it, shown once."""
    need(workspace, actor, *ADMINISTRATOR, action="users.password", target=name)
    password = new_password()
    reset_password(workspace, name=name, password=password, at=datetime.now(UTC))
    log(workspace, actor, action="users.password", target=account_name(name))
    return password


def close_user(workspace: Workspace, actor: Actor, *, name: str) -> None:
    """Close an account and end its sessions.

    Raises
    ------
    ConflictError
        ``users.own`` for the administrator's own account, which somebody else has to close: so one is always left.
    """
    need(workspace, actor, *ADMINISTRATOR, action="users.close", target=name)
    if account_name(name) == actor.account:
        raise ConflictError("users.own", name=actor.account)
    set_disabled(workspace, name=name, is_disabled=True, at=datetime.now(UTC))
    log(workspace, actor, action="users.close", target=account_name(name))


def open_user(workspace: Workspace, actor: Actor, *, name: str) -> None:
    """Open a closed account again."""
    need(workspace, actor, *ADMINISTRATOR, action="users.open", target=name)
    set_disabled(workspace, name=name, is_disabled=False, at=datetime.now(UTC))
    log(workspace, actor, action="users.open", target=account_name(name))
