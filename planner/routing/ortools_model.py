"""A routing problem said in OR-Tools' words; engine types stay in this file and the search beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ortools.constraint_solver import pywrapcp

from domain.teams import Shift
from planner.routing.index import Orders, ProblemIndex
from planner.routing.prices import Prices, whole_prices
from planner.routing.rules import open_shifts

TIME = "time"
STOPS = "stops"
WORK = "work"


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Hold the engine's model with what translates it back: node k is visit k, later nodes are bases."""

    manager: Any
    routing: Any
    visits: tuple[str, ...]
    shifts: tuple[Shift, ...]

    def node_index(self, visit: int) -> int:
        """Return the engine's index of the k-th visit."""
        return self.manager.NodeToIndex(visit)

    def orders(self) -> dict[str, list[str]]:
        """Return the orders of the solution that the engine stands at."""
        return {shift.id: self._order(vehicle) for vehicle, shift in enumerate(self.shifts)}

    def routes(self, orders: Orders) -> list[list[int]]:
        """Return orders as the engine's nodes, one list a vehicle."""
        nodes = {visit: k for k, visit in enumerate(self.visits)}
        return [[nodes[visit] for visit in orders.get(shift.id, ())] for shift in self.shifts]

    def _order(self, vehicle: int) -> list[str]:
        order = []
        index = self.routing.NextVar(self.routing.Start(vehicle)).Value()
        while not self.routing.IsEnd(index):
            order.append(self.visits[self.manager.IndexToNode(index)])
            index = self.routing.NextVar(index).Value()
        return order


def build_model(index: ProblemIndex, visits: Sequence[str], must: frozenset[str]) -> Model:
    """Return the model of a problem whose nodes are these visits, in this order.

    ``must`` are the visits whose absence costs more than anything else.
    """
    shifts = index.problem.shifts
    # Only bases that a shift uses become nodes: the engine makes any other one a mandatory client.
    bases = sorted({base for shift in shifts for base in (shift.start_location, shift.end_location)})
    node = {base: len(visits) + k for k, base in enumerate(bases)}
    manager = pywrapcp.RoutingIndexManager(
        len(visits) + len(bases),
        len(shifts),
        [node[shift.start_location] for shift in shifts],
        [node[shift.end_location] for shift in shifts],
    )
    model = Model(manager=manager, routing=pywrapcp.RoutingModel(manager), visits=tuple(visits), shifts=tuple(shifts))
    places = [*(index.visits[visit].location for visit in visits), *bases]
    services = [*(index.visits[visit].service_s for visit in visits), *(0 for _ in bases)]
    travel = _travel_rows(index, places)
    _add_time(model, index, travel, services)
    _add_costs(model, index, travel, must)
    _add_stop_limits(model)
    _add_standing_rules(model, index)
    _add_kept_orders(model, index)
    return model


def _horizon_s(index: ProblemIndex) -> int:
    return max(shift.end_s for shift in index.problem.shifts) + 1


def _travel_rows(index: ProblemIndex, places: Sequence[str]) -> list[list[int]]:
    """Return travel seconds between nodes; no way is a way that no shift is long enough for."""
    no_way = _horizon_s(index)
    rows = []
    for start in places:
        row = [index.travel_s(start, end) for end in places]
        rows.append([no_way if seconds is None else seconds for seconds in row])
    return rows


def _add_time(model: Model, index: ProblemIndex, travel: list[list[int]], services: Sequence[int]) -> None:
    routing, horizon = model.routing, _horizon_s(index)
    spent = [[service + seconds for seconds in row] for service, row in zip(services, travel, strict=True)]
    routing.AddDimension(routing.RegisterTransitMatrix(spent), horizon, horizon, False, TIME)
    time = routing.GetDimensionOrDie(TIME)
    for k, visit in enumerate(model.visits):
        # A window after every shift shrinks to the horizon, which no shift reaches.
        windows = [(min(low, horizon), min(high, horizon)) for low, high in index.windows[visit]]
        _allow_only(time.CumulVar(model.node_index(k)), windows)
    for vehicle, shift in enumerate(model.shifts):
        for end in (routing.Start(vehicle), routing.End(vehicle)):
            time.CumulVar(end).SetRange(shift.start_s, shift.end_s)
        # Without this the engine tries the seconds of a shift one by one until windows and duty agree.
        routing.AddVariableMaximizedByFinalizer(time.CumulVar(routing.Start(vehicle)))
        time.SetSpanUpperBoundForVehicle(shift.max_duty_s, vehicle)
    if any(shift.pause for shift in model.shifts):
        _leave_room_for_breaks(model, routing.RegisterTransitMatrix(spent), horizon)


