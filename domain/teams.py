"""Who inspects and when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.places import CommuneKey


class TeamLevel(StrEnum):
    """Say whether a team works in the whole area or in its own commune only."""

    AREA = "area"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Hold an interagency team; ``territory`` empty means the whole area.

    ``recused_communes`` and ``recused_entities`` are where it never inspects.
    """

    id: str
    name: str
    level: TeamLevel
    base: str
    agencies: tuple[str, ...]
    territory: tuple[CommuneKey, ...] = ()
    recused_communes: tuple[CommuneKey, ...] = ()
    recused_entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """Hold a day on which nobody works, and where that was read."""

    on: date
    name: str
    source: str = ""
    is_checked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Hold a break that starts within a window (seconds after midnight) and lasts duration_s."""

    earliest_s: int
    latest_s: int
    duration_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Hold one team-shift; times in seconds after midnight of ``date``, may pass 86,400.

    Duty runs from departure, which may be later than start_s, to return.
    Locations are ids of bases or of a problem's locations.
    """

    id: str
    team: str
    date: date
    start_s: int
    end_s: int
    start_location: str
    end_location: str
    max_duty_s: int
    pause: Break | None = None
    agencies: tuple[str, ...] = ()
    max_stops: int | None = None
    area: str | None = None
