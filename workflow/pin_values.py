"""A pin as the register keeps it, and what of it lasts when a row is placed anew."""

from dataclasses import replace
from typing import TYPE_CHECKING

from domain.establishments import Establishment
from domain.places import Position, PositionSource

if TYPE_CHECKING:
    from geo.placing import Placement

PIN_M = 20
"""Whoever sets a pin on a map knows the house, not the door."""
DECIMALS = 6
"""Of a degree: about 0.1 m."""


def is_pinned(one: Establishment) -> bool:
    """Tell whether somebody set its position by hand."""
    return one.position is not None and one.position.source is PositionSource.MANUAL


def point_text(lon: float, lat: float) -> str:
    """Return a point as placing reads it, and as people write it."""
    return f"{lat:.{DECIMALS}f}, {lon:.{DECIMALS}f}"


def pinned(placement: "Placement", *, lon: float, lat: float) -> Position:
    """Return the position of a pin: A, or B where it contradicts the commune or the area that its row states."""
    strays = any(issue.code.startswith("position_outside") for issue in placement.issues)
    return Position(
        lon=round(lon, DECIMALS), lat=round(lat, DECIMALS), source=PositionSource.MANUAL,
        quality="B" if strays else "A", accuracy_m=PIN_M,
    )  # fmt: skip


def with_pin_kept(placement: "Placement", one: Establishment) -> "Placement":
    """Return a placement of a pinned establishment's own point with the pin in the place of a given point."""
    if one.position is None:
        return placement
    return replace(placement, position=pinned(placement, lon=one.position.lon, lat=one.position.lat))
