"""Who acts: accounts by role, never a private detail."""

from dataclasses import dataclass
from enum import StrEnum


class AccountRole(StrEnum):
    """Say what an account may do."""

    PLANNER = "planner"
    TEAM = "team"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Hold who asks; every workflow function takes one and decides by itself.

    ``team`` is the team of a team's account, None for the others.
    """

    account: str
    role: AccountRole
    team: str | None = None
