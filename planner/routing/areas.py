"""A province cut into areas whose teams do not cross: each a problem of its own, with its share of every floor."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.routing import CurrentPlan, Group, Location, RoutingProblem, Visit
from planner.routing.index import ProblemIndex, index_problem
from planner.routing.measuring import UNMEASURED
from planner.routing.rules import open_shifts


def split_areas(problem: RoutingProblem, areas: Mapping[str, str] | None = None) -> tuple[RoutingProblem, ...]:
    """Return one problem for each area, without matrices, in the order of the problem's shifts.

    A visit goes to the area that names it, else to the nearest base whose
    area has a shift that may take it. Floors are split by members, rounded up,
    so that their sum is never below the whole floor.

    Parameters
    ----------
    areas
        Area of each base (start location); None groups bases so that the
        agencies of each group's teams reach as far as those of all teams.
    """
    index = index_problem(problem)
    area_of_base = dict(areas) if areas is not None else grouped_bases(index)
    shift_area = {shift.id: shift.area or area_of_base[shift.start_location] for shift in problem.shifts}
    visit_area = _visit_areas(index, area_of_base, shift_area)
    members = Counter(group for visit in problem.visits for group in visit.groups)
    parts = []
    for area in dict.fromkeys(shift_area.values()):
        visits = tuple(visit for visit in problem.visits if visit_area.get(visit.id) == area)
        part = replace(
            problem,
            name=f"{problem.name} {area}",
            visits=visits,
            shifts=tuple(shift for shift in problem.shifts if shift_area[shift.id] == area),
            groups=_shares(problem.groups, members, visits),
        )
        parts.append(part_of(part, problem.locations))
    return tuple(parts)


def part_of(problem: RoutingProblem, locations: Sequence[Location]) -> RoutingProblem:
    """Return a problem with only the locations, wishes and plan in force that its visits and shifts name."""
    visits = {visit.id for visit in problem.visits}
    shifts = {shift.id for shift in problem.shifts}
    used = {visit.location for visit in problem.visits}
    used |= {place for shift in problem.shifts for place in (shift.start_location, shift.end_location)}
    return replace(
        problem,
        locations=tuple(location for location in locations if location.id in used),
        matrix=UNMEASURED,
        visits=tuple(_known_shifts(visit, shifts) for visit in problem.visits),
        together=tuple(wish for wish in problem.together if visits.issuperset(wish.visits)),
        current=_current_part(problem.current, visits, shifts) if problem.current else None,
    )


def grouped_bases(index: ProblemIndex) -> dict[str, str]:
    """Return an area for every base: a base whose teams lack an agency joins the nearest area that has it."""
    reach: dict[str, set[str]] = {}
    for shift in index.problem.shifts:
        reach.setdefault(shift.start_location, set()).update(shift.agencies)
    everything = set().union(*reach.values()) if reach else set()
    whole = [base for base, agencies in reach.items() if agencies == everything]
    if not whole:
        return dict.fromkeys(reach, next(iter(reach), ""))
    return {base: base if base in whole else min(whole, key=lambda one: _far(index, base, one)) for base in reach}


def _visit_areas(index: ProblemIndex, bases: Mapping[str, str], shift_area: Mapping[str, str]) -> dict[str, str]:
    """Return the area of every visit that some shift may take; done and locked ones stay where their shift is."""
    named = set(shift_area.values())
    found = {}
    for visit in index.problem.visits:
        kept = index.appointed.get(visit.id)
        if kept and (visit.id in index.current.done or visit.id in index.current.locked):
            found[visit.id] = shift_area[kept]
        elif visit.area in named:
            found[visit.id] = visit.area or ""
        else:
            own = {shift_area[shift] for shift in open_shifts(index, visit)} or named
            near = [base for base in bases if bases[base] in own] or list(bases)
            found[visit.id] = bases[min(near, key=lambda base: _far(index, visit.location, base))]
    return found


def _far(index: ProblemIndex, one: str, other: str) -> float:
    """Return how far two locations are apart, squared: metres on a plane, else degrees, which only rank here."""
    here, there = (index.problem.locations[index.points[place]] for place in (one, other))
    if here.x_m is not None and here.y_m is not None and there.x_m is not None and there.y_m is not None:
        return (here.x_m - there.x_m) ** 2 + (here.y_m - there.y_m) ** 2
    return ((here.lon or 0.0) - (there.lon or 0.0)) ** 2 + ((here.lat or 0.0) - (there.lat or 0.0)) ** 2


def _shares(groups: Sequence[Group], members: Mapping[str, int], visits: Sequence[Visit]) -> tuple[Group, ...]:
    own = Counter(group for visit in visits for group in visit.groups)
    return tuple(
        Group(id=group.id, at_least=_share(group.at_least, own[group.id], members[group.id])) for group in groups
    )


def _share(floor: int, part: int, whole: int) -> int:
    """Return a part's share of a floor, rounded up."""
    return -(-floor * part // whole) if part else 0


def _known_shifts(visit: Visit, shifts: set[str]) -> Visit:
    allowed = None if visit.allowed_shifts is None else tuple(one for one in visit.allowed_shifts if one in shifts)
    forbidden = tuple(one for one in visit.forbidden_shifts if one in shifts)
    return replace(visit, allowed_shifts=allowed, forbidden_shifts=forbidden)


def _current_part(current: CurrentPlan, visits: set[str], shifts: set[str]) -> CurrentPlan:
    routes = tuple(
        (shift, tuple(visit for visit in order if visit in visits))
        for shift, order in current.routes
        if shift in shifts
    )
    planned = {visit for _, order in routes for visit in order}
    return CurrentPlan(
        routes=routes,
        done=tuple(visit for visit in current.done if visit in planned),
        locked={visit: lock for visit, lock in current.locked.items() if visit in planned},
        lost_shifts=tuple(shift for shift in current.lost_shifts if shift in shifts),
    )
