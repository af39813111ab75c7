"""What the map shows while somebody sets a pin."""

from dataclasses import dataclass

from domain.issues import Issue
from workflow.register_views import EstablishmentView


@dataclass(frozen=True, slots=True, kw_only=True)
class PinStart:
    """Hold where a pin begins (degrees) and what the register is at; ``quality`` is "" without a position.

    ``based_on`` goes back to ``set_pin``: what somebody else changes after it is never overwritten.
    """

    establishment: EstablishmentView
    lon: float
    lat: float
    quality: str
    based_on: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PinSight:
    """Hold what a pin would be at a point, before it is kept.

    ``commune`` and ``former`` are the units under the point, "" for none;
    ``road_m`` are metres to the nearest road, None where there is none near or
    none is known (``knows_roads`` tells). ``quality`` is the one it would be kept with.
    """

    lon: float
    lat: float
    commune: str
    former: str
    stated: str
    road_m: int | None
    knows_roads: bool
    quality: str
    is_checked: bool
    """The commune that the row states is known: without a flag the two agree."""
    flags: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpinned:
    """Hold an establishment whose own place is not known: ``quality`` "" (nowhere), D or C."""

    id: str
    name: str
    commune: str
    quality: str
