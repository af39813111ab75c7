"""Whether a solution keeps every rule of its problem; shares no code with a solver.

Everything is recomputed from the problem: who may go where, every time of every
stop, groups, locks, and the score. docs/formats/problem.md explains each code.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.routing import BrokenRule, CurrentPlan, Route, RoutingProblem, Solution, Stop, Verdict, Visit
from domain.teams import Shift

SCORE_TOLERANCE = Fraction(1, 1_000_000)
"""The score travels as a float; it may be off by a millionth of itself, or of a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """Hold the problem by id."""

    problem: RoutingProblem
    visits: Mapping[str, Visit]
    shifts: Mapping[str, Shift]
    places: Mapping[str, int]
    current: CurrentPlan
    appointed: Mapping[str, str]

    def way_s(self, start: str, end: str) -> int | None:
        return self.problem.matrix.duration_s(self.places[start], self.places[end])


def verify(problem: RoutingProblem, solution: Solution) -> Verdict:
    """Return every rule that a solution breaks and the score that it really has.

    A required visit that is left out is broken (``required_missing``) however
    well it is explained. Stops and shifts that the problem does not know count
    nothing in the score.
    """
    current = problem.current or CurrentPlan()
    facts = _Facts(
        problem=problem,
        visits={visit.id: visit for visit in problem.visits},
        shifts={shift.id: shift for shift in problem.shifts},
        places={location.id: k for k, location in enumerate(problem.locations)},
        current=current,
        appointed={visit: shift for shift, order in current.routes for visit in order},
    )
    score = _score(facts, solution.routes)
    broken = [
        *_membership(facts, solution),
        *_each_route(facts, solution.routes),
        *_groups(facts, solution.routes),
        *_kept_plan(facts, solution.routes),
        *_figures(solution, score),
    ]
    return Verdict(score=float(score), broken=tuple(broken))


def _membership(facts: _Facts, solution: Solution) -> Iterator[BrokenRule]:
    """Check that every visit is routed once or listed once as left out, and every shift is used once at most."""
    routed = Counter(stop.visit for route in solution.routes for stop in route.stops)
    listed = Counter(left_out.visit for left_out in solution.unassigned)
    for visit in [*routed, *(visit for visit in listed if visit not in routed)]:
        if visit not in facts.visits:
            yield BrokenRule(code="unknown_visit", visit=visit)
        if routed[visit] > 1:
            yield BrokenRule(code="visit_twice", visit=visit)
        if listed[visit] > 1:
            yield BrokenRule(code="listed_twice", visit=visit)
        if routed[visit] and listed[visit]:
            yield BrokenRule(code="routed_and_listed", visit=visit)
    for visit, wanted in facts.visits.items():
        if wanted.required and not routed[visit]:
            yield BrokenRule(code="required_missing", visit=visit)
        if not routed[visit] and not listed[visit]:
            yield BrokenRule(code="not_listed", visit=visit)
    for shift, count in Counter(route.shift for route in solution.routes).items():
        if shift not in facts.shifts:
            yield BrokenRule(code="unknown_shift", shift=shift)
        if count > 1:
            yield BrokenRule(code="shift_twice", shift=shift)


def _each_route(facts: _Facts, routes: Sequence[Route]) -> Iterator[BrokenRule]:
    for route in routes:
        shift = facts.shifts.get(route.shift)
        if shift is None:
            continue
        if not route.stops:
            yield BrokenRule(code="empty_route", shift=shift.id)
            continue
        yield from _shift_limits(shift, route)
        if any(stop.visit not in facts.visits for stop in route.stops):
            continue
        for stop in route.stops:
            for code in _standing(facts, facts.visits[stop.visit], shift):
                yield BrokenRule(code=code, visit=stop.visit, shift=shift.id)
            for code in _stop_times(facts.visits[stop.visit], stop):
                yield BrokenRule(code=code, visit=stop.visit, shift=shift.id)
        yield from _journey(facts, shift, route)


