"""Classes of complaints with their clocks, and how complaints come in: dated tables of data/rules."""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from workflow.workspace import Workspace

WORKING = "working"
WEEKEND = (5, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintClock:
    """Hold one class of complaints: how many working or calendar days it may take.

    ``is_crime`` marks a denunciation of a crime, of which only the forwarding is
    kept; ``is_checked`` whether somebody read the source.
    """

    code: str
    label: str
    days: int
    is_working: bool
    is_crime: bool
    valid_from: date
    valid_to: date | None
    source: str
    is_checked: bool

    def is_in_force(self, day: date) -> bool:
        """Tell whether it held on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def due_on(self, received_on: date, *, holidays: Collection[date]) -> date:
        """Return the last day on which a complaint received on a day is in time.

        Working days are those that are neither Saturday, Sunday nor a holiday;
        the day of receipt does not count.
        """
        if not self.is_working:
            return received_on + timedelta(days=self.days)
        day, left = received_on, self.days
        while left:
            day += timedelta(days=1)
            left -= day.weekday() not in WEEKEND and day not in holidays
        return day


def complaint_clocks(workspace: Workspace) -> tuple[ComplaintClock, ...]:
    """Return the classes of complaints, those of former law too."""
    return tuple(_clock(row) for row in _rows(workspace, "complaint_clocks.csv"))


def complaint_channels(workspace: Workspace) -> dict[str, str]:
    """Return the label of each way in which a complaint comes, by its code."""
    return {row["code"]: row["label"] for row in _rows(workspace, "complaint_channels.csv")}


def _clock(row: dict[str, str]) -> ComplaintClock:
    return ComplaintClock(
        code=row["code"], label=row["label"], days=int(row["days"]), is_working=row["day_kind"] == WORKING,
        is_crime=row["is_crime"] == "yes", valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None, source=row["source"],
        is_checked=row["checked"] == "yes",
    )  # fmt: skip


def _rows(workspace: Workspace, name: str) -> list[dict[str, str]]:
    path: Path = workspace.reference.directory / "rules" / name
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
