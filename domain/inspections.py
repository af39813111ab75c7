"""What was done: inspections by anybody, and complaints without their senders."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.establishments import Precision
from domain.places import CommuneKey

FINE = "FINE"
"""Action of data/rules/finding_actions.csv that is an amount of money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Hold one unfulfilled duty of an establishment; no code names an act of a person.

    ``remedied_on`` is the day on which it was seen to be fulfilled, None while it is open;
    ``fine_dong`` the amount of its fine by the decision, None where there is none or it was not entered.
    """

    code: str
    action: str = ""
    remedy_due_on: date | None = None
    remedied_on: date | None = None
    fine_dong: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """Hold one inspection; it counts only when it was full and has a minutes number.

    ``round_id`` is None for inspections by other agencies, which exempt but do
    not count towards the plan's share. ``kind`` is ``audit`` (thanh tra),
    ``check`` (kiểm tra) or empty where nobody said, ``scope`` what it was about.
    """

    id: str
    establishment_id: str
    agency: str
    on: date
    is_full: bool
    minutes_no: str
    round_id: str | None = None
    findings: tuple[Finding, ...] = ()
    on_precision: Precision = Precision.DAY
    kind: str = ""
    scope: str = ""

    @property
    def counts(self) -> bool:
        """Tell whether it was a full inspection with minutes."""
        return self.is_full and bool(self.minutes_no)


class ComplaintState(StrEnum):
    """Say how far a complaint was handled; only a clear sign overrides once a year."""

    RECEIVED = "received"
    VERIFIED = "verified"
    CLEAR_SIGN = "clear_sign"
    DISMISSED = "dismissed"
    FORWARDED = "forwarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Hold a complaint about an establishment; there is no field for who sent it.

    Parameters
    ----------
    establishment_id
        "" where it speaks of a commune only, or of a crime.
    ground
        The legal ground, required for a clear sign.
    triaged_by, needs_second, confirmed_by
        The account that called it a clear sign; with ``needs_second`` it counts as
        one only once another account has agreed.
    commune
        Of which it speaks where it names no establishment.
    channel, kind
        How it came and what class it is, by the codes of data/rules.
    due_on
        Day by which it must be answered, by its class; None where nobody has set it.
    about
        What it says of the establishment's duties, persons masked.
    visit
        Id of the inspection that verified it, "" for none.
    handled_on
        Day on which it was classified or forwarded.
    forwarded_on, forwarded_to
        Of a denunciation of a crime, all that is kept.
    """

    id: str
    establishment_id: str
    received_on: date
    state: ComplaintState
    ground: str = ""
    triaged_by: str = ""
    needs_second: bool = False
    confirmed_by: str = ""
    commune: CommuneKey | None = None
    channel: str = ""
    kind: str = ""
    due_on: date | None = None
    about: str = ""
    visit: str = ""
    handled_on: date | None = None
    forwarded_on: date | None = None
    forwarded_to: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits to be handled."""
        return self.state is ComplaintState.RECEIVED

    def is_late(self, day: date) -> bool:
        """Tell whether its day passed before it was handled."""
        end = day if self.is_open else self.handled_on
        return self.due_on is not None and end is not None and self.due_on < end

    @property
    def waits(self) -> bool:
        """Tell whether a clear sign still waits for its second account."""
        return self.state is ComplaintState.CLEAR_SIGN and self.needs_second and not self.confirmed_by


class RemedyState(StrEnum):
    """Say how far a finding was remedied."""

    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyStep:
    """Hold one step of a remedy: who said what of it, and when."""

    state: RemedyState
    account: str
    at: datetime
    document: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRemedy:
    """Hold the remedy of one finding of one inspection.

    ``due_on`` is None where the team set no day; ``document`` names the paper
    that shows it was remedied on ``remedied_on``.
    """

    inspection_id: str
    establishment_id: str
    code: str
    action: str
    due_on: date | None
    state: RemedyState = RemedyState.OPEN
    remedied_on: date | None = None
    document: str = ""
    history: tuple[RemedyStep, ...] = ()

    def is_overdue(self, day: date) -> bool:
        """Tell whether it is open and its day has passed."""
        return self.state is RemedyState.OPEN and self.due_on is not None and self.due_on < day


def remedies_of(inspection: Inspection) -> tuple[FindingRemedy, ...]:
    """Return the remedy of each finding as the inspection has it; a code that stands twice gives one."""
    return tuple(
        FindingRemedy(
            inspection_id=inspection.id,
            establishment_id=inspection.establishment_id,
            code=finding.code,
            action=finding.action,
            due_on=finding.remedy_due_on,
            state=RemedyState.DONE if finding.remedied_on else RemedyState.OPEN,
            remedied_on=finding.remedied_on,
        )
        for finding in {finding.code: finding for finding in reversed(inspection.findings)}.values()
    )[::-1]
