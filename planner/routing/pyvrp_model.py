"""A routing problem said in PyVRP's words; engine types stay in this file and the search beside it.

All days share one clock, and the shifts of a fleet one vehicle type. What the
engine lacks is said with what it has: a visit with several windows is a group
of copies of which one is made, a visit that a shift may not take lies behind a
way that no shift is long enough for, the most stops are a load. A break is
taken out of the clock: hours after it come earlier by its length. That is
nearly right, and planner.routing.repairing puts the rest right.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from pyvrp import Client, ClientGroup, Depot, Location, ProblemData, Route, VehicleType
from pyvrp import Solution as Plan

from domain.errors import InputError
from domain.routing import Visit
from domain.teams import Break, Shift
from planner.routing.fleets import Fleet, fleets
from planner.routing.index import Orders, ProblemIndex
from planner.routing.prices import whole_prices
from planner.routing.rules import objection
from planner.routing.timing import time_order

MOST_CELLS = 40_000_000
"""Entries of all travel tables together; the engine keeps 16 bytes for each."""
FREE_SECOND = 100_000
"""Units of a point where travel costs nothing: a second still costs one, to break ties."""
MOST_PRIZE = 1_000_000_000
STOP_LOAD = 1_000
"""Load of one stop: the penalty of a stop too many must not be cheaper than leaving a required visit out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Hold the engine's units: one second of travel costs ``second``, one point is ``point`` units."""

    point: Fraction
    second: int
    opening: int
    moved: int

    def units(self, points: int) -> int:
        return min(MOST_PRIZE, round(points * self.point))


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Hold the engine's problem with what translates it back.

    Without a visit that some shift may take there is no data.
    ``visits`` names the visit of each client, ``fleets`` the shifts of each
    vehicle type, ``copies`` the clients of each visit with their windows.
    """

    index: ProblemIndex
    data: Any
    visits: tuple[str, ...]
    fleets: tuple[Fleet, ...]
    copies: Mapping[str, tuple[tuple[int, tuple[int, int]], ...]]

    def orders(self, plan: Any) -> dict[str, list[str]]:
        """Return a plan of the engine as orders; a fleet's routes go to the teams with least work so far."""
        duty: Counter[str] = Counter()
        orders: dict[str, list[str]] = {}
        for route in sorted(plan.routes(), key=lambda one: (-one.duration(), one.vehicle_type())):
            free = [shift for shift in self.fleets[route.vehicle_type()] if shift not in orders]
            shift = min(free, key=lambda one: (duty[self.index.shifts[one].team], free.index(one)))
            duty[self.index.shifts[shift].team] += route.duration()
            orders[shift] = self.order(route)
        return orders

    def order(self, route: Any) -> list[str]:
        """Return the visits of one route of the engine."""
        return [self.visits[stop.idx] for stop in route if stop.is_client()]

    def plan(self, orders: Orders) -> Any:
        """Return orders as a plan of the engine, without the visits that it does not know."""
        kind = {shift: k for k, fleet in enumerate(self.fleets) for shift in fleet}
        routes = []
        for shift, order in orders.items():
            known = [visit for visit in order if visit in self.copies]
            if known and shift in kind:
                routes.append(Route(self.data, self._clients(shift, known), kind[shift]))
        return Plan(self.data, routes)

    def _clients(self, shift: str, order: Sequence[str]) -> list[int]:
        route = time_order(self.index, shift, order)
        starts = {stop.visit: stop.start_s for stop in route.stops} if route else {}
        chosen = []
        for visit in order:
            start = starts.get(visit, 0)
            fits = [client for client, (low, high) in self.copies[visit] if low <= start <= high]
            chosen.append(fits[0] if fits else self.copies[visit][0][0])
        return chosen


