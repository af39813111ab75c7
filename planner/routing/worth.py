"""Comparing plans: hard rules that an order can leave unmet first, then the score."""

from fractions import Fraction

from planner.routing.index import Orders, ProblemIndex
from planner.routing.scoring import score_routes
from planner.routing.timing import time_order

Worth = tuple[int, int, Fraction]
"""Less is left out, fewer visits lack in groups, more points: the greater tuple is the better plan."""


def worth(index: ProblemIndex, orders: Orders) -> Worth | None:
    """Return what a plan is worth, None where an order cannot be timed.

    A required visit that is left out counts one more for each step of its priority.
    """
    routes = [time_order(index, shift, order) for shift, order in orders.items() if order]
    timed = [route for route in routes if route is not None]
    if len(timed) < len(routes):
        return None
    placed = {visit for order in orders.values() for visit in order}
    left_out = sum(
        1 + max(0, visit.priority) for visit in index.problem.visits if visit.required and visit.id not in placed
    )
    return -left_out, -sum(lacking(index, orders).values()), score_routes(index, timed)


def lacking(index: ProblemIndex, orders: Orders) -> dict[str, int]:
    """Return how many visits each group still lacks, without the groups that have enough."""
    counts = {group.id: 0 for group in index.problem.groups}
    for order in orders.values():
        for visit in order:
            for group in index.visits[visit].groups:
                counts[group] += 1
    lacks = {group.id: group.at_least - counts[group.id] for group in index.problem.groups}
    return {group: count for group, count in lacks.items() if count > 0}
