"""The finish of every plan: CP-SAT takes the best set of routes from all that the engines met.

Each shift makes one route at most and each visit stands in one at most; what
the pool's routes are worth is counted as planner.routing.worth counts it, so
that the plan in hand, which the model starts from, is never made worse.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from domain.routing import RoutingProblem
from planner.cp_sat import FOUND, deterministic_solver
from planner.routing.fleets import Fleet, fleets
from planner.routing.index import Orders, ProblemIndex, index_problem
from planner.routing.prices import Prices, whole_prices
from planner.routing.timing import time_order
from planner.routing.worth import worth

PoolRoute = tuple[str, tuple[str, ...]]
"""(shift, visits in order), legal by itself."""

DETERMINISTIC_S = 2.0
"""CP-SAT's own count of work, about one CPU second each."""
MOST_COLUMNS = 6_000
LARGEST_SUM = 1 << 55


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """Hold one route that any shift of a fleet can make."""

    fleet: int
    order: tuple[str, ...]
    cost: int
    duty_s: int


def assemble(
    problem: RoutingProblem,
    *,
    best: Orders,
    pool: Iterable[PoolRoute],
    work: float = DETERMINISTIC_S,
    most: int = MOST_COLUMNS,
) -> Orders:
    """Return the best plan of routes from the pool and the plan in hand; the plan in hand where none is better.

    Same problem, plan, pool and work: same plan. One worker, a fixed seed, no clock.

    Parameters
    ----------
    pool
        Legal routes, the latest ones last: where there are too many, those stay.
    work
        Most work, in CP-SAT's deterministic seconds.
    most
        How many of the pool's routes are looked at, the latest.
    """
    index = index_problem(problem)
    # Balance is counted per team: then only shifts of one team may swap routes.
    groups = _of_one_team(index) if problem.weights.balance_points_per_hour else fleets(index)
    columns = _columns(index, groups, best, list(pool)[-most:] if most > 0 else [])
    used = sum(1 for order in best.values() if order)
    if len(columns) <= used or work <= 0:
        return best
    chosen = _solve(index, groups, columns, best, work)
    return best if chosen is None else _better(index, best, _orders(index, groups, chosen, best))


def _of_one_team(index: ProblemIndex) -> tuple[Fleet, ...]:
    teams = dict.fromkeys(shift.team for shift in index.problem.shifts)
    parts = [tuple(s for s in fleet if index.shifts[s].team == team) for fleet in fleets(index) for team in teams]
    return tuple(part for part in parts if part)


def _columns(index: ProblemIndex, groups: Sequence[Fleet], best: Orders, pool: Sequence[PoolRoute]) -> list[_Column]:
    """Return the cheapest order of each set of visits for each fleet, those of the plan in hand first."""
    of_shift = {shift: k for k, fleet in enumerate(groups) for shift in fleet}
    prices = whole_prices(index.problem.weights)
    found: dict[tuple[int, frozenset[str]], _Column] = {}
    standing = [(shift, tuple(order)) for shift, order in best.items() if order]
    for shift, order in [*standing, *reversed(pool)]:
        if not order or shift not in of_shift:
            continue
        key = of_shift[shift], frozenset(order)
        cost = _cost(index, prices, shift, order)
        if key not in found or (cost is not None and cost < found[key].cost):
            route = time_order(index, shift, order) if index.problem.weights.balance_points_per_hour else None
            duty = route.return_s - route.departure_s if route else 0
            if cost is not None:
                found[key] = _Column(fleet=key[0], order=order, cost=cost, duty_s=duty)
    return list(found.values())


def _cost(index: ProblemIndex, prices: Prices, shift: str, order: Sequence[str]) -> int | None:
    duty = index.shifts[shift]
    places = [duty.start_location, *(index.visits[visit].location for visit in order), duty.end_location]
    legs = [index.travel_s(places[k], places[k + 1]) for k in range(len(places) - 1)]
    if None in legs:
        return None
    moved = sum(index.appointed.get(visit, shift) != shift for visit in order)
    return prices.second * sum(leg for leg in legs if leg is not None) + prices.opening + prices.moved * moved


def _solve(
    index: ProblemIndex, groups: Sequence[Fleet], columns: Sequence[_Column], best: Orders, work: float
) -> list[_Column] | None:
    model = cp_model.CpModel()
    taken = [model.new_bool_var(f"r{k}") for k in range(len(columns))]
    covering: dict[str, list[int]] = {visit.id: [] for visit in index.problem.visits}
    for k, column in enumerate(columns):
        for visit in column.order:
            covering[visit].append(k)
    placed = {visit for order in best.values() for visit in order}
    for visit, ks in covering.items():
        if index.visits[visit].required and visit in placed:
            model.add_exactly_one(taken[k] for k in ks)
        elif len(ks) > 1:
            model.add_at_most_one(taken[k] for k in ks)
    for number, fleet in enumerate(groups):
        own = [taken[k] for k, column in enumerate(columns) if column.fleet == number]
        if len(own) > len(fleet):
            model.add(sum(own) <= len(fleet))
    _add_frozen(model, index, groups, columns, taken)
    goal = _goal(model, index, groups, columns, taken)
    if goal is None:
        return None
    model.maximize(goal)
    standing = {(shift, tuple(order)) for shift, order in best.items()}
    hinted = {order for _, order in standing if order}
    for k, column in enumerate(columns):
        model.add_hint(taken[k], column.order in hinted)
    solver = deterministic_solver(work=work)
    if solver.solve(model) not in FOUND:
        return None
    return [column for k, column in enumerate(columns) if solver.value(taken[k])]