def build_model(index: ProblemIndex, *, must: frozenset[str], forced: bool) -> Model:
    """Return PyVRP's model of a problem whose ``must`` visits are required.

    Without ``forced`` they may be left out too, at a price above all else.

    Raises
    ------
    InputError
        ``solver.cannot`` with the feature: ``current.done``, or ``matrix``
        where the travel tables would be too large.
    """
    if index.current.done:
        raise InputError("solver.cannot", name="pyvrp", feature="current.done")
    # One vehicle type a shift: types of several shifts were 2 % worse on D300a, alike shifts being tried once only.
    usable = {shift for fleet in fleets(index) for shift in fleet}
    groups: tuple[Fleet, ...] = tuple((shift.id,) for shift in index.problem.shifts if shift.id in usable)
    open_to = [_takes(index, fleet) for fleet in groups]
    wanted = [visit for k, visit in enumerate(index.problem.visits) if any(row[k] for row in open_to)]
    if not wanted:
        return Model(index=index, data=None, visits=(), fleets=(), copies={})
    scale, clock = _scale(index), _common_break(index)
    bases = sorted({base for s in index.problem.shifts for base in (s.start_location, s.end_location)})
    places = [*bases, *sorted({visit.location for visit in wanted} - set(bases))]
    point = {place: k for k, place in enumerate(places)}
    asked = _Asked(index, must=must, forced=forced, scale=scale)
    for visit in wanted:
        asked.add(visit, point[visit.location], clock)
    tables = _Tables(index, places, [visit.id for visit in wanted], scale)
    vehicles = [
        _vehicle(index, fleet, tables.profile(index.shifts[fleet[0]], row), point, clock, scale)
        for fleet, row in zip(groups, open_to, strict=True)
    ]
    depots = [Depot(k) for k in range(len(bases))]
    spots = [Location(0.0, 0.0) for _ in places]
    data = ProblemData(spots, asked.clients, depots, vehicles, tables.distances, tables.durations, asked.groups)
    return Model(index=index, data=data, visits=tuple(asked.names), fleets=groups, copies=asked.copies)


class _Asked:
    """Collect the engine's clients: one for each window of a visit, those of one visit in a group."""

    def __init__(self, index: ProblemIndex, *, must: frozenset[str], forced: bool, scale: Scale) -> None:
        self.index, self.must, self.forced, self.scale = index, must, forced, scale
        self.above_all = _above_all(index, scale)
        self.clients: list[Any] = []
        self.groups: list[Any] = []
        self.names: list[str] = []
        self.copies: dict[str, tuple[tuple[int, tuple[int, int]], ...]] = {}

    def add(self, visit: Visit, point: int, clock: Break | None) -> None:
        """Add a visit at a place of the engine."""
        windows = _useful_windows(self.index, visit.id)
        group = len(self.groups) if len(windows) > 1 else None
        is_required = self.forced and visit.id in self.must
        self.copies[visit.id] = tuple((len(self.clients) + k, window) for k, window in enumerate(windows))
        for low, high in windows:
            self.names.append(visit.id)
            self.clients.append(
                Client(
                    point,
                    delivery=[STOP_LOAD],
                    service_duration=visit.service_s,
                    tw_early=_without_break(clock, low),
                    tw_late=_without_break(clock, high),
                    prize=self._prize(visit),
                    required=is_required and group is None,
                    group=group,
                )
            )
        if group is not None:
            self.groups.append(ClientGroup([client for client, _ in self.copies[visit.id]], required=is_required))

    def _prize(self, visit: Visit) -> int:
        prize = self.scale.units(visit.prize)
        if visit.id not in self.must or self.forced:
            return prize
        return min(MOST_PRIZE * 10, prize + self.above_all * (1 + max(0, visit.priority)))


def _takes(index: ProblemIndex, fleet: Fleet) -> tuple[bool, ...]:
    shift = index.shifts[fleet[0]]
    return tuple(objection(index, visit, shift) is None for visit in index.problem.visits)


def _scale(index: ProblemIndex) -> Scale:
    prices = whole_prices(index.problem.weights)
    point = Fraction(prices.point, prices.second) if prices.second else Fraction(FREE_SECOND)
    rate = point / prices.point
    return Scale(point=point, second=1, opening=round(prices.opening * rate), moved=round(prices.moved * rate))


def _above_all(index: ProblemIndex, scale: Scale) -> int:
    """Return units that a visit's travel, shift, move and prize never reach, yet few enough to add up."""
    longest = max((shift.max_duty_s for shift in index.problem.shifts), default=0)
    most = max((visit.prize for visit in index.problem.visits), default=0)
    return min(MOST_PRIZE, longest + scale.opening + scale.moved + 10 * scale.units(most) + 1)


