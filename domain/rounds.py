"""The round and its draw: rule, frame, sample, one reason for every establishment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from domain.errors import InputError
from domain.units import BASIS_POINTS

MOST = 10**9
"""Basis points beyond which a refusal names no larger share: a number may have any digits, a float has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplingRule:
    """Hold the plan's target as data; shares in basis points, 0 to 10,000.

    The 20 % is a target of one office in one year, not law; defaults from
    docs/legal-basis.md. ``size`` 0 takes the smallest sample that satisfies
    every floor. ``exempt_clock`` is ``calendar``, ``rolling`` or ``stricter``.
    Every ``cycle_years`` years from 1 January of ``cycle_first_year`` on,
    everybody is to be seen once; 0 years: no cycle.

    Raises
    ------
    InputError
        ``rule.share`` for a share outside 0 to 10,000, ``rule.negative`` for a
        negative count, ``rule.clock`` for an unknown clock.
    """

    rate_bp: int = 2000
    commune_floor_bp: int = 1000
    type_floor_bp: int = 1000
    random_share_bp: int = 3000
    min_random: int = 10
    size: int = 0
    risk_loss_bp: int = 0
    rotation_floor: int = 0
    exempt_clock: str = "stricter"
    cycle_first_year: int = 2026
    cycle_years: int = 5

    def __post_init__(self) -> None:
        for name in ("rate_bp", "commune_floor_bp", "type_floor_bp", "random_share_bp", "risk_loss_bp"):
            value = getattr(self, name)
            if not 0 <= value <= BASIS_POINTS:
                raise InputError("rule.share", field=name, percent=f"{min(max(value, -MOST), MOST) / 100:g}")
        for name in ("min_random", "size", "rotation_floor", "cycle_first_year", "cycle_years"):
            if getattr(self, name) < 0:
                raise InputError("rule.negative", field=name, value=getattr(self, name))
        if self.exempt_clock not in ("calendar", "rolling", "stricter"):
            raise InputError("rule.clock", value=self.exempt_clock)


class RoundStatus(StrEnum):
    """Say how far a round has come."""

    DRAFT = "draft"
    FROZEN = "frozen"
    DRAWN = "drawn"
    PLANNED = "planned"
    SEALED = "sealed"
    CLOSED = "closed"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Hold a round; decision number, date and signer are asked only at sealing."""

    id: str
    title: str
    starts_on: date
    ends_on: date
    rule: SamplingRule
    status: RoundStatus
    teams: tuple[str, ...]
    frozen_on: date | None = None
    decision_no: str = ""
    decision_on: date | None = None
    signer: str = ""

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise InputError("round.dates", starts=self.starts_on.isoformat(), ends=self.ends_on.isoformat())


class Role(StrEnum):
    """Say what part an establishment has in a draw."""

    MUST = "must"
    RISK = "risk"
    LOTTERY = "lottery"
    RESERVE = "reserve"
    NOT_DRAWN = "not_drawn"
    EXCLUDED = "excluded"


class ReasonCode(StrEnum):
    """Name the one reason of every registered establishment."""

    MUST_COMPLAINT = "MUST_COMPLAINT"
    MUST_REINSPECTION = "MUST_REINSPECTION"
    MUST_CARRIED = "MUST_CARRIED"
    RISK_SCORE = "RISK_SCORE"
    RISK_FLOOR = "RISK_FLOOR"
    RISK_ROUTE = "RISK_ROUTE"
    LOTTERY = "LOTTERY"
    RESERVE = "RESERVE"
    EXEMPT = "EXEMPT"
    DONE = "DONE"
    NOT_DRAWN = "NOT_DRAWN"
    OUT_OF_SCOPE = "OUT_OF_SCOPE"
    CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameRow:
    """Hold one establishment in scope at the freeze; commune is the code of the unit in force."""

    id: str
    commune: str
    type: str
    score: int
    must: bool
    exempt: bool
    done: bool
    lon: float
    lat: float
    seen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Hold a reason code and its parameters, for a sentence in data/words."""

    code: ReasonCode
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledEstablishment:
    """Hold what the draw decided of one establishment, and with which chance."""

    establishment_id: str
    role: Role
    reason: Reason
    chance: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Hold why fewer inspections cannot do: these communes and types need n0 together.

    With ``unseen``, together with the floor of those never seen in this cycle.
    """

    communes: tuple[str, ...]
    types: tuple[str, ...]
    unseen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Hold a draw; lists are sorted by id bytes, reserves by ticket.

    ``size`` is n = must + risk + lottery, ``lower_bound`` the proved n0,
    ``chance`` the exact chance of each establishment of the lottery's frame.
    """

    size: int
    lower_bound: int
    certificate: Certificate
    must: tuple[str, ...]
    risk: tuple[str, ...]
    lottery: tuple[str, ...]
    reserves: tuple[str, ...]
    chance: Fraction
    rows: tuple[SampledEstablishment, ...]
    frame_hash: str
    plan_hash: str
    seed: str
    method: str
    drawn_at: datetime | None = None

    @property
    def selected(self) -> tuple[str, ...]:
        """Return every establishment that must be visited, sorted by id bytes."""
        return tuple(sorted(self.must + self.risk + self.lottery))
