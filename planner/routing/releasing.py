"""Putting in what a plan lacks, first beside what stands, then in exchange for it."""

from collections.abc import Callable, Iterator, Sequence

from domain.routing import Visit
from domain.teams import Shift
from planner.routing.exchanges import Exchange, exchanges, may_move, spare_s
from planner.routing.index import Orders, ProblemIndex
from planner.routing.insertion import Offer, detours
from planner.routing.prices import Prices, whole_prices
from planner.routing.rules import keeps_order, open_shifts
from planner.routing.timing import time_order
from planner.routing.worth import lacking

TRIED = 10
"""Exchanges looked at for one visit: the cheapest ones."""
CANDIDATES = 16
"""Visits looked at for the floors, those that help most groups and take least time first."""
FEW, MORE = (1, 2), (3, 4)
"""Stops that may leave a shift at once for one visit; more only where it must be visited."""

State = dict[str, list[str]]
Need = tuple[int, int]


class Release:
    """Keep the orders so far, and which appointments were changed for them.

    The index's ``appointed`` says what stood before; done and locked stops never move.
    """

    def __init__(self, index: ProblemIndex, held: Orders) -> None:
        self.index = index
        self.prices: Prices = whole_prices(index.problem.weights)
        self.orders: State = {shift.id: list(held.get(shift.id, ())) for shift in index.problem.shifts}
        self._open = {visit.id: open_shifts(index, visit) for visit in index.problem.visits}
        self._offers: dict[tuple[str, str, tuple[str, ...]], Offer | None] = {}

    def is_missing(self) -> bool:
        """Tell whether a required visit or a group's floor is missing."""
        return self._need(self.orders) > (0, 0)

    def insert_missing(self) -> int:
        """Put in required visits, then what floors lack, each where it costs least; return how many."""
        count = 0
        while (found := self._next_fitting()) is not None:
            self.orders = found
            count += 1
        return count

    def exchange_missing(self, should_stop: Callable[[], bool]) -> int:
        """Release appointments, the fewest and cheapest first, until nothing more is gained; return how many steps."""
        count = 0
        while self.is_missing() and not should_stop():
            best = self._best_exchange()
            if best is None:
                break
            self.orders = best
            count += 1 + self.insert_missing()
        return count

    def _need(self, orders: State) -> Need:
        """Return the weight of required visits left out and how many visits floors lack."""
        placed = {visit for order in orders.values() for visit in order}
        left_out = sum(1 + max(0, v.priority) for v in self.index.problem.visits if v.required and v.id not in placed)
        return left_out, sum(lacking(self.index, orders).values())

    def _wanted(self) -> tuple[list[Visit], list[Visit]]:
        """Return the visits that would help: required ones; and those that serve most floors in least time."""
        placed = {visit for order in self.orders.values() for visit in order}
        out = [visit for visit in self.index.problem.visits if visit.id not in placed and self._open[visit.id]]
        short = lacking(self.index, self.orders)
        required = [visit for visit in out if visit.required]
        required.sort(key=lambda visit: (-visit.priority, len(self._open[visit.id])))
        helps = {visit.id: sum(group in short for group in visit.groups) for visit in out if not visit.required}
        optional = [visit for visit in out if helps.get(visit.id)]
        optional.sort(key=lambda visit: (-helps[visit.id], visit.service_s, -visit.prize))
        return required, optional

    def _next_fitting(self) -> State | None:
        required, optional = self._wanted()
        return next((found for visit in (*required, *optional) if (found := self._placed(self.orders, visit))), None)

    def _placed(self, orders: State, visit: Visit, *, but: str = "") -> State | None:
        """Return the orders with a visit where it costs least, None where it fits nowhere but in one shift."""
        offers = [
            (offer, shift)
            for shift in self._open[visit.id]
            if shift != but and (offer := self._offer(visit, shift, orders[shift])) is not None
        ]
        if not offers:
            return None
        offer, shift = min(offers)
        return {**orders, shift: [*orders[shift][: offer.position], visit.id, *orders[shift][offer.position :]]}

    def _offer(self, visit: Visit, shift: str, order: list[str]) -> Offer | None:
        """Return a shift's cheapest offer; an order that was asked before is not asked again."""
        key = (visit.id, shift, tuple(order))
        if key not in self._offers:
            self._offers[key] = self._asked(visit, self.index.shifts[shift], order)
        return self._offers[key]

    def _asked(self, visit: Visit, duty: Shift, order: list[str]) -> Offer | None:
        """Return what cheapest_offer does, without timing what cannot fit into the duty whatever the hours."""
        if duty.max_stops is not None and len(order) >= duty.max_stops:
            return None
        free_s = spare_s(self.index, duty, order) - visit.service_s
        moved = self.prices.moved if self.index.appointed.get(visit.id, duty.id) != duty.id else 0
        opening = 0 if order else self.prices.opening
        for extra_s, position in detours(self.index, duty, order, visit) if free_s >= 0 else ():
            if extra_s > free_s:
                return None
            longer = [*order[:position], visit.id, *order[position:]]
            if keeps_order(self.index, duty.id, longer) and time_order(self.index, duty.id, longer):
                return Offer(cost=extra_s * self.prices.second + opening + moved, extra_s=extra_s, position=position)
        return None

    def _best_exchange(self) -> State | None:
        """Return the orders after the exchange that changes least among those that lessen the need."""
        before = self._need(self.orders)
        required, optional = self._wanted()
        for visits, sizes in ((required, FEW), (required, MORE), (optional[:CANDIDATES], FEW)):
            found = [after for visit in visits for after in self._after(visit, sizes, before)]
            if found:
                return min(found, key=lambda one: one[0])[1]
        return None

    def _after(self, visit: Visit, sizes: Sequence[int], before: Need) -> Iterator[tuple[tuple[int, int, str], State]]:
        """Yield (what it costs, orders) of a visit's first exchange that lessens the need."""
        ways = exchanges(self.index, self.orders, visit, may_leave=lambda stop: may_move(self.index, stop), sizes=sizes)
        for _, way in zip(range(TRIED), ways, strict=False):
            after = self._settled(way, before)
            if after is not None:
                yield (self._changed(after), -self._prizes(after), visit.id), after
                return

    def _settled(self, way: Exchange, before: Need) -> State | None:
        """Return the orders after an exchange, if it helps: who left goes elsewhere, and room left is used."""
        orders: State = {**self.orders, way.shift: list(way.order)}
        for stop in way.removed:
            leaver = self.index.visits[stop]
            elsewhere = self._placed(orders, leaver, but=way.shift)
            if elsewhere is None and leaver.required:
                elsewhere = self._pushed_in(orders, leaver, but=way.shift)
                if elsewhere is None:
                    return None
            orders = elsewhere or orders
        orders = self._topped_up(orders, way.shift)
        return orders if self._need(orders) < before else None

    def _pushed_in(self, orders: State, visit: Visit, *, but: str) -> State | None:
        """Return the orders with a visit in the place of one that nobody must make, None where that helps nowhere."""
        ways = exchanges(self.index, orders, visit, may_leave=self._is_optional)
        way = next((way for way in ways if way.shift != but), None)
        return None if way is None else {**orders, way.shift: list(way.order)}

    def _is_optional(self, stop: str) -> bool:
        return may_move(self.index, stop) and not self.index.visits[stop].required

    def _topped_up(self, orders: State, shift: str) -> State:
        """Return the orders with whatever a floor still lacks put into one shift."""
        short = lacking(self.index, orders)
        if not short:
            return orders
        placed = {visit for order in orders.values() for visit in order}
        for visit in self.index.problem.visits:
            if visit.id in placed or shift not in self._open[visit.id] or not any(g in short for g in visit.groups):
                continue
            offer = self._offer(visit, shift, orders[shift])
            if offer is not None:
                order = [*orders[shift][: offer.position], visit.id, *orders[shift][offer.position :]]
                orders = {**orders, shift: order}
                short = lacking(self.index, orders)
        return orders

    def _changed(self, orders: State) -> int:
        now = {visit: shift for shift, order in orders.items() for visit in order}
        return sum(now.get(visit) != shift for visit, shift in self.index.appointed.items())

    def _prizes(self, orders: State) -> int:
        return sum(self.index.visits[visit].prize for order in orders.values() for visit in order)