def _common_break(index: ProblemIndex) -> Break | None:
    """Return the break that most shifts have: the engine's clock stands still while it lasts."""
    pauses = Counter(shift.pause for shift in index.problem.shifts if shift.pause)
    return pauses.most_common(1)[0][0] if pauses else None


def _without_break(clock: Break | None, at_s: int) -> int:
    """Return the engine's time of an hour: as if the break were taken as late as it may be and lasted no time."""
    if clock is None or at_s <= clock.latest_s:
        return at_s
    return max(clock.latest_s, at_s - clock.duration_s)


def _useful_windows(index: ProblemIndex, visit: str) -> tuple[tuple[int, int], ...]:
    """Return the windows that some shift reaches, the first one where none does."""
    shifts = index.problem.shifts
    reached = [w for w in index.windows[visit] if any(w[0] <= s.end_s and s.start_s <= w[1] for s in shifts)]
    return tuple(reached) or index.windows[visit][:1]


def _vehicle(
    index: ProblemIndex, fleet: Fleet, profile: int, point: Mapping[str, int], clock: Break | None, scale: Scale
) -> Any:
    shift = index.shifts[fleet[0]]
    rest = shift.pause.duration_s if shift.pause else 0
    start, end = _without_break(clock, shift.start_s), _without_break(clock, shift.end_s)
    if shift.pause != clock:
        end -= rest
    return VehicleType(
        num_available=len(fleet),
        capacity=[STOP_LOAD * (len(index.problem.visits) if shift.max_stops is None else shift.max_stops)],
        start_depot=point[shift.start_location],
        end_depot=point[shift.end_location],
        fixed_cost=scale.opening,
        tw_early=start,
        tw_late=max(start, end),
        shift_duration=max(0, shift.max_duty_s - rest),
        unit_distance_cost=scale.second,
        profile=profile,
    )


class _Tables:
    """Make the travel tables, one pair for each set of visits that a shift may take and may have moved to it."""

    def __init__(self, index: ProblemIndex, places: Sequence[str], visits: Sequence[str], scale: Scale) -> None:
        self.index, self.places, self.visits, self.scale = index, places, visits, scale
        self.distances: list[Any] = []
        self.durations: list[Any] = []
        self.known: dict[tuple[frozenset[str], frozenset[str]], int] = {}
        horizon = max((shift.end_s for shift in index.problem.shifts), default=0)
        rows = [[index.travel_s(start, end) for end in places] for start in places]
        self.no_way = 2 * horizon + 1
        self.travel = np.array([[self.no_way if s is None else s for s in row] for row in rows], dtype=np.int64)
        np.fill_diagonal(self.travel, 0)

    def profile(self, shift: Shift, takes: Sequence[bool]) -> int:
        """Return the number of the tables of a shift, made when first asked for."""
        open_ids = {visit.id for visit, is_open in zip(self.index.problem.visits, takes, strict=True) if is_open}
        closed = frozenset(self.index.visits[v].location for v in self.visits if v not in open_ids)
        closed -= {self.index.visits[v].location for v in open_ids}
        moved = frozenset(v for v in self.visits if self.index.appointed.get(v, shift.id) != shift.id)
        key = closed, moved if self.scale.moved else frozenset()
        if key not in self.known:
            if (len(self.known) + 1) * len(self.places) ** 2 > MOST_CELLS:
                raise InputError("solver.cannot", name="pyvrp", feature="matrix")
            self.known[key] = len(self.known)
            self._add(*key)
        return self.known[key]

    def _add(self, closed: frozenset[str], moved: frozenset[str]) -> None:
        distances, durations = self.travel.copy(), self.travel.copy()
        column = {place: k for k, place in enumerate(self.places)}
        for place in closed:
            durations[column[place], :] = durations[:, column[place]] = self.no_way
        # Two visits at one place share its price; the exact score is counted elsewhere.
        for place in {self.index.visits[visit].location for visit in moved}:
            distances[:, column[place]] += self.scale.moved
        np.fill_diagonal(distances, 0)
        np.fill_diagonal(durations, 0)
        self.distances.append(distances)
        self.durations.append(durations)
