"""What was done: inspections by anybody, and complaints without their senders."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.establishments import Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Hold one unfulfilled duty of an establishment; no code names an act of a person."""

    code: str
    action: str = ""
    remedy_due_on: date | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Hold a complaint about an establishment; there is no field for who sent it.

    ``ground`` is the legal ground, required for a clear sign. ``triaged_by`` is
    the account that called it one; with ``needs_second`` it counts as such only
    once ``confirmed_by``, another account, has agreed.
    """

    id: str
    establishment_id: str
    received_on: date
    state: ComplaintState
    ground: str = ""
    triaged_by: str = ""
    needs_second: bool = False
    confirmed_by: str = ""

    @property
    def waits(self) -> bool:
        """Tell whether a clear sign still waits for its second account."""
        return self.state is ComplaintState.CLEAR_SIGN and self.needs_second and not self.confirmed_by
