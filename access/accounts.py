"""Accounts as whoever runs the office makes them: name, role, team and a first password."""

import re
import unicodedata
from datetime import datetime

import store.accounts
import store.audit
import store.sessions
from access.passwords import LONGEST, hash_password, new_password
from domain.accounts import AccountRole
from domain.errors import InputError
from workflow.workspace import Workspace

__all__ = ["account_name", "checked_hash", "create_account", "new_password", "reset_password", "set_disabled"]

SHORTEST = 10
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


def account_name(text: str) -> str:
    """Return a name as accounts are kept: trimmed, lower case.

    Examples
    --------
    >>> account_name("  Doan1 ")
    'doan1'
    """
    return unicodedata.normalize("NFC", text).strip().lower()


def create_account(
    workspace: Workspace,
    *,
    name: str,
    role: AccountRole,
    team: str | None,
    password: str,
    at: datetime,
    must_change: bool = True,
) -> None:
    """Keep a new account; with ``must_change`` its holder can do nothing before choosing another password.

    Raises
    ------
    InputError
        ``account.name`` for a name that is not 2 to 40 of a-z, 0-9, dot, dash
        and underscore; ``account.team`` unless a team's account, and no other,
        has a team; ``account.password_short``, ``account.password_long``.
    ConflictError
        ``account.exists`` when the name is taken.
    """
    key = account_name(name)
    if not NAME.fullmatch(key):
        raise InputError("account.name", name=name)
    if (role is AccountRole.TEAM) != bool(team):
        raise InputError("account.team", name=key)
    account = store.accounts.Account(
        name=key,
        role=role,
        team=team,
        password_hash=checked_hash(password),
        is_disabled=False,
        must_change=must_change,
    )
    with workspace.store.write() as connection:
        store.accounts.add_account(connection, account)
        store.audit.append_audit(connection, _entry("account.create", key, at))


def reset_password(workspace: Workspace, *, name: str, password: str, at: datetime) -> None:
    """Set another password and end every session of the account.

    Raises
    ------
    InputError
        ``account.unknown``, ``account.password_short`` or ``account.password_long``.
    """
    key, password_hash = account_name(name), checked_hash(password)
    with workspace.store.write() as connection:
        store.accounts.set_password_hash(connection, key, password_hash)
        store.sessions.delete_sessions_of(connection, key)
        store.audit.append_audit(connection, _entry("account.reset", key, at))


def set_disabled(workspace: Workspace, *, name: str, is_disabled: bool, at: datetime) -> None:
    """Close an account, ending its sessions, or open it again.

    Raises
    ------
    InputError
        ``account.unknown``.
    """
    key = account_name(name)
    with workspace.store.write() as connection:
        store.accounts.set_disabled(connection, key, is_disabled)
        if is_disabled:
            store.sessions.delete_sessions_of(connection, key)
        store.audit.append_audit(connection, _entry("account.disable" if is_disabled else "account.enable", key, at))


def checked_hash(password: str) -> str:
    """Return the hash of a password that is long enough and not too long; ``account.password_short`` or ``_long``."""
    if len(password) < SHORTEST:
        raise InputError("account.password_short", least=SHORTEST)
    if len(password) > LONGEST:
        raise InputError("account.password_long", most=LONGEST)
    return hash_password(password)


def _entry(action: str, name: str, at: datetime) -> store.audit.AuditEntry:
    return store.audit.AuditEntry(
        at=at, account="", role="", ip="", action=action, object=name, outcome="ok", details={}
    )
