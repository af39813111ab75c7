"""Making a legal plan of orders that an engine only nearly kept the rules for."""

from planner.routing.engine import Limits, Watch
from planner.routing.greedy import search as greedy_search
from planner.routing.index import Orders, ProblemIndex
from planner.routing.rules import keeps_order, objection
from planner.routing.timing import time_order
from planner.routing.worth import lacking


def is_legal(index: ProblemIndex, shift: str, order: list[str] | tuple[str, ...]) -> bool:
    """Tell whether a shift may make these visits in this order: standing rules, stops, kept order and times."""
    duty = index.shifts[shift]
    if not order:
        return not index.frozen.get(shift)
    if duty.max_stops is not None and len(order) > duty.max_stops:
        return False
    if any(objection(index, index.visits[visit], duty) is not None for visit in order):
        return False
    return keeps_order(index, shift, order) and time_order(index, shift, order) is not None


def repaired(index: ProblemIndex, orders: Orders) -> Orders:
    """Return the orders without the stops that break a rule, which are then put in where they fit.

    Greedy insertion runs only where something was dropped or something that a
    rule asks for is missing.
    """
    kept: dict[str, list[str]] = {}
    dropped = False
    for shift in index.problem.shifts:
        order = list(orders.get(shift.id, ()))
        kept[shift.id] = order if is_legal(index, shift.id, order) else _legal_part(index, shift.id, order)
        dropped = dropped or len(kept[shift.id]) < len(order)
    if not dropped and not _is_short(index, kept):
        return kept
    return greedy_search(index.problem, start=kept, seed=0, limits=Limits(), watch=Watch()).orders


def _legal_part(index: ProblemIndex, shift: str, order: list[str]) -> list[str]:
    kept = list(index.frozen.get(shift, ()))
    for visit in order:
        if visit not in kept and is_legal(index, shift, [*kept, visit]):
            kept.append(visit)
    return kept


def _is_short(index: ProblemIndex, orders: Orders) -> bool:
    placed = {visit for order in orders.values() for visit in order}
    return bool(lacking(index, orders)) or any(
        visit.required and visit.id not in placed for visit in index.problem.visits
    )
