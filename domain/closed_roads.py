"""Roads that nobody can drive now: places where the way is cut, and delays that somebody states between two places."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedRoad:
    """Hold a place where no vehicle gets through: every road within ``radius_m`` metres of it (degrees)."""

    lon: float
    lat: float
    radius_m: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDelay:
    """Hold how many seconds longer the way between two locations of a plan takes, in both directions."""

    one: str
    other: str
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadState:
    """Hold all that is not as the road network and the travel source have it."""

    closed: tuple[ClosedRoad, ...] = ()
    delays: tuple[StatedDelay, ...] = ()

    @property
    def is_usual(self) -> bool:
        """Tell whether every road is open and nothing takes longer."""
        return not (self.closed or self.delays)


USUAL = RoadState()


def roads_text(roads: RoadState) -> str:
    """Return a state as JSON text, as a plan's step keeps it."""
    return json.dumps(asdict(roads), ensure_ascii=False, sort_keys=True)


def roads_from_text(text: str) -> RoadState:
    """Return the state that roads_text wrote.

    Examples
    --------
    >>> roads_from_text(roads_text(USUAL)) == USUAL
    True
    """
    plain = json.loads(text)
    return RoadState(
        closed=tuple(ClosedRoad(**one) for one in plain["closed"]),
        delays=tuple(StatedDelay(**one) for one in plain["delays"]),
    )