def _shift_limits(shift: Shift, route: Route) -> Iterator[BrokenRule]:
    checks = {
        "departure_early": route.departure_s < shift.start_s,
        "return_late": route.return_s > shift.end_s,
        "duty": route.return_s - route.departure_s > shift.max_duty_s,
        "max_stops": shift.max_stops is not None and len(route.stops) > shift.max_stops,
    }
    yield from (BrokenRule(code=code, shift=shift.id) for code, is_broken in checks.items() if is_broken)


def _standing(facts: _Facts, visit: Visit, shift: Shift) -> Iterator[str]:
    """Check the rules that hold whatever the hour."""
    if not set(visit.agencies) <= set(shift.agencies):
        yield "agencies"
    if visit.allowed_shifts is not None and shift.id not in visit.allowed_shifts:
        yield "allowed_shift"
    if shift.id in visit.forbidden_shifts:
        yield "forbidden_shift"
    if visit.area is not None and shift.area is not None and visit.area != shift.area:
        yield "area"
    if shift.id in facts.current.lost_shifts and visit.id not in facts.current.done:
        yield "lost_shift"


def _stop_times(visit: Visit, stop: Stop) -> Iterator[str]:
    if visit.windows and not any(earliest <= stop.start_s <= latest for earliest, latest in visit.windows):
        yield "window"
    if stop.leave_s != stop.start_s + visit.service_s:
        yield "service_time"
    if stop.wait_s < 0 or stop.wait_s != stop.start_s - stop.arrival_s:
        yield "wait"


def _journey(facts: _Facts, shift: Shift, route: Route) -> Iterator[BrokenRule]:
    """Check legs, arrivals, the return and the break along one route."""
    places = [shift.start_location, *(facts.visits[stop.visit].location for stop in route.stops), shift.end_location]
    legs = [facts.way_s(places[k], places[k + 1]) for k in range(len(places) - 1)]
    targets: list[str | None] = [*(stop.visit for stop in route.stops), None]
    if None in legs:
        yield BrokenRule(code="unreachable", visit=targets[legs.index(None)], shift=shift.id)
        return
    seconds = [leg for leg in legs if leg is not None]
    if route.travel_s != sum(seconds):
        yield BrokenRule(code="travel_sum", shift=shift.id)
    leaves = [route.departure_s, *(stop.leave_s for stop in route.stops)]
    arrivals = [*(stop.arrival_s for stop in route.stops), route.return_s]
    begins = [*(stop.start_s for stop in route.stops), route.return_s]
    gap = _break_gap(shift, route, leaves, begins)
    yield from _break_rules(shift, route, gap)
    for k, leg in enumerate(seconds):
        expected = leaves[k] + leg
        if shift.pause and gap == k and route.break_start_s is not None:
            if route.break_start_s < expected:
                expected += shift.pause.duration_s
            elif k == len(route.stops):
                expected = route.break_start_s + shift.pause.duration_s
        if arrivals[k] != expected:
            yield BrokenRule(code="travel_time", visit=targets[k], shift=shift.id)


def _break_gap(shift: Shift, route: Route, leaves: Sequence[int], begins: Sequence[int]) -> int | None:
    """Return the leg between whose two stops the break lies, None where it lies in none."""
    if shift.pause is None or route.break_start_s is None:
        return None
    end = route.break_start_s + shift.pause.duration_s
    spans = enumerate(zip(leaves, begins, strict=True))
    return next((k for k, (leave, begin) in spans if leave <= route.break_start_s and end <= begin), None)


def _break_rules(shift: Shift, route: Route, gap: int | None) -> Iterator[BrokenRule]:
    if shift.pause is None:
        if route.break_start_s is not None:
            yield BrokenRule(code="break", shift=shift.id)
        return
    if route.break_start_s is None or gap is None:
        yield BrokenRule(code="break", shift=shift.id)
    elif not shift.pause.earliest_s <= route.break_start_s <= shift.pause.latest_s:
        yield BrokenRule(code="break_window", shift=shift.id)


