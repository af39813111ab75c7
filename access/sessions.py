"""Sessions on the server: the cookie holds a random token, the store only its SHA-256."""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import store.accounts
import store.audit
import store.sessions
import store.throttle
from access.accounts import account_name
from access.passwords import verify_password
from access.throttling import account_key, address_key, is_throttled
from domain.accounts import AccountRole, Actor
from domain.digest import sha256_hex
from domain.errors import NotAllowedError, ServiceError
from workflow.workspace import Workspace

COOKIE_NAME = "inspection_session"
LONGEST = timedelta(hours=12)
IDLE_ELSEWHERE = timedelta(minutes=30)
# A tablet may be without signal for a whole evening; a lost one is revoked.
IDLE = {AccountRole.TEAM: LONGEST}
# A page asks for a hundred files; writing down each of them would queue at the store.
TOUCH_EVERY = timedelta(seconds=60)


def sign_in(workspace: Workspace, *, username: str, password: str, ip: str, at: datetime) -> str:
    """Return the token of a new session, 32 random bytes in URL-safe base64.

    The wrong guess is written down before the password is looked at and taken
    back when it was right, so that many guesses at once count as many.

    Raises
    ------
    NotAllowedError
        ``sign_in.throttled`` after too many wrong passwords, the right one
        included; ``sign_in.refused`` for everything else, without saying what.
    """
    name = account_name(username)[:64]
    account, throttled = _begin(workspace, name=name, ip=ip, at=at)
    # Verified even when nobody or throttled, so that the answer takes as long.
    matches = verify_password(password, account.password_hash if account else None)
    if account is None or throttled or not matches or account.is_disabled:
        _refuse(workspace, account=account, throttled=throttled, ip=ip, at=at)
        raise NotAllowedError("sign_in.throttled" if throttled else "sign_in.refused")
    return admit(workspace, account=account, ip=ip, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Hold who holds a token, and whether they must choose a password of their own before anything else."""

    actor: Actor
    must_change: bool


def find_actor(workspace: Workspace, token: str | None, *, at: datetime) -> Actor | None:
    """Return who holds the token and may work now, None for nobody."""
    visitor = find_visitor(workspace, token, at=at)
    return None if visitor is None or visitor.must_change else visitor.actor


def find_visitor(workspace: Workspace, token: str | None, *, at: datetime) -> Visitor | None:
    """Return who holds the token now, None when it is unknown, idle too long or 12 hours old.

    Role and team are read each time, so a changed or closed account takes
    effect at the next request.
    """
    if not token:
        return None
    token_hash = sha256_hex(token)
    with workspace.store.read() as connection:
        session = store.sessions.find_session(connection, token_hash)
        if session is None or at >= session.expires_at:
            return None
        account = store.accounts.find_account(connection, session.account)
    if account is None or account.is_disabled or at - session.last_seen_at >= IDLE.get(account.role, IDLE_ELSEWHERE):
        return None
    # Where nothing can be written, whoever is signed in may read on; unwritten use counts as none.
    with suppress(ServiceError):
        _note_use(workspace, session, at=at)
    actor = Actor(account=account.name, role=account.role, team=account.team)
    return Visitor(actor=actor, must_change=account.must_change)


def _note_use(workspace: Workspace, session: store.sessions.WebSession, *, at: datetime) -> None:
    if session.last_seen_at - at >= TOUCH_EVERY:
        with workspace.store.write() as connection:
            store.sessions.carry_back(connection, session, at)
    elif at - session.last_seen_at >= TOUCH_EVERY:
        with workspace.store.write() as connection:
            store.sessions.touch_session(connection, session.token_hash, at)


def sign_out(workspace: Workspace, token: str | None, *, ip: str, at: datetime) -> None:
    """End the session of a token; an unknown token changes nothing."""
    if not token:
        return
    token_hash = sha256_hex(token)
    with workspace.store.write() as connection:
        session = store.sessions.find_session(connection, token_hash)
        if session is None:
            return
        account = store.accounts.find_account(connection, session.account)
        store.sessions.delete_session(connection, token_hash)
        store.audit.append_audit(connection, _entry("sign_out", account=account, outcome="ok", ip=ip, at=at))


def _begin(workspace: Workspace, *, name: str, ip: str, at: datetime) -> tuple[store.accounts.Account | None, bool]:
    with workspace.store.write() as connection:
        throttled = is_throttled(connection, name=name, ip=ip, at=at)
        if not throttled:
            store.throttle.record_failure(connection, account_key(name), at)
        return store.accounts.find_account(connection, name), throttled


def _refuse(
    workspace: Workspace, *, account: store.accounts.Account | None, throttled: bool, ip: str, at: datetime
) -> None:
    outcome = "throttled" if throttled else "denied"
    with workspace.store.write() as connection:
        if not throttled:
            store.throttle.record_failure(connection, address_key(ip), at)
        store.audit.append_audit(connection, _entry("sign_in", account=account, outcome=outcome, ip=ip, at=at))


def admit(workspace: Workspace, *, account: store.accounts.Account, ip: str, at: datetime) -> str:
    """Open a session for an account whose password was right, and return its token."""
    token = secrets.token_urlsafe(32)
    session = store.sessions.WebSession(
        token_hash=sha256_hex(token), account=account.name, created_at=at, last_seen_at=at, expires_at=at + LONGEST
    )
    with workspace.store.write() as connection:
        store.sessions.delete_expired(connection, at)
        store.throttle.clear_failures(connection, account_key(account.name))
        store.sessions.add_session(connection, session)
        store.audit.append_audit(connection, _entry("sign_in", account=account, outcome="ok", ip=ip, at=at))
    return token


def _entry(
    action: str, *, account: store.accounts.Account | None, outcome: str, ip: str, at: datetime
) -> store.audit.AuditEntry:
    # A name that nobody has is not kept: people type their password into the wrong field.
    return store.audit.AuditEntry(
        at=at,
        account=account.name if account else "",
        role=account.role if account else "",
        ip=ip,
        action=action,
        object="",
        outcome=outcome,
        details={},
    )
