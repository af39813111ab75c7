"""The password that somebody chooses for themselves."""

from datetime import datetime

import store.accounts
import store.audit
import store.sessions
import store.throttle
from access.accounts import checked_hash
from access.passwords import verify_password
from access.sessions import admit
from access.throttling import account_key, is_throttled
from domain.accounts import Actor
from domain.errors import InputError, NotAllowedError
from workflow.workspace import Workspace


def change_password(
    workspace: Workspace, actor: Actor, *, current: str, new: str, again: str, ip: str, at: datetime
) -> str:
    """Keep another password, end every session of the account and return the token of a new one.

    Raises
    ------
    InputError
        ``password.again`` when the two new ones differ, ``password.same`` for the current one,
        ``account.password_short``, ``account.password_long``.
    NotAllowedError
        ``password.wrong`` for a wrong current one, counted like a wrong sign-in; ``sign_in.throttled``.
    """
    account = _checked(workspace, actor, current=current, ip=ip, at=at)
    if new != again:
        raise InputError("password.again")
    if new == current:
        raise InputError("password.same")
    password_hash = checked_hash(new)
    with workspace.store.write() as connection:
        store.accounts.set_password_hash(connection, account.name, password_hash, must_change=False)
        store.sessions.delete_sessions_of(connection, account.name)
        store.audit.append_audit(connection, _entry(actor, "ok", ip=ip, at=at))
    return admit(workspace, account=account, ip=ip, at=at)


def _checked(workspace: Workspace, actor: Actor, *, current: str, ip: str, at: datetime) -> store.accounts.Account:
    """Return the account of whoever asks, if they know its password; a guess is written down before it is looked at."""
    key = account_key(actor.account)
    with workspace.store.write() as connection:
        throttled = is_throttled(connection, name=actor.account, ip=ip, at=at)
        if not throttled:
            store.throttle.record_failure(connection, key, at)
        account = store.accounts.find_account(connection, actor.account)
    matches = verify_password(current, account.password_hash if account else None)
    with workspace.store.write() as connection:
        if account is None or throttled or not matches:
            store.audit.append_audit(connection, _entry(actor, "throttled" if throttled else "denied", ip=ip, at=at))
        else:
            store.throttle.clear_failures(connection, key)
            return account
    raise NotAllowedError("sign_in.throttled" if throttled else "password.wrong")


def _entry(actor: Actor, outcome: str, *, ip: str, at: datetime) -> store.audit.AuditEntry:
    return store.audit.AuditEntry(
        at=at, account=actor.account, role=actor.role, ip=ip, action="password.change", object=actor.account,
        outcome=outcome, details={},
    )  # fmt: skip
