"""The demo office on 4 January 2027 with its people: two planners, a leader, an administrator, and a clock to move."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import workflow
from access.accounts import create_account
from demo.line import set_up_demo, take_register
from domain.accounts import AccountRole, Actor
from workflow.workspace import Workspace, open_workspace, settings_from

YEAR = 2027
BEGINS_ON = date(YEAR, 1, 4)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PASSWORD = "mat-khau-du-dai-1"
PLANNER = Actor(account="thu", role=AccountRole.PLANNER)
SECOND = Actor(account="ba", role=AccountRole.PLANNER)
LEADER = Actor(account="lan", role=AccountRole.LEADER)
ADMINISTRATOR = Actor(account="quan-tri", role=AccountRole.ADMINISTRATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Hold the office whose year is played."""

    workspace: Workspace

    @property
    def directory(self) -> Path:
        """Return its folder."""
        return self.workspace.settings.directory

    @property
    def today(self) -> date:
        """Return the day on the office's clock."""
        return workflow.read_now(self.workspace).date()

    @property
    def communes(self) -> list[str]:
        """Return the codes of its communes."""
        return sorted(row.code for row in workflow.read_communes(self.workspace, PLANNER))

    def move_to(self, at: datetime | date) -> None:
        """Move the clock on; a day begins at 08:00, and nothing ever goes back."""
        moment = at if isinstance(at, datetime) else datetime.combine(at, time(8), ZONE)
        if moment < workflow.read_now(self.workspace):
            raise ValueError(f"the year goes on, not back to {moment}")
        workflow.move_clock(self.workspace, PLANNER, at=moment)


def team_actor(team: str) -> Actor:
    """Return the account of a team."""
    return Actor(account=f"doan-{team.lower()}", role=AccountRole.TEAM, team=team)


def open_office(directory: Path) -> Workspace:
    """Open the office of a folder."""
    return open_workspace(settings_from({"INSPECTION_DIR": str(directory)}))


def begin_year(directory: Path) -> Year:
    """Set the office up with its register, its history of the year before, and its accounts."""
    workspace = open_office(directory)
    demo = set_up_demo(workspace, as_of=BEGINS_ON, actor=PLANNER)
    take_register(workspace, demo, actor=PLANNER)
    people = [PLANNER, SECOND, LEADER, ADMINISTRATOR, *(team_actor(team.id) for team in demo.teams)]
    for one in people:
        create_account(
            workspace, name=one.account, role=one.role, team=one.team, password=PASSWORD,
            at=datetime(YEAR, 1, 4, tzinfo=UTC), must_change=False,
        )  # fmt: skip
    return Year(workspace=workspace)
