"""The register: what kinds of business there are, and each establishment."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.places import CommuneKey, Position


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """Hold one visit window in seconds after local midnight; the end may pass 86,400."""

    from_s: int
    to_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessType:
    """Hold one kind of business as the office's dated table has it.

    ``windows`` are the hours in which a visit may start, ``service_s`` how long
    it takes, ``agencies`` those that must be present, ``points`` the published
    base points of the risk card.
    """

    code: str
    label: str
    windows: tuple[OpeningHours, ...]
    service_s: int
    agencies: tuple[str, ...]
    points: int
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Hold the legal person or household business, the subject of once a year."""

    id: str
    name: str
    legal_form: str = ""
    tax_code: str = ""


class Status(StrEnum):
    """Say whether a business is at work, as the register has it."""

    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"
    MOVED = "moved"
    UNVERIFIED = "unverified"


class Decision(StrEnum):
    """Say whether the office has taken a row into its register."""

    ACCEPTED = "accepted"
    PENDING = "pending"
    REJECTED = "rejected"


class Precision(StrEnum):
    """Say how exactly a date was written; a month or year is kept as its first day."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Establishment:
    """Hold one registered business; a row in doubt stays, pending, until somebody decides.

    ``commune_reported`` is the unit that the row names, in that unit's own
    vintage; ``commune_now`` the unit in force at the office's date.
    ``security_no`` is its certificate of security and order, ``fire_safety``
    what the register says of fire safety. ``merged_into`` is the id of the
    establishment that this row turned out to be; it is then rejected. No field
    can hold a person: owners' contacts live apart, notes are linted.
    """

    id: str
    entity_id: str
    name: str
    type: str | None
    type_raw: str
    hamlet: str
    address_raw: str
    commune_raw: str
    commune_reported: CommuneKey | None
    commune_now: CommuneKey | None
    coords_raw: str
    position: Position | None
    status: Status
    decision: Decision
    licence_no: str = ""
    licence_on: date | None = None
    tax_code: str = ""
    rooms: int | None = None
    staff_total: int | None = None
    hours: OpeningHours | None = None
    last_inspected_on: date | None = None
    source_sheet: str = ""
    source_row: int = 0
    reg_no: str = ""
    licence_on_precision: Precision | None = None
    licence_expires_on: date | None = None
    licence_expires_on_precision: Precision | None = None
    last_inspected_on_precision: Precision | None = None
    security_no: str = ""
    fire_safety: str = ""
    past_violations: str = ""
    notes: str = ""
    merged_into: str | None = None

    @property
    def is_in_scope(self) -> bool:
        """Tell whether it counts: accepted, at work, with its type and commune known."""
        at_work = self.status in (Status.ACTIVE, Status.UNVERIFIED)
        return at_work and self.decision is Decision.ACCEPTED and self.type is not None and self.commune_now is not None
