"""Another visit gives way to the one that is left out: where it goes, and what that costs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.routing import Visit
from planner.routing.exchanges import Exchange, exchanges, may_move
from planner.routing.index import ProblemIndex
from planner.routing.insertion import cheapest_offer
from planner.routing.prices import whole_prices
from planner.routing.rules import open_shifts
from planner.routing.scoring import score_routes
from planner.routing.timing import time_order
from planner.routing.worth import lacking

TRIED = 30
"""Exchanges looked at for one visit, those with the shortest detour first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeCost:
    """Hold an exchange: where the wanted visit goes, who gives way and to which shift, and its cost in points.

    ``to`` is empty where the other visit is left out. The prize of the wanted visit is not counted.
    """

    shift: str
    other: str
    to: str
    cost: Fraction


def exchange_costs(index: ProblemIndex, orders: Mapping[str, Sequence[str]], visit: Visit) -> Iterator[ExchangeCost]:
    """Yield the exchanges with one other visit that keep every required visit and every floor.

    Where the wanted visit is not required, a floor that is short must gain by it.
    """
    plan = {shift.id: list(orders.get(shift.id, ())) for shift in index.problem.shifts}
    before, short = _points(index, plan), lacking(index, plan)
    ways = exchanges(index, plan, visit, may_leave=lambda stop: may_move(index, stop))
    for _, way in zip(range(TRIED), ways, strict=False):
        (other,) = way.removed
        after, to = _after(index, plan, way)
        if not to and index.visits[other].required:
            continue
        lacks = lacking(index, after)
        is_worse = any(count > short.get(group, 0) for group, count in lacks.items())
        if is_worse or not (visit.required or sum(lacks.values()) < sum(short.values())):
            continue
        cost = before + visit.prize - _points(index, after)
        yield ExchangeCost(shift=way.shift, other=other, to=to, cost=cost)


def _after(index: ProblemIndex, plan: dict[str, list[str]], way: Exchange) -> tuple[dict[str, list[str]], str]:
    """Return the orders after an exchange and the shift that the other visit has then, empty for none."""
    after = {**plan, way.shift: list(way.order)}
    (other,) = way.removed
    prices = whole_prices(index.problem.weights)
    offers = [
        (offer, shift)
        for shift in open_shifts(index, index.visits[other])
        if shift != way.shift
        and (offer := cheapest_offer(index, prices, index.shifts[shift], after[shift], index.visits[other]))
    ]
    if not offers:
        return after, ""
    offer, to = min(offers)
    return {**after, to: [*after[to][: offer.position], other, *after[to][offer.position :]]}, to


def _points(index: ProblemIndex, plan: Mapping[str, Sequence[str]]) -> Fraction:
    routes = [time_order(index, shift, order) for shift, order in plan.items() if order]
    return score_routes(index, [route for route in routes if route is not None])
