"""Which visits of a shift would have to give way so that another one fits, and where they could go."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from domain.routing import Visit
from domain.teams import Shift
from planner.routing.index import Orders, ProblemIndex
from planner.routing.insertion import cheapest_offer, detours
from planner.routing.prices import Prices
from planner.routing.rules import keeps_order, open_shifts
from planner.routing.timing import time_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Hold a shift's new order with one visit in it and others out; ``extra_s`` is the change of its travel."""

    visit: str
    shift: str
    removed: tuple[str, ...]
    order: tuple[str, ...]
    extra_s: int


def exchanges(
    index: ProblemIndex,
    orders: Orders,
    visit: Visit,
    *,
    may_leave: Callable[[str], bool],
    sizes: Sequence[int] = (1,),
) -> Iterator[Exchange]:
    """Yield the exchanges that rules and clock allow, those that remove fewest first, then by travel.

    Parameters
    ----------
    may_leave
        Tells which visits may be taken out of their shift.
    sizes
        How many of them may leave at once.
    """
    ways: list[tuple[int, int, str, tuple[str, ...], int]] = []
    for shift in open_shifts(index, visit):
        ways += _ways(index, index.shifts[shift], orders.get(shift, ()), visit, may_leave, sizes)
    for _, extra_s, shift, removed, position in sorted(ways):
        order = [stop for stop in orders[shift] if stop not in removed]
        order.insert(position, visit.id)
        if keeps_order(index, shift, order) and time_order(index, shift, order) is not None:
            yield Exchange(visit=visit.id, shift=shift, removed=removed, order=tuple(order), extra_s=extra_s)


def _ways(
    index: ProblemIndex,
    shift: Shift,
    order: Sequence[str],
    visit: Visit,
    may_leave: Callable[[str], bool],
    sizes: Sequence[int],
) -> list[tuple[int, int, str, tuple[str, ...], int]]:
    """Return (how many leave, extra travel, shift, who leaves, position) wherever the bare work fits into the duty."""
    before_s = _way_s(index, shift, order) or 0
    found = []
    for size in sizes:
        for removed in combinations([stop for stop in order if may_leave(stop)], size):
            rest = [stop for stop in order if stop not in removed]
            rest_s = _way_s(index, shift, rest)
            if rest_s is None or (shift.max_stops is not None and len(rest) >= shift.max_stops):
                continue
            free_s = spare_s(index, shift, rest) - visit.service_s
            found += [
                (size, rest_s + extra_s - before_s, shift.id, removed, position)
                for extra_s, position in detours(index, shift, rest, visit)
                if extra_s <= free_s
            ]
    return found


def spare_s(index: ProblemIndex, shift: Shift, order: Sequence[str]) -> int:
    """Return the seconds of duty that an order leaves when nobody waits, below 0 where it has no way."""
    room_s = min(shift.max_duty_s, shift.end_s - shift.start_s) - (shift.pause.duration_s if shift.pause else 0)
    way_s = _way_s(index, shift, order)
    return -1 if way_s is None else room_s - way_s - sum(index.visits[stop].service_s for stop in order)


def _way_s(index: ProblemIndex, shift: Shift, order: Sequence[str]) -> int | None:
    """Return the travel of an order, 0 without a stop, None where a leg has no way."""
    if not order:
        return 0
    stops = [shift.start_location, *(index.visits[stop].location for stop in order), shift.end_location]
    legs = [index.travel_s(stops[k], stops[k + 1]) for k in range(len(stops) - 1)]
    return None if None in legs else sum(leg for leg in legs if leg is not None)


def rehoused(
    index: ProblemIndex, prices: Prices, orders: Mapping[str, list[str]], visits: Iterable[str], *, but: str = ""
) -> dict[str, list[str]] | None:
    """Return the orders with visits put in where they cost least, None where one fits nowhere.

    Parameters
    ----------
    but
        A shift that takes none of them.
    """
    changed = dict(orders)
    for name in visits:
        visit = index.visits[name]
        offers = [
            (offer, shift)
            for shift in open_shifts(index, visit)
            if shift != but
            and (offer := cheapest_offer(index, prices, index.shifts[shift], changed.get(shift, []), visit))
        ]
        if not offers:
            return None
        offer, shift = min(offers)
        order = list(changed.get(shift, ()))
        order.insert(offer.position, name)
        changed[shift] = order
    return changed


def may_move(index: ProblemIndex, visit: str) -> bool:
    """Tell whether a visit's stop is neither done nor locked."""
    return visit not in index.current.done and visit not in index.current.locked
