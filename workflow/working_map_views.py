"""What the planner's map of the register is told."""

from dataclasses import dataclass

from workflow.pin_views import Unpinned
from workflow.views import CommuneView


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoint:
    """Hold one establishment for the planner's working map (degrees)."""

    id: str
    name: str
    type: str | None
    commune: str | None
    commune_reported: str
    address: str
    lon: float
    lat: float
    quality: str
    in_scope: bool
    year_state: str
    """``inspected``, ``exempt``, ``open``, ``pending`` or ``out``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingMap:
    """Hold what the map of the register shows, and the counts beside it; ``need`` by the rate in basis points."""

    in_scope: int
    need: int
    rate_bp: int
    points: tuple[MapPoint, ...]
    unpinned: tuple[Unpinned, ...]
    communes: tuple[CommuneView, ...]
