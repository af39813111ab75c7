"""The best plan of a small round a second time: every order of every set of visits, at every hour of leaving.

Written from docs/formats/problem.md; it shares no line with the planner. Every time in a problem is a multiple of
GRID_S. Then some best plan's times are so too, because each rule bounds one time or the difference of two.
Done visits, locks and lost shifts are not in these problems.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from domain.routing import Route, RoutingProblem, Stop, Visit
from domain.teams import Shift

GRID_S = 300
FAR = 1 << 40


class Best(NamedTuple):
    """Hold the most that any legal plan scores, and one such plan: shift to order of visits."""

    score: Fraction
    orders: dict[str, tuple[str, ...]]


class Way(NamedTuple):
    """Hold one order of a shift: its driving and duty in seconds."""

    travel_s: int
    duty_s: int
    order: tuple[str, ...]


def best_plan(problem: RoutingProblem) -> Best | None:
    """Return the best of all plans that keep every rule, None where there is none."""
    bit = {visit.id: 1 << k for k, visit in enumerate(problem.visits)}
    teams = sorted({shift.team for shift in problem.shifts})
    plans: dict[tuple[int, tuple[int, ...]], tuple[Fraction, dict[str, tuple[str, ...]]]] = {
        (0, (0,) * len(teams)): (Fraction(0), {})
    }
    for shift in problem.shifts:
        made = ways_of(problem, shift)
        more = dict(plans)
        for (taken, duties), (cost, orders) in plans.items():
            for way in made:
                own = sum(bit[visit] for visit in way.order)
                if taken & own:
                    continue
                load = way.duty_s if problem.weights.balance_points_per_hour else 0
                key = taken | own, tuple(d + load * (team == shift.team) for d, team in zip(duties, teams, strict=True))
                total = cost + cost_of(problem, shift, way)
                if key not in more or total < more[key][0]:
                    more[key] = total, {**orders, shift.id: way.order}
        plans = more
    legal = (
        Best(-cost - spread_cost(problem, duties), orders)
        for (_, duties), (cost, orders) in plans.items()
        if meets_floors(problem, {visit for order in orders.values() for visit in order})
    )
    return max(legal, key=lambda best: best.score, default=None)


def meets_floors(problem: RoutingProblem, made: set[str]) -> bool:
    """Tell whether all required visits are made and every group has enough."""
    required = all(visit.id in made for visit in problem.visits if visit.required)
    counts = (sum(g.id in v.groups and v.id in made for v in problem.visits) - g.at_least for g in problem.groups)
    return required and min(counts, default=0) >= 0


def cost_of(problem: RoutingProblem, shift: Shift, way: Way) -> Fraction:
    """Return what a route costs less what its visits bring, balance apart."""
    weights = problem.weights
    appointed = {visit: old for old, order in (problem.current.routes if problem.current else ()) for visit in order}
    moved = sum(appointed.get(visit, shift.id) != shift.id for visit in way.order)
    prizes = sum(visit.prize for visit in problem.visits if visit.id in way.order)
    cost = decimal(weights.travel_points_per_minute) * way.travel_s / 60
    return cost + decimal(weights.per_shift) + decimal(weights.moved) * moved - prizes


def spread_cost(problem: RoutingProblem, duties: Sequence[int]) -> Fraction:
    """Return what the hours between the busiest and the idlest team cost."""
    return decimal(problem.weights.balance_points_per_hour) * (max(duties) - min(duties)) / 3600


def decimal(weight: float) -> Fraction:
    return Fraction(repr(weight))


def may_take(shift: Shift, visit: Visit) -> bool:
    """Tell whether a shift may take a visit, whatever the hour."""
    is_allowed = visit.allowed_shifts is None or shift.id in visit.allowed_shifts
    is_near = visit.area is None or shift.area is None or visit.area == shift.area
    return (
        is_allowed and is_near and shift.id not in visit.forbidden_shifts and set(visit.agencies) <= {*shift.agencies}
    )


def ways_of(problem: RoutingProblem, shift: Shift) -> list[Way]:
    """Return the best way of each set of visits that a shift can make; one for each duty where balance is paid."""
    found: dict[tuple[frozenset[str], int], Way] = {}
    for way in legal_orders(problem, shift):
        key = frozenset(way.order), way.duty_s if problem.weights.balance_points_per_hour else 0
        if key not in found or way.travel_s < found[key].travel_s:
            found[key] = way
    return list(found.values())


def legal_orders(problem: RoutingProblem, shift: Shift) -> Iterator[Way]:
    """Yield every order that a shift can make, by lengthening orders that can still be in time."""
    legs = ways_between(problem)
    departures = np.arange(shift.start_s, shift.end_s + 1, GRID_S)
    visits = [visit for visit in problem.visits if may_take(shift, visit)]
    most = len(visits) if shift.max_stops is None else shift.max_stops
    # For each departure the earliest time of leaving a place with the break still to come, and with it behind.
    begin = (departures, np.full_like(departures, FAR)) if shift.pause else (np.full_like(departures, FAR), departures)
    waiting = [((), shift.start_location, 0, begin)]
    while waiting:
        order, place, travel, (fresh, rested) = waiting.pop()
        home = legs.get((place, shift.end_location))
        if order and home is not None:
            back = step(shift, (fresh, rested), home)[1]
            legal = (back <= shift.end_s) & (back - departures <= shift.max_duty_s)
            if legal.any():
                first = back[legal].min()
                duty = first - departures[legal & (back == first)].max()
                yield Way(travel + home, int(duty), order)
        for visit in visits if len(order) < most else ():
            leg = legs.get((place, visit.location))
            if visit.id in order or leg is None:
                continue
            arrived = step(shift, (fresh, rested), leg)
            left = tuple(within(visit.windows, time) + visit.service_s for time in arrived)
            if (np.minimum(*left) - departures <= shift.max_duty_s).any():
                waiting.append(((*order, visit.id), visit.location, travel + leg, left))


def step(shift: Shift, times: tuple[np.ndarray, np.ndarray], leg: int) -> tuple[np.ndarray, np.ndarray]:
    """Return when a leg is over, with the break still to come and with it behind (taken before, or on this leg)."""
    fresh, rested = times
    if shift.pause is None:
        return fresh, rested + leg
    over = np.maximum(fresh + leg, shift.pause.earliest_s) + shift.pause.duration_s
    return fresh + leg, np.minimum(rested + leg, np.where(fresh <= shift.pause.latest_s, over, FAR))


def within(windows: Sequence[tuple[int, int]], ready: np.ndarray) -> np.ndarray:
    """Return the first start in a window at or after ready; FAR where there is none."""
    if not windows:
        return ready
    starts = [np.where(ready <= latest, np.maximum(ready, earliest), FAR) for earliest, latest in windows]
    return np.minimum.reduce(starts)


def ways_between(problem: RoutingProblem) -> Mapping[tuple[str, str], int]:
    """Return the seconds between the places that have a way."""
    names = [location.id for location in problem.locations]
    cells = problem.matrix.durations
    return {(a, b): cells[i * len(names) + j] for i, a in enumerate(names) for j, b in enumerate(names)
            if cells[i * len(names) + j] >= 0}  # fmt: skip


def timed(problem: RoutingProblem, shift: Shift, order: Sequence[str]) -> Route | None:
    """Return the earliest return, then the latest departure, by trying every departure and every leg for the break."""
    routes = [
        route
        for departure in range(shift.start_s, shift.end_s + 1, GRID_S)
        for gap in (range(len(order) + 1) if shift.pause else [None])
        if (route := walked(problem, shift, order, departure=departure, gap=gap)) is not None
    ]
    return min(routes, key=lambda route: (route.return_s, -route.departure_s), default=None)


def walked(
    problem: RoutingProblem, shift: Shift, order: Sequence[str], *, departure: int, gap: int | None
) -> Route | None:
    """Return the route that leaves then, takes its break on that leg and never waits for nothing; None if illegal."""
    visits = [next(visit for visit in problem.visits if visit.id == one) for one in order]
    legs, places = ways_between(problem), [shift.start_location, *(v.location for v in visits), shift.end_location]
    if any(pair not in legs for pair in pairwise(places)) or not all(may_take(shift, visit) for visit in visits):
        return None
    now, rest, stops = departure, None, []
    for k, pair in enumerate(pairwise(places)):
        arrival = ready = now + legs[pair]
        if shift.pause and k == gap:
            rest = max(now, shift.pause.earliest_s)
            ready = max(arrival, rest) + shift.pause.duration_s
            arrival = ready if rest < arrival else arrival
            if rest > shift.pause.latest_s:
                return None
        if k == len(visits):
            now = ready
            break
        starts = [max(ready, earliest) for earliest, latest in visits[k].windows if ready <= latest]
        if visits[k].windows and not starts:
            return None
        start = min(starts, default=ready)
        now = start + visits[k].service_s
        stops.append(Stop(visit=order[k], arrival_s=arrival, wait_s=start - arrival, start_s=start, leave_s=now))
    is_long = now > shift.end_s or now - departure > shift.max_duty_s
    if is_long or (shift.max_stops is not None and len(order) > shift.max_stops):
        return None
    travel = sum(legs[pair] for pair in pairwise(places))
    return Route(
        shift=shift.id, departure_s=departure, return_s=now, travel_s=travel, break_start_s=rest, stops=tuple(stops)
    )
