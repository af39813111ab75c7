"""The floors core: which optional visits to force so that every group has enough, at the least regret."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ortools.sat.python import cp_model

from planner.cp_sat import FOUND, deterministic_solver
from planner.routing.index import ProblemIndex
from planner.routing.rules import open_shifts
from planner.routing.scoring import exact

NEAREST = 5
"""A visit's share of a route is taken as the mean way to its nearest neighbours."""
BASE_SHARE = Fraction(3, 20)
"""And this much of the way to a base: about one visit in seven is the first or last of a route."""
FINEST = 100
MAX_DETERMINISTIC_TIME = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """Hold who can be chosen, their regret in whole units, and each group's members among them."""

    must: frozenset[str]
    regrets: Mapping[str, int]
    members: Mapping[str, Sequence[str]]


def floors_core(index: ProblemIndex) -> frozenset[str]:
    """Return the required visits and the fewest others, of the least regret, that fill every group.

    A group of all visits is left to the search: forcing as many visits as fit
    would leave it no choice (D300a: 60 forced for 45, and no plan that makes
    them). The regret of a visit is the time it takes, at the price that time has in
    these shifts, less its prize. Visits that no shift may take are not chosen;
    a group with too few others asks for all of them. Same problem, same core:
    one worker, a fixed seed and a count of work instead of a clock.
    """
    choice = _choice(index)
    lacks = {group: count for group, count in _floors(index, choice).items() if count > 0}
    if not lacks:
        return choice.must
    chosen = _solve(choice, lacks)
    return choice.must | (_dearest(choice, lacks) if chosen is None else chosen)


def time_price(index: ProblemIndex) -> Fraction:
    """Return points per second: what the last visit earns when the best earners fill all shifts, never negative."""
    room = sum(shift.max_duty_s for shift in index.problem.shifts)
    travel = exact(index.problem.weights.travel_points_per_minute) / 60
    price = Fraction(0)
    shares = _shares_s(index)
    takes = {visit.id: max(1, round(visit.service_s + shares[visit.id])) for visit in index.problem.visits}
    for visit in sorted(index.problem.visits, key=lambda one: (Fraction(-one.prize, takes[one.id]), one.id)):
        room -= takes[visit.id]
        price = max(Fraction(0), Fraction(visit.prize, takes[visit.id]) - travel)
        if room < 0:
            return price
    return Fraction(0)


def _choice(index: ProblemIndex) -> _Choice:
    must = frozenset(visit.id for visit in index.problem.visits if visit.required)
    price, shares = time_price(index), _shares_s(index)
    travel = exact(index.problem.weights.travel_points_per_minute) / 60
    open_ids = [v for v in index.problem.visits if v.groups and v.id not in must and open_shifts(index, v)]
    regrets = {
        visit.id: round(FINEST * (price * visit.service_s + (price + travel) * shares[visit.id] - visit.prize))
        for visit in open_ids
    }
    members: dict[str, list[str]] = {group.id: [] for group in index.problem.groups}
    for visit in open_ids:
        for group in visit.groups:
            members[group].append(visit.id)
    return _Choice(must=must, regrets=regrets, members=members)


def _shares_s(index: ProblemIndex) -> dict[str, Fraction]:
    """Return the seconds of driving that a visit adds to a plan, roughly."""
    places = sorted({visit.location for visit in index.problem.visits})
    bases = sorted({base for s in index.problem.shifts for base in (s.start_location, s.end_location)})
    share: dict[str, Fraction] = {}
    for place in places:
        ways = sorted(w for other in places if other != place and (w := index.travel_s(place, other)) is not None)
        base = min((w for other in bases if (w := index.travel_s(other, place)) is not None), default=0)
        near = ways[:NEAREST]
        share[place] = Fraction(sum(near), max(1, len(near))) + BASE_SHARE * base
    return {visit.id: share[visit.location] for visit in index.problem.visits}


def _floors(index: ProblemIndex, choice: _Choice) -> dict[str, int]:
    """Return how many each group still needs from the optional visits, at most as many as there are."""
    met = dict.fromkeys(choice.members, 0)
    for visit in index.problem.visits:
        if visit.id in choice.must:
            for group in visit.groups:
                met[group] += 1
    everybody = len(index.problem.visits)
    return {
        group.id: min(group.at_least - met[group.id], len(choice.members[group.id]))
        for group in index.problem.groups
        if sum(group.id in visit.groups for visit in index.problem.visits) < everybody
    }


def _solve(choice: _Choice, lacks: Mapping[str, int]) -> frozenset[str] | None:
    model = cp_model.CpModel()
    taken = {visit: model.new_bool_var(visit) for visit in choice.regrets}
    for group, count in lacks.items():
        model.add(sum(taken[visit] for visit in choice.members[group]) >= count)
    # One visit more always weighs more than all differences of regret: a forced visit is freedom lost.
    least = min(choice.regrets.values())
    fewest = 1 + sum(regret - least for regret in choice.regrets.values())
    model.minimize(sum((fewest + regret - least) * taken[visit] for visit, regret in choice.regrets.items()))
    solver = deterministic_solver(work=MAX_DETERMINISTIC_TIME)
    if solver.solve(model) not in FOUND:
        return None
    return frozenset(visit for visit, variable in taken.items() if solver.value(variable))


def _dearest(choice: _Choice, lacks: Mapping[str, int]) -> frozenset[str]:
    """Return for each group its members of least regret: legal, though one visit may fill two groups."""
    return frozenset(
        visit
        for group, count in lacks.items()
        for visit in sorted(choice.members[group], key=lambda one: (choice.regrets[one], one))[:count]
    )
