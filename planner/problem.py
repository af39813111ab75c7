"""A round's sample, shifts and travel times as one routing problem."""

from collections.abc import Mapping, Sequence

from domain.establishments import BusinessType, Establishment, OpeningHours
from domain.places import Base
from domain.routing import Location, RoutingProblem, Visit, Weights
from domain.teams import Shift, Team
from domain.travel import TravelMatrix

ROUND_WEIGHTS = Weights(travel_points_per_minute=1.0, balance_points_per_hour=2.0, per_shift=60.0, moved=30.0)
"""A shift saved is worth an hour of driving; an hour of imbalance two minutes."""


def build_problem(
    *,
    name: str,
    establishments: Sequence[Establishment],
    types: Mapping[str, BusinessType],
    shifts: Sequence[Shift],
    teams: Sequence[Team],
    bases: Sequence[Base],
    matrix: TravelMatrix,
) -> RoutingProblem:
    """Return the problem of visiting every establishment once.

    Parameters
    ----------
    establishments
        The sample, each with a type and a position.
    matrix
        In the order of bases, then establishments.

    Raises
    ------
    ValueError
        If the matrix has another size, or an establishment no type or position.

    Notes
    -----
    A commune team never leaves its territory: a visit elsewhere forbids its shifts.
    """
    if matrix.size != len(bases) + len(establishments):
        raise ValueError("the matrix is not of bases and establishments")
    crews = {team.id: team for team in teams}
    visits = tuple(_visit(e, types[e.type or ""], _forbidden(e, shifts, crews)) for e in establishments)
    return RoutingProblem(
        name=name,
        locations=(*(Location(id=b.id, lon=b.lon, lat=b.lat) for b in bases), *map(_location, establishments)),
        matrix=matrix,
        visits=visits,
        shifts=tuple(sorted(shifts, key=lambda shift: (shift.date, shift.start_s, shift.id))),
        weights=ROUND_WEIGHTS,
    )


def visit_windows(kind: BusinessType, hours: OpeningHours | None) -> tuple[tuple[int, int], ...]:
    """Return when a visit may start: the type's windows within known opening hours.

    Where the two never meet, the type's windows stand: hours of a register are
    often wrong, and a door found closed is tried again.
    """
    windows = tuple((w.from_s, w.to_s - kind.service_s) for w in kind.windows)
    if hours is not None:
        met = tuple((max(a, hours.from_s), min(b, hours.to_s - kind.service_s)) for a, b in windows)
        windows = tuple((a, b) for a, b in met if a <= b) or windows
    return windows


def _visit(establishment: Establishment, kind: BusinessType, forbidden: tuple[str, ...]) -> Visit:
    return Visit(
        id=establishment.id,
        location=establishment.id,
        service_s=kind.service_s,
        windows=visit_windows(kind, establishment.hours),
        agencies=kind.agencies,
        forbidden_shifts=forbidden,
    )


def _location(establishment: Establishment) -> Location:
    if establishment.position is None:
        raise ValueError("a sampled establishment has a position")
    return Location(id=establishment.id, lon=establishment.position.lon, lat=establishment.position.lat)


def _forbidden(establishment: Establishment, shifts: Sequence[Shift], crews: Mapping[str, Team]) -> tuple[str, ...]:
    """Return the shifts of teams whose territory does not hold the establishment."""
    return tuple(
        sorted(
            shift.id
            for shift in shifts
            if (territory := crews[shift.team].territory) and establishment.commune_now not in territory
        )
    )
