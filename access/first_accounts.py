"""The accounts of a new installation, with passwords that are printed once."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from access.accounts import create_account
from access.passwords import new_password
from domain.accounts import AccountRole
from domain.teams import Team
from store.accounts import list_accounts
from workflow.workspace import Workspace

FILE_NAME = "first-sign-in.txt"


def create_first_accounts(workspace: Workspace, *, teams: Sequence[Team] = (), at: datetime) -> dict[str, str]:
    """Create one account per role, and one per team, where there is none yet; return name to password.

    The passwords also go to DIR/first-sign-in.txt, readable by its owner only.
    """
    with workspace.store.read() as connection:
        known = {account.name for account in list_accounts(connection)}
    if known and not teams:
        return {}
    wanted: list[tuple[str, AccountRole, str | None]] = []
    if not known:
        wanted += [
            ("planner", AccountRole.PLANNER, None),
            ("leader", AccountRole.LEADER, None),
            ("admin", AccountRole.ADMINISTRATOR, None),
        ]
    wanted += [(f"team-{team.id.lower()}", AccountRole.TEAM, team.id) for team in teams]
    made = {}
    for name, role, team in wanted:
        if name not in known:
            made[name] = new_password()
            # Nobody chose these but chance, and only the folder's owner can read them: no other is asked for.
            create_account(workspace, name=name, role=role, team=team, password=made[name], at=at, must_change=False)
    _append(workspace.settings.directory / FILE_NAME, made)
    return made


def _append(path: Path, made: dict[str, str]) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
        file.writelines(f"{name}\t{password}\n" for name, password in made.items())
