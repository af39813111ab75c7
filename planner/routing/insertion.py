"""The cheapest place of one visit in one shift."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.routing import Visit
from domain.teams import Shift
from planner.routing.index import ProblemIndex
from planner.routing.prices import Prices
from planner.routing.rules import keeps_order
from planner.routing.timing import time_order


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Offer:
    """Hold an insertion: cost in whole price units, then extra seconds of travel, then where."""

    cost: int
    extra_s: int
    position: int


def detours(index: ProblemIndex, shift: Shift, order: Sequence[str], visit: Visit) -> list[tuple[int, int]]:
    """Return (extra travel seconds, position) of every place on a shift's way that roads reach, cheapest first."""
    stops = [shift.start_location, *(index.visits[stop].location for stop in order), shift.end_location]
    found = []
    for position in range(len(order) + 1):
        here, there = stops[position], stops[position + 1]
        inward, onward = index.travel_s(here, visit.location), index.travel_s(visit.location, there)
        if inward is not None and onward is not None:
            direct = index.travel_s(here, there) if order else 0
            found.append((inward + onward - (direct or 0), position))
    return sorted(found)


def cheapest_offer(
    index: ProblemIndex, prices: Prices, shift: Shift, order: Sequence[str], visit: Visit
) -> Offer | None:
    """Return the cheapest insertion that time, stops and kept order allow; standing rules are not looked at."""
    if shift.max_stops is not None and len(order) >= shift.max_stops:
        return None
    moved = prices.moved if index.appointed.get(visit.id, shift.id) != shift.id else 0
    opening = 0 if order else prices.opening
    for extra_s, position in detours(index, shift, order, visit):
        longer = [*order[:position], visit.id, *order[position:]]
        if keeps_order(index, shift.id, longer) and time_order(index, shift.id, longer):
            return Offer(cost=extra_s * prices.second + opening + moved, extra_s=extra_s, position=position)
    return None
