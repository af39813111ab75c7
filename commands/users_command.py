"""users: accounts by role."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from access.accounts import create_account, reset_password, set_disabled
from access.passwords import new_password
from commands.answers import workspace_of
from domain.accounts import AccountRole
from store.accounts import list_accounts

users = typer.Typer(no_args_is_help=True, help="Accounts by role; passwords are printed once.")
Directory = Annotated[Path | None, typer.Option("--dir", help="Folder of the office.")]


@users.command("list")
def show(directory: Directory = None) -> None:
    """Print every account. Example: python cli.py users list"""
    with workspace_of(directory).store.read() as connection:
        for account in list_accounts(connection):
            print(account.name, account.role.value, account.team or "-", "disabled" if account.is_disabled else "")


@users.command("add")
def add(
    name: str,
    role: AccountRole,
    team: Annotated[str | None, typer.Option(help="Id of its team; a team's account must have one.")] = None,
    directory: Directory = None,
) -> None:
    """Create an account. Example: python cli.py users add lan planner"""
    password = new_password()
    create_account(workspace_of(directory), name=name, role=role, team=team, password=password, at=datetime.now(UTC))
    print(name, password)


@users.command("reset")
def reset(name: str, directory: Directory = None) -> None:
    """Give an account a new password. Example: python cli.py users reset lan"""
    password = new_password()
    reset_password(workspace_of(directory), name=name, password=password, at=datetime.now(UTC))
    print(name, password)


@users.command("disable")
def disable(name: str, directory: Directory = None) -> None:
    """Close an account. Example: python cli.py users disable lan"""
    set_disabled(workspace_of(directory), name=name, is_disabled=True, at=datetime.now(UTC))


@users.command("enable")
def enable(name: str, directory: Directory = None) -> None:
    """Open a closed account again. Example: python cli.py users enable lan"""
    set_disabled(workspace_of(directory), name=name, is_disabled=False, at=datetime.now(UTC))
