"""Accounts by role; a name is an office's sign-in name, not a person's."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from domain.accounts import AccountRole
from domain.errors import ConflictError, InputError
from store.engine import insert_once
from store.rows import row_from_value, value_from_row
from store.tables import ACCOUNTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Hold an account; ``team`` is that of a team's account, ``must_change`` asks for a password of its own."""

    name: str
    role: AccountRole
    team: str | None
    password_hash: str
    is_disabled: bool = False
    must_change: bool = False


def add_account(connection: sa.Connection, account: Account) -> None:
    """Keep a new account.

    Raises
    ------
    ConflictError
        ``account.exists`` when the name is taken.
    """
    insert_once(connection, ACCOUNTS, row_from_value(account), ConflictError("account.exists", name=account.name))


def find_account(connection: sa.Connection, name: str) -> Account | None:
    """Return the account of a name, None where there is none."""
    row = connection.execute(sa.select(ACCOUNTS).where(ACCOUNTS.c.name == name)).first()
    return value_from_row(Account, row) if row else None


def list_accounts(connection: sa.Connection) -> tuple[Account, ...]:
    """Return every account, sorted by name."""
    rows = connection.execute(sa.select(ACCOUNTS))
    return tuple(sorted((value_from_row(Account, row) for row in rows), key=lambda one: one.name))


def set_password_hash(connection: sa.Connection, name: str, password_hash: str, *, must_change: bool = True) -> None:
    """Keep another password hash; ``must_change`` False when the holder chose the password.

    Raises
    ------
    InputError
        ``account.unknown`` where there is no such account.
    """
    _update(connection, name, password_hash=password_hash, must_change=must_change)


def set_disabled(connection: sa.Connection, name: str, is_disabled: bool) -> None:
    """Close an account, or open it again; its sessions are deleted apart.

    Raises
    ------
    InputError
        ``account.unknown`` where there is no such account.
    """
    _update(connection, name, is_disabled=is_disabled)


def _update(connection: sa.Connection, name: str, **values: Any) -> None:
    if connection.execute(sa.update(ACCOUNTS).where(ACCOUNTS.c.name == name).values(**values)).rowcount == 0:
        raise InputError("account.unknown", name=name)