def _groups(facts: _Facts, routes: Sequence[Route]) -> Iterator[BrokenRule]:
    routed = {stop.visit for route in routes for stop in route.stops}
    counts = Counter(group for visit in facts.problem.visits if visit.id in routed for group in visit.groups)
    for group in facts.problem.groups:
        if counts[group.id] < group.at_least:
            yield BrokenRule(code="group")


def _kept_plan(facts: _Facts, routes: Sequence[Route]) -> Iterator[BrokenRule]:
    """Check that done stops stand where they were and locks are kept."""
    now = {stop.visit: route.shift for route in routes for stop in route.stops}
    orders = {route.shift: [stop.visit for stop in route.stops] for route in routes}
    done, locked = set(facts.current.done), facts.current.locked
    for shift, old in facts.current.routes:
        head = [visit for visit in old if visit in done]
        for k, visit in enumerate(head):
            if orders.get(shift, [])[k : k + 1] != [visit]:
                yield BrokenRule(code="done", visit=visit, shift=shift)
        kept = [visit for visit in old if locked.get(visit) == "order"]
        if [visit for visit in orders.get(shift, []) if visit in kept] != [visit for visit in kept if visit in now]:
            yield BrokenRule(code="lock_order", shift=shift)
    for visit, lock in locked.items():
        if not _keeps_lock(facts, lock, facts.appointed.get(visit), now.get(visit)):
            yield BrokenRule(code="lock", visit=visit, shift=now.get(visit))


def _keeps_lock(facts: _Facts, lock: str, was: str | None, now: str | None) -> bool:
    before, after = facts.shifts.get(was or ""), facts.shifts.get(now or "")
    if before is None or after is None:
        return False
    if lock == "team":
        return before.team == after.team
    return before.date == after.date if lock == "day" else before.id == after.id


def _figures(solution: Solution, score: Fraction) -> Iterator[BrokenRule]:
    tolerance = SCORE_TOLERANCE * max(Fraction(1), abs(score))
    if abs(Fraction(solution.score) - score) > tolerance:
        yield BrokenRule(code="score")
    if solution.bound is not None and Fraction(solution.bound) < score - tolerance:
        yield BrokenRule(code="bound")


def _score(facts: _Facts, routes: Sequence[Route]) -> Fraction:
    """Recompute the score from the problem's own legs, prizes and weights."""
    weights = facts.problem.weights
    shifts = [facts.shifts[route.shift] for route in routes if route.shift in facts.shifts]
    where = {
        stop.visit: route.shift
        for route in routes
        if route.shift in facts.shifts
        for stop in route.stops
        if stop.visit in facts.visits
    }
    moved = sum(facts.appointed.get(visit, shift) != shift for visit, shift in where.items())
    score = Fraction(sum(facts.visits[visit].prize for visit in where))
    score -= _decimal(weights.travel_points_per_minute) * Fraction(sum(_way_s(facts, route) for route in routes), 60)
    score -= _decimal(weights.balance_points_per_hour) * Fraction(_spread_s(facts, routes), 3600)
    score -= _decimal(weights.per_shift) * len({shift.id for shift in shifts})
    return score - _decimal(weights.moved) * moved


def _spread_s(facts: _Facts, routes: Sequence[Route]) -> int:
    """Return the duty between the busiest and the idlest of the teams that have a shift left."""
    duty: dict[str, int] = {
        shift.team: 0 for shift in facts.problem.shifts if shift.id not in facts.current.lost_shifts
    }
    for route in routes:
        if route.shift in facts.shifts:
            team = facts.shifts[route.shift].team
            duty[team] = duty.get(team, 0) + route.return_s - route.departure_s
    return max(duty.values(), default=0) - min(duty.values(), default=0)


def _way_s(facts: _Facts, route: Route) -> int:
    shift = facts.shifts.get(route.shift)
    if shift is None:
        return 0
    visits = [facts.visits[stop.visit] for stop in route.stops if stop.visit in facts.visits]
    places = [shift.start_location, *(visit.location for visit in visits), shift.end_location]
    return sum(facts.way_s(places[k], places[k + 1]) or 0 for k in range(len(places) - 1))


def _decimal(weight: float) -> Fraction:
    return Fraction(str(weight))
