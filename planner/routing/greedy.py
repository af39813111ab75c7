"""The reference solver: put in the visit that would lose most by waiting, where it costs least."""

from collections.abc import Iterable, Mapping

from domain.routing import RoutingProblem, Visit
from planner.routing.engine import Found, Limits, Watch
from planner.routing.index import Orders, ProblemIndex, index_problem
from planner.routing.insertion import Offer, cheapest_offer
from planner.routing.prices import Prices, whole_prices
from planner.routing.rules import keeps_order, objection, open_shifts
from planner.routing.timing import time_order
from planner.routing.worth import lacking

VERSION = "1"
REGRET_SHIFTS = 3


def search(problem: RoutingProblem, *, start: Orders | None, seed: int, limits: Limits, watch: Watch) -> Found:
    """Return orders by regret insertion: required visits, then groups' floors, then what pays.

    It ends by itself, so a number of iterations does not limit it; one
    iteration is one insertion. The seed is not used: there is no chance in it.
    """
    index = index_problem(problem)
    board = _Board(index, start if start is not None else standing_orders(index))
    deadline = watch.deadline_s(limits)
    iterations, stopped_by = 0, None
    while stopped_by is None:
        choice = board.next_required() or board.next_for_groups() or board.next_worthwhile()
        if choice is None:
            break
        board.insert(*choice)
        iterations += 1
        watch.on_progress("route.greedy", iterations, iterations + len(board.offers))
        stopped_by = watch.reason_to_stop(deadline)
    return Found(orders=board.orders, iterations=iterations, stopped_by=stopped_by or "iterations", version=VERSION)


def standing_orders(index: ProblemIndex) -> dict[str, list[str]]:
    """Return what still holds of the current plan: done stops, then each appointment that its shift can keep."""
    orders: dict[str, list[str]] = {}
    for shift, old in index.current.routes:
        kept = list(index.frozen[shift])
        for visit in old:
            longer = [*kept, visit]
            if visit not in kept and _holds(index, shift, longer):
                kept = longer
        orders[shift] = kept
    return orders


def _holds(index: ProblemIndex, shift: str, order: list[str]) -> bool:
    duty = index.shifts[shift]
    if duty.max_stops is not None and len(order) > duty.max_stops:
        return False
    if objection(index, index.visits[order[-1]], duty) is not None:
        return False
    return keeps_order(index, shift, order) and time_order(index, shift, order) is not None


class _Board:
    """Keep the orders made so far and each waiting visit's cheapest offer from each shift."""

    def __init__(self, index: ProblemIndex, start: Orders) -> None:
        self.index = index
        self.prices: Prices = whole_prices(index.problem.weights)
        self.orders: dict[str, list[str]] = {shift.id: list(start.get(shift.id, ())) for shift in index.problem.shifts}
        placed = {visit for order in self.orders.values() for visit in order}
        self.offers: dict[str, dict[str, Offer]] = {
            visit.id: self._offers(visit, open_shifts(index, visit))
            for visit in index.problem.visits
            if visit.id not in placed
        }
        self.rank = {visit.id: k for k, visit in enumerate(index.problem.visits)}

    def _offers(self, visit: Visit, shifts: Iterable[str]) -> dict[str, Offer]:
        offers = {shift: self._offer(visit, shift) for shift in shifts}
        return {shift: offer for shift, offer in offers.items() if offer is not None}

    def _offer(self, visit: Visit, shift: str) -> Offer | None:
        return cheapest_offer(self.index, self.prices, self.index.shifts[shift], self.orders[shift], visit)

    def insert(self, visit: str, shift: str) -> None:
        """Put a visit where its offer says, and ask that shift for new offers."""
        self.orders[shift].insert(self.offers.pop(visit)[shift].position, visit)
        for waiting, offers in self.offers.items():
            if shift in offers:
                offer = self._offer(self.index.visits[waiting], shift)
                if offer is None:
                    del offers[shift]
                else:
                    offers[shift] = offer

    def next_required(self) -> tuple[str, str] | None:
        """Return the required visit that would lose most by waiting, with its shift."""
        waiting = [visit for visit, offers in self.offers.items() if offers and self.index.visits[visit].required]
        if not waiting:
            return None
        visit = min(waiting, key=self._urgency)
        return visit, _cheapest(self.offers[visit])[0]

    def _urgency(self, visit: str) -> tuple[int, int, int, int]:
        """Order by priority, then few shifts left, then regret, then the problem's order."""
        costs = sorted(offer.cost for offer in self.offers[visit].values())[:REGRET_SHIFTS]
        regret = sum(costs) - len(costs) * costs[0]
        return (
            -self.index.visits[visit].priority,
            min(len(self.offers[visit]), REGRET_SHIFTS),
            -regret,
            self.rank[visit],
        )

    def next_for_groups(self) -> tuple[str, str] | None:
        """Return the visit that fills most groups still short, then gains most."""
        short = lacking(self.index, self.orders)
        helps = {visit: sum(group in short for group in self.index.visits[visit].groups) for visit in self.offers}
        waiting = [visit for visit, offers in self.offers.items() if offers and helps[visit]]
        if not waiting:
            return None
        visit = max(waiting, key=lambda one: (helps[one], self._gain(one), -self.rank[one]))
        return visit, _cheapest(self.offers[visit])[0]

    def next_worthwhile(self) -> tuple[str, str] | None:
        """Return the visit that gains most for the time it takes, None where none gains."""
        waiting = [visit for visit, offers in self.offers.items() if offers and self._gain(visit) > 0]
        if not waiting:
            return None
        visit = max(waiting, key=lambda one: (self._gain(one) / (1 + self._takes_s(one)), -self.rank[one]))
        return visit, _cheapest(self.offers[visit])[0]

    def _gain(self, visit: str) -> int:
        return self.index.visits[visit].prize * self.prices.point - _cheapest(self.offers[visit])[1].cost

    def _takes_s(self, visit: str) -> int:
        return self.index.visits[visit].service_s + _cheapest(self.offers[visit])[1].extra_s


def _cheapest(offers: Mapping[str, Offer]) -> tuple[str, Offer]:
    return min(offers.items(), key=lambda item: (item[1], item[0]))