def _add_frozen(model, index: ProblemIndex, groups, columns, taken) -> None:  # type: ignore[no-untyped-def]
    """Ask for a route wherever done stops stand: a plan in force has shifts that stand alone."""
    for number, fleet in enumerate(groups):
        if any(index.frozen.get(shift) for shift in fleet):
            model.add(sum(taken[k] for k, column in enumerate(columns) if column.fleet == number) >= 1)


def _goal(model, index: ProblemIndex, groups, columns, taken):  # type: ignore[no-untyped-def]
    """Return what planner.routing.worth compares, as one whole number; None where it would be too large."""
    prices = whole_prices(index.problem.weights)
    spread, spread_most = _spread(model, index, groups, columns, taken, prices)
    points = sum(visit.prize for visit in index.problem.visits) * prices.point
    lack_price = points + sum(column.cost for column in columns) + spread_most + 1
    lacks = [_lack(model, index, group, columns, taken) for group in index.problem.groups]
    left_out_price = lack_price * (1 + sum(group.at_least for group in index.problem.groups))
    gains = [_gain(index, column, prices, left_out_price) for column in columns]
    if sum(abs(gain) for gain in gains) + left_out_price > LARGEST_SUM:
        return None
    return sum(gain * variable for gain, variable in zip(gains, taken, strict=True)) - lack_price * sum(lacks) - spread


def _gain(index: ProblemIndex, column: _Column, prices: Prices, left_out_price: int) -> int:
    visits = [index.visits[visit] for visit in column.order]
    required = sum(1 + max(0, visit.priority) for visit in visits if visit.required)
    return required * left_out_price + sum(visit.prize for visit in visits) * prices.point - column.cost


def _lack(model, index: ProblemIndex, group, columns, taken):  # type: ignore[no-untyped-def]
    lack = model.new_int_var(0, group.at_least, group.id)
    counts = [sum(group.id in index.visits[visit].groups for visit in column.order) for column in columns]
    model.add(sum(count * variable for count, variable in zip(counts, taken, strict=True)) + lack >= group.at_least)
    return lack


def _spread(model, index: ProblemIndex, groups, columns, taken, prices: Prices):  # type: ignore[no-untyped-def]
    """Return the price of what the busiest team does more than the idlest, and the most that it can be."""
    weight = round(index.problem.weights.balance_points_per_hour * prices.point)
    if not weight:
        return 0, 0
    lost = set(index.current.lost_shifts)
    longest = sum(shift.max_duty_s for shift in index.problem.shifts)
    most, least = model.new_int_var(0, longest, "most"), model.new_int_var(0, longest, "least")
    for team in dict.fromkeys(shift.team for shift in index.problem.shifts if shift.id not in lost):
        duty = [
            column.duty_s * taken[k]
            for k, column in enumerate(columns)
            if index.shifts[groups[column.fleet][0]].team == team
        ]
        model.add(most >= sum(duty))
        model.add(least <= sum(duty))
    cost = model.new_int_var(0, weight * longest // 3600 + 1, "balance")
    model.add(3600 * cost >= weight * (most - least))
    return cost, weight * longest // 3600 + 1


def _orders(
    index: ProblemIndex, groups: Sequence[Fleet], chosen: Sequence[_Column], best: Orders
) -> dict[str, list[str]]:
    """Return the chosen routes by shift: where the plan in hand had them, then by fleet."""
    standing: Mapping[tuple[str, ...], str] = {tuple(order): shift for shift, order in best.items()}
    orders: dict[str, list[str]] = {}
    waiting = []
    for column in chosen:
        shift = standing.get(column.order)
        if shift in groups[column.fleet]:
            orders[shift] = list(column.order)
        else:
            waiting.append(column)
    for column in waiting:
        free = next(shift for shift in groups[column.fleet] if shift not in orders)
        orders[free] = list(column.order)
    return {shift.id: orders.get(shift.id, []) for shift in index.problem.shifts}


def _better(index: ProblemIndex, best: Orders, other: Orders) -> Orders:
    ours, theirs = worth(index, best), worth(index, other)
    return other if theirs is not None and (ours is None or theirs > ours) else best
