"""The solvers' exact score of a plan; planner.verify computes its own."""

from collections.abc import Sequence
from fractions import Fraction

from domain.routing import Route
from planner.routing.index import ProblemIndex


def exact(weight: float) -> Fraction:
    """Return a weight as the decimal that was written: 0.05 is one twentieth."""
    return Fraction(str(weight))


def score_routes(index: ProblemIndex, routes: Sequence[Route]) -> Fraction:
    """Return prizes less travel, imbalance, shifts used and moved appointments, in points.

    Balance counts the teams that have a shift left; an appointment is moved
    when the current plan had it on another shift.
    """
    weights = index.problem.weights
    planned = [(route.shift, stop.visit) for route in routes for stop in route.stops]
    prizes = sum(index.visits[visit].prize for _, visit in planned)
    moved = sum(index.appointed.get(visit, shift) != shift for shift, visit in planned)
    travel = exact(weights.travel_points_per_minute) * Fraction(sum(route.travel_s for route in routes), 60)
    balance = exact(weights.balance_points_per_hour) * Fraction(imbalance_s(index, routes), 3600)
    return prizes - travel - balance - exact(weights.per_shift) * len(routes) - exact(weights.moved) * moved


def imbalance_s(index: ProblemIndex, routes: Sequence[Route]) -> int:
    """Return the seconds of duty between the busiest and the idlest team that has a shift left."""
    lost = set(index.current.lost_shifts)
    duty = {shift.team: 0 for shift in index.problem.shifts if shift.id not in lost}
    for route in routes:
        team = index.shifts[route.shift].team
        duty[team] = duty.get(team, 0) + route.return_s - route.departure_s
    return max(duty.values(), default=0) - min(duty.values(), default=0)
