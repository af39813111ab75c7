"""Where things are: positions, communes of a vintage, the office's area."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class PositionSource(StrEnum):
    """How a position became known."""

    GIVEN = "given"
    LANDMARK = "landmark"
    HAMLET = "hamlet"
    COMMUNE = "commune"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Hold a point in WGS84 degrees and how far it can be believed.

    Quality: A given and inside its stated commune, B given but outside it or
    unchecked, C beside a landmark or at the centre of a hamlet, D centre of a
    commune.
    """

    lon: float
    lat: float
    source: PositionSource
    quality: str
    accuracy_m: int


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class CommuneKey:
    """Name a commune: codes and names were used again in 2025, so the vintage belongs to it."""

    vintage: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vintage:
    """Hold one state of the commune map and the days on which it was in force."""

    id: str
    valid_from: date | None
    valid_to: date | None
    legal_act: str

    def is_in_force(self, day: date) -> bool:
        """Tell whether this vintage was in force on the day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """Hold one commune as a vintage has it; centre in WGS84 degrees, area in km² as published."""

    key: CommuneKey
    name: str
    kind: str
    centre_lon: float
    centre_lat: float
    area_km2: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """Say that an old commune went, wholly or in part, into a later one."""

    old: CommuneKey
    new: CommuneKey
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hamlet:
    """Hold the centre of a hamlet of the office's own gazetteer (degrees)."""

    commune: CommuneKey
    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """Hold a place that addresses refer to, a market or a crossroads (degrees); how far around it they mean."""

    commune: CommuneKey | None
    name: str
    lon: float
    lat: float
    accuracy_m: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """Hold a place where shifts start and end (degrees)."""

    id: str
    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Hold the office: its area, its date and how it signs.

    ``vintage`` is the vintage in force at the office's date and ``communes``
    are its units of that vintage. ``demo_at`` is where the demo's own clock
    stands (aware; it moves only when a planner moves it); None means that the
    real clock of ``time_zone`` counts. ``shift_cost_dong`` is what one
    team-shift costs, in whole đồng; 0 where nobody has set it.
    """

    id: str
    name: str
    superior: str
    place: str
    vintage: str
    communes: tuple[CommuneKey, ...]
    bases: tuple[Base, ...]
    time_zone: str = "Asia/Ho_Chi_Minh"
    demo_at: datetime | None = None
    is_schematic: bool = False
    shift_cost_dong: int = 0
