"""A visit that is left out: the reason of every shift, and the cheapest remedies."""

from collections.abc import Sequence

from domain.routing import Route, RoutingProblem, Unassigned
from planner.explanation.reasons import reason_of
from planner.explanation.remedies import remedies_of
from planner.routing.index import index_problem


def explain_unassigned(problem: RoutingProblem, routes: Sequence[Route], visit: str) -> Unassigned:
    """Return for each shift why it cannot take a visit, and the cheapest ways to place it.

    Reasons: shift (cause lost, forbidden, locked, done, late or full),
    territory, agency, stops, road, window, duty; and where it would fit after
    all: fits (a required visit) or cost (its prize does not pay the detour).
    The reason is the one rule whose relaxation alone lets the visit in.
    Remedies: the cheapest of each kind, the cheapest first, and at least two
    where two exist: extra_shift, agency_present, longer_duty, exchange (another
    visit goes to another shift), exchange_out (another one is left out);
    cost in points, each timed.
    """
    index = index_problem(problem)
    orders = {route.shift: [stop.visit for stop in route.stops] for route in routes}
    wanted = index.visits[visit]
    reasons = tuple(reason_of(index, shift, orders.get(shift.id, []), wanted) for shift in problem.shifts)
    return Unassigned(visit=visit, reasons=reasons, remedies=remedies_of(index, orders, wanted, reasons))
