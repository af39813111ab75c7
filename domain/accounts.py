"""Who acts: accounts by role, never a private detail."""

from dataclasses import dataclass, field
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

    ``team`` is the team of a team's account, None for the others. ``ip`` is the address from which
    they ask as the server was told, "" where nobody came by network; it makes nobody another actor.
    """

    account: str
    role: AccountRole
    team: str | None = None
    ip: str = field(default="", compare=False)
