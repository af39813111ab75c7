"""What a team records at a stop: a state, times, and duties of an establishment, never an act of a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from domain.inspections import Finding


class StopKind(StrEnum):
    """Say what a stop is: an establishment, or a commune's People's Committee whose own work is looked at."""

    ESTABLISHMENT = "establishment"
    COMMUNE_SUPERVISION = "commune_supervision"


class VisitStatus(StrEnum):
    """Say how far a visit has come; only ``inspected`` with full minutes counts."""

    PLANNED = "planned"
    REVEALED = "revealed"
    ARRIVED = "arrived"
    INSPECTED = "inspected"
    CLOSED_DOOR = "closed_door"
    NOT_FOUND = "not_found"
    MOVED = "moved"
    REFUSED = "refused"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


RECORDED = frozenset(VisitStatus) - {VisitStatus.PLANNED, VisitStatus.REVEALED, VisitStatus.CANCELLED}
"""What a team may record; the others come from the office."""

UNANSWERED = frozenset({VisitStatus.CLOSED_DOOR, VisitStatus.NOT_FOUND, VisitStatus.MOVED, VisitStatus.REFUSED})
"""States of a visit that found nothing to inspect: they ask for another try or a reserve, and stay non-response."""


class CheckAnswer(StrEnum):
    """Answer one item of a checklist."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "na"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitResult:
    """Hold what one device recorded at one stop; ``edit`` grows by one with each change on that device.

    Parameters
    ----------
    stop
        Id of an establishment, or ``commune:VINTAGE/CODE``.
    distance_m
        How far the tablet was from the stop at arrival; no track is kept.
    checks
        Item of the checklist to its answer.
    regulations
        Codes of what was handed over; the code names its version.
    leaflet_left
        Whether a leaflet on support and the hotline was left, never to whom.
    forwarded_on
        Day on which the team stopped and handed over to the competent body; of what, is not kept.
    tasks, difficulties
        Of a commune's supervision: task to done or not, and difficulties in the commune's words.
    """

    stop: str
    kind: StopKind
    status: VisitStatus
    device: str
    edit: int
    recorded_at: datetime
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    distance_m: int | None = None
    agencies: tuple[str, ...] = ()
    is_full: bool = False
    minutes_no: str = ""
    findings: tuple[Finding, ...] = ()
    checks: Mapping[str, CheckAnswer] = field(default_factory=dict)
    regulations: tuple[str, ...] = ()
    commitment_on: date | None = None
    leaflet_left: bool = False
    forwarded_on: date | None = None
    tasks: Mapping[str, bool] = field(default_factory=dict)
    difficulties: str = ""
    note: str = ""

    @property
    def counts(self) -> bool:
        """Tell whether it is a full inspection of an establishment with minutes."""
        is_inspected = self.kind is StopKind.ESTABLISHMENT and self.status is VisitStatus.INSPECTED
        return is_inspected and self.is_full and bool(self.minutes_no)


class ResultState(StrEnum):
    """Say what became of a received result: in force, replaced by a later edit, or waiting for the planner."""

    KEPT = "kept"
    SUPERSEDED = "superseded"
    CONFLICT = "conflict"
    DROPPED = "dropped"


class Intake(StrEnum):
    """Say what became of one result of a file: new, known already, in conflict, or not taken."""

    ACCEPTED = "accepted"
    IGNORED = "ignored"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetId:
    """Name a team-shift's sheet: of which plan version, and how often its tablets were revoked."""

    round_id: str
    shift: str
    revision: int
    epoch: int

    @property
    def text(self) -> str:
        """Return the id as one text, ``ROUND/SHIFT/rREVISION.EPOCH``."""
        return f"{self.round_id}/{self.shift}/r{self.revision}.{self.epoch}"

    @classmethod
    def read(cls, text: str) -> "SheetId | None":
        """Return the id that a text holds, None where it is none.

        Examples
        --------
        >>> SheetId.read("D2027-01/T1-2027-03-08-T/r3.0")
        SheetId(round_id='D2027-01', shift='T1-2027-03-08-T', revision=3, epoch=0)
        """
        found = _SHEET.fullmatch(text)
        if found is None:
            return None
        return cls(
            round_id=found["round"], shift=found["shift"], revision=int(found["revision"]), epoch=int(found["epoch"])
        )


_SHEET = re.compile(
    r"(?P<round>[^/\s]{1,60})/(?P<shift>[^/\s]{1,100})/r(?P<revision>[0-9]{1,6})\.(?P<epoch>[0-9]{1,6})", re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptResult:
    """Hold one received result with where it came from and what became of it.

    Parameters
    ----------
    id
        Of what was received: the same sheet, device and content give the same id.
    number
        Order of arrival, from 1; 0 before it is kept.
    received_at
        By the server's clock.
    skew_s
        The device's clock less the server's, where it recorded more than ten minutes ahead; else 0.
    sent_by
        Account that handed it in.
    is_marked
        False where a team sent it from a page that cannot mark.
    masked
        How many passages about persons were masked before it was kept.
    reason
        Why it is in conflict, a code; "" for the others.
    """

    id: str
    sheet: SheetId
    team: str
    result: VisitResult
    state: ResultState
    received_at: datetime
    sent_by: str
    number: int = 0
    skew_s: int = 0
    is_marked: bool = True
    masked: int = 0
    reason: str = ""

    def with_state(self, state: ResultState, *, reason: str = "") -> "KeptResult":
        """Return it in another state, with the reason for it."""
        return replace(self, state=state, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultChoice:
    """Hold that the planner let one of several results of a visit stand, and why."""

    round_id: str
    shift: str
    stop: str
    chosen: str
    reason: str
    account: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultAnswer:
    """Say what became of one result; ``reason`` is a code worded under ``intake_reason``, "" where it was taken."""

    stop: str
    intake: Intake
    reason: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsAnswer:
    """Say what became of a file of results, one answer for each in the file's order."""

    answers: tuple[ResultAnswer, ...] = ()
    sheet: str = ""
    team: str = ""
    masked: int = 0

    @property
    def accepted(self) -> int:
        """Return how many were taken."""
        return self._count(Intake.ACCEPTED)

    @property
    def ignored(self) -> int:
        """Return how many were known already."""
        return self._count(Intake.IGNORED)

    @property
    def conflict(self) -> int:
        """Return how many wait for the planner."""
        return self._count(Intake.CONFLICT)

    @property
    def refused(self) -> int:
        """Return how many were not taken."""
        return self._count(Intake.REFUSED)

    def _count(self, intake: Intake) -> int:
        return sum(answer.intake is intake for answer in self.answers)
