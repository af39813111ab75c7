"""From the office's values to a routing problem: who, where, when, by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.errors import InputError
from domain.establishments import BusinessType, Establishment, OpeningHours
from domain.places import Base
from domain.routing import CurrentPlan, Location, RoutingProblem, Together, Visit, Weights
from domain.teams import Shift, Team
from domain.travel import TravelMatrix
from planner.routing.checks import check_problem

ROUND_WEIGHTS = Weights(travel_points_per_minute=1.0, balance_points_per_hour=10.0, per_shift=60.0, moved=30.0)
"""A shift costs as much as an hour on the road; an hour of imbalance ten minutes; a moved appointment thirty.

At two minutes one of the demo's teams worked six of eight evenings; at ten five, two and one, for 3 % more driving.
"""


def routing_locations(bases: Sequence[Base], establishments: Sequence[Establishment]) -> tuple[Location, ...]:
    """Return the points of a problem in the order of its matrix: bases, then establishments, ids their own.

    Raises
    ------
    InputError
        ``problem.no_position`` for an establishment without a position.
    """
    return (
        *(Location(id=base.id, lon=base.lon, lat=base.lat) for base in bases),
        *(_location(establishment) for establishment in establishments),
    )


def build_problem(
    *,
    name: str,
    establishments: Sequence[Establishment],
    types: Mapping[str, BusinessType],
    shifts: Sequence[Shift],
    teams: Sequence[Team],
    bases: Sequence[Base],
    matrix: TravelMatrix,
    together: Sequence[Together] = (),
    current: CurrentPlan | None = None,
    weights: Weights = ROUND_WEIGHTS,
) -> RoutingProblem:
    """Return the problem of visiting every establishment given, each one required.

    A visit starts within its type's windows and the establishment's hours; it
    needs its type's agencies; a team with a territory never leaves it, and
    never visits what it is recused from. A shift without agencies of its own
    has its team's.

    Parameters
    ----------
    establishments
        Those drawn, each with type and position.
    matrix
        In the order of routing_locations(bases, establishments).
    together
        Who would warn each other (planner.warning).

    Raises
    ------
    InputError
        ``problem.no_position``, ``problem.no_type``, ``problem.no_team``, and
        what planner.routing.checks refuses.
    """
    crews = {team.id: team for team in teams}
    ordered = sorted(shifts, key=lambda shift: (shift.date, shift.start_s, shift.id))
    staffed = tuple(_staffed(shift, crews) for shift in ordered)
    return check_problem(
        RoutingProblem(
            name=name,
            locations=routing_locations(bases, establishments),
            matrix=matrix,
            visits=tuple(
                _visit(
                    establishment,
                    types,
                    allowed=_territory_shifts(establishment, staffed, crews),
                    forbidden=_recused_shifts(establishment, staffed, crews),
                )
                for establishment in establishments
            ),
            shifts=staffed,
            together=tuple(together),
            current=current,
            weights=weights,
        )
    )


def visit_windows(kind: BusinessType, hours: OpeningHours | None) -> tuple[tuple[int, int], ...]:
    """Return when a visit may start, in seconds after midnight: the type's windows within known opening hours.

    The visit ends within them where that is possible. Where type and hours
    never meet the type's windows stand: hours of a register are often wrong,
    and a door found closed is tried again.

    Examples
    --------
    >>> karaoke = BusinessType(code="K", label="", windows=(OpeningHours(from_s=66_600, to_s=82_800),),
    ...     service_s=2_700, agencies=(), points=0)
    >>> visit_windows(karaoke, OpeningHours(from_s=68_400, to_s=79_200))
    ((68400, 76500),)
    """
    usual = tuple((window.from_s, max(window.from_s, window.to_s - kind.service_s)) for window in kind.windows)
    if hours is None:
        return usual
    met = ((max(first, hours.from_s), min(last, hours.to_s - kind.service_s)) for first, last in usual)
    return tuple((first, last) for first, last in met if first <= last) or usual


def _location(establishment: Establishment) -> Location:
    if establishment.position is None:
        raise InputError("problem.no_position", id=establishment.id, name=establishment.name)
    return Location(id=establishment.id, lon=establishment.position.lon, lat=establishment.position.lat)


def _staffed(shift: Shift, crews: Mapping[str, Team]) -> Shift:
    if shift.team not in crews:
        raise InputError("problem.no_team", shift=shift.id, team=shift.team)
    return shift if shift.agencies else replace(shift, agencies=crews[shift.team].agencies)


def _visit(
    establishment: Establishment,
    types: Mapping[str, BusinessType],
    *,
    allowed: tuple[str, ...] | None,
    forbidden: tuple[str, ...],
) -> Visit:
    kind = types.get(establishment.type or "")
    if kind is None:
        raise InputError("problem.no_type", id=establishment.id, name=establishment.name)
    return Visit(
        id=establishment.id,
        location=establishment.id,
        service_s=kind.service_s,
        windows=visit_windows(kind, establishment.hours),
        agencies=kind.agencies,
        allowed_shifts=allowed,
        forbidden_shifts=forbidden,
    )


def _territory_shifts(
    establishment: Establishment, shifts: Sequence[Shift], crews: Mapping[str, Team]
) -> tuple[str, ...] | None:
    """Return the shifts whose team may enter the establishment's commune, None where every one may."""
    allowed = tuple(
        shift.id
        for shift in shifts
        if not crews[shift.team].territory or establishment.commune_now in crews[shift.team].territory
    )
    return None if len(allowed) == len(shifts) else allowed


def _recused_shifts(
    establishment: Establishment, shifts: Sequence[Shift], crews: Mapping[str, Team]
) -> tuple[str, ...]:
    """Return the shifts of teams recused from this establishment: its commune, of either vintage, or its owner."""
    communes = {establishment.commune_now, establishment.commune_reported}
    return tuple(
        shift.id
        for shift in shifts
        if communes.intersection(crews[shift.team].recused_communes)
        or establishment.entity_id in crews[shift.team].recused_entities
    )