def _leave_room_for_breaks(model: Model, spent: int, horizon: int) -> None:
    """Bound driving and service of each shift by its duty less its break.

    The engine's own break intervals are exact but cost 8 times the CPU (7 s
    for 0.9 s on 48 visits and 20 shifts). This is a relaxation that every
    plan with times satisfies; the search keeps the plans that have times.
    """
    room = [max(0, shift.max_duty_s - shift.pause.duration_s) if shift.pause else horizon for shift in model.shifts]
    model.routing.AddDimensionWithVehicleCapacity(spent, 0, room, True, WORK)


def _allow_only(variable: Any, windows: Sequence[tuple[int, int]]) -> None:
    """Cut what lies before, between and after sorted windows out of a variable."""
    variable.SetRange(windows[0][0], max(high for _, high in windows))
    reached = windows[0][1]
    for low, high in windows[1:]:
        if low > reached + 1:
            variable.RemoveInterval(reached + 1, low - 1)
        reached = max(reached, high)


def _add_costs(model: Model, index: ProblemIndex, travel: list[list[int]], must: frozenset[str]) -> None:
    routing, prices = model.routing, whole_prices(index.problem.weights)
    # Travel without a price still breaks ties.
    second = max(prices.second, 1)
    if prices.moved and index.appointed:
        for vehicle, shift in enumerate(model.shifts):
            rows = _with_moves(model, index, travel, shift, second, prices)
            routing.SetArcCostEvaluatorOfVehicle(routing.RegisterTransitMatrix(rows), vehicle)
    else:
        rows = [[second * seconds for seconds in row] for row in travel]
        routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitMatrix(rows))
    routing.SetFixedCostOfAllVehicles(prices.opening)
    above_all = _above_all(model, index, second, prices)
    for k, visit in enumerate(model.visits):
        penalty = index.visits[visit].prize * prices.point
        if visit in must:
            penalty += above_all * (1 + max(0, index.visits[visit].priority))
        routing.AddDisjunction([model.node_index(k)], penalty)


def _with_moves(
    model: Model, index: ProblemIndex, travel: list[list[int]], shift: Shift, second: int, prices: Prices
) -> list[list[int]]:
    """Return arc costs of one vehicle, with the price of moving the visit that an arc leads to."""
    moved = [prices.moved if index.appointed.get(visit, shift.id) != shift.id else 0 for visit in model.visits]
    moved += [0] * (len(travel) - len(moved))
    return [[second * seconds + extra for seconds, extra in zip(row, moved, strict=True)] for row in travel]


def _above_all(model: Model, index: ProblemIndex, second: int, prices: Prices) -> int:
    """Return a price that one visit's travel, shift and move can never reach."""
    longest = max((shift.max_duty_s for shift in model.shifts), default=0)
    most_prize = max((index.visits[visit].prize for visit in model.visits), default=0)
    return longest * second + prices.opening + prices.moved + 10 * most_prize * prices.point + 1


def _add_stop_limits(model: Model) -> None:
    limits = [len(model.visits) if shift.max_stops is None else shift.max_stops for shift in model.shifts]
    if all(limit >= len(model.visits) for limit in limits):
        return
    routing = model.routing
    nodes = model.manager.GetNumberOfNodes()
    one_each = [1 if k < len(model.visits) else 0 for k in range(nodes)]
    routing.AddDimensionWithVehicleCapacity(routing.RegisterUnaryTransitVector(one_each), 0, limits, True, STOPS)


def _add_standing_rules(model: Model, index: ProblemIndex) -> None:
    vehicles: Mapping[str, int] = {shift.id: k for k, shift in enumerate(model.shifts)}
    for k, visit in enumerate(model.visits):
        allowed = [vehicles[shift] for shift in open_shifts(index, index.visits[visit])]
        if len(allowed) < len(vehicles):
            # SetAllowedVehiclesForIndex raises TypeError in Python (9.15); -1 is "in no shift".
            model.routing.VehicleVar(model.node_index(k)).SetValues([-1, *allowed])


def _add_kept_orders(model: Model, index: ProblemIndex) -> None:
    """Fix done stops at the head of their shift, and keep locked stops one after another."""
    routing, solver = model.routing, model.routing.solver()
    node = {visit: model.node_index(k) for k, visit in enumerate(model.visits)}
    time = routing.GetDimensionOrDie(TIME)
    for vehicle, shift in enumerate(model.shifts):
        before = routing.Start(vehicle)
        for visit in index.frozen.get(shift.id, ()):
            routing.NextVar(before).SetValue(node[visit])
            before = node[visit]
    for _, old in index.current.routes:
        locked = [visit for visit in old if index.current.locked.get(visit) == "order" and visit in node]
        for first, second in pairwise(locked):
            # One second at least, so that two places at no distance keep their order too.
            step = max(1, index.visits[first].service_s)
            solver.Add(time.CumulVar(node[second]) >= time.CumulVar(node[first]) + step)
