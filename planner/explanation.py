"""Why a visit is left out, shift by shift, by really trying to put it in; and what would help."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from domain.routing import Remedy, Route, RoutingProblem, Unassigned, UnassignedReason, Visit
from domain.teams import Shift
from domain.units import DAY_S
from planner.routing.index import ANY_TIME, ProblemIndex, index_problem
from planner.routing.insertion import detours
from planner.routing.rules import keeps_order, objection
from planner.routing.scoring import exact
from planner.routing.timing import time_order

NO_LIMIT_S = 1 << 40


def explain_unassigned(problem: RoutingProblem, routes: Sequence[Route], visit: str) -> Unassigned:
    """Return for each shift why it cannot take a visit, and the cheapest ways to place it.

    Reasons: shift (cause lost, forbidden, locked, done, late or full),
    territory, agency, stops, road, window, duty; and where it would fit after
    all: fits (a required visit) or cost (its prize does not pay the detour).
    The reason is the one rule whose relaxation alone lets the visit in.
    Remedies: extra_shift, agency_present; cost in points.
    """
    index = index_problem(problem)
    orders = {route.shift: [stop.visit for stop in route.stops] for route in routes}
    wanted = index.visits[visit]
    reasons = tuple(_reason(index, shift, orders.get(shift.id, []), wanted) for shift in problem.shifts)
    return Unassigned(visit=visit, reasons=reasons, remedies=_remedies(index, orders, wanted, reasons))


def _reason(index: ProblemIndex, shift: Shift, order: Sequence[str], visit: Visit) -> UnassignedReason:
    standing = objection(index, visit, shift)
    if standing is not None:
        return standing
    if shift.max_stops is not None and len(order) >= shift.max_stops:
        return UnassignedReason(code="stops", shift=shift.id, params={"max_stops": shift.max_stops})
    if not detours(index, shift, order, visit):
        return UnassignedReason(code="road", shift=shift.id)
    fitting = _insertions(index, shift, order, visit)
    if fitting:
        extra_s = min(route.travel_s for route in fitting) - _travel_s(index, shift, order)
        return UnassignedReason(
            code="fits" if visit.required else "cost", shift=shift.id, params={"extra_s": max(0, extra_s)}
        )
    return _binding_time(index, shift, order, visit)


def _binding_time(index: ProblemIndex, shift: Shift, order: Sequence[str], visit: Visit) -> UnassignedReason:
    """Return which one of window, duty and end of shift keeps the visit out."""
    open_all_day = replace(index, windows={**index.windows, visit.id: ANY_TIME})
    found = _insertions(open_all_day, shift, order, visit)
    if found:
        start_s = min(stop.start_s for route in found for stop in route.stops if stop.visit == visit.id)
        return UnassignedReason(code="window", shift=shift.id, params={"start_s": start_s})
    found = _insertions(index, replace(shift, max_duty_s=NO_LIMIT_S), order, visit)
    if found:
        over_s = min(route.return_s - route.departure_s for route in found) - shift.max_duty_s
        return UnassignedReason(code="duty", shift=shift.id, params={"over_s": over_s})
    found = _insertions(index, replace(shift, end_s=shift.end_s + DAY_S), order, visit)
    if found:
        late_s = min(route.return_s for route in found) - shift.end_s
        return UnassignedReason(code="shift", shift=shift.id, params={"cause": "late", "late_s": late_s})
    unlimited = replace(shift, end_s=shift.end_s + DAY_S, max_duty_s=NO_LIMIT_S)
    if _insertions(index, unlimited, order, visit):
        return UnassignedReason(code="shift", shift=shift.id, params={"cause": "full"})
    return UnassignedReason(code="window", shift=shift.id, params={"start_s": max(shift.start_s, 0)})


def _insertions(index: ProblemIndex, shift: Shift, order: Sequence[str], visit: Visit) -> list[Route]:
    """Return the timed routes of every place that time and kept order allow, under the shift as given."""
    trial = replace(index, shifts={**index.shifts, shift.id: shift})
    routes = []
    for _, position in detours(trial, shift, order, visit):
        longer = [*order[:position], visit.id, *order[position:]]
        route = time_order(trial, shift.id, longer) if keeps_order(trial, shift.id, longer) else None
        if route is not None:
            routes.append(route)
    return routes


def _travel_s(index: ProblemIndex, shift: Shift, order: Sequence[str]) -> int:
    route = time_order(index, shift.id, order) if order else None
    return route.travel_s if route else 0


def _remedies(
    index: ProblemIndex,
    orders: Mapping[str, Sequence[str]],
    visit: Visit,
    reasons: Sequence[UnassignedReason],
) -> tuple[Remedy, ...]:
    """Return the cheapest remedy of each kind, the cheaper kind first."""
    kinds = (_extra_shift(index, visit), _agency_present(index, orders, visit, reasons))
    return tuple(sorted((remedy for remedy in kinds if remedy), key=lambda remedy: (remedy.cost, remedy.code)))


def _extra_shift(index: ProblemIndex, visit: Visit) -> Remedy | None:
    """Return the cheapest shift of the same kind as one of the problem's that would take the visit alone."""
    found = []
    for rank, shift in enumerate(index.problem.shifts):
        standing = objection(index, visit, shift)
        if (standing and standing.params.get("cause") != "lost") or shift.max_stops == 0:
            continue
        route = time_order(index, shift.id, [visit.id])
        if route:
            cost = exact(index.problem.weights.per_shift) + _travel_points(index, route.travel_s)
            found.append((cost, rank, shift))
    if not found:
        return None
    cost, _, shift = min(found, key=lambda one: one[:2])
    return Remedy(code="extra_shift", params={"team": shift.team, "like": shift.id}, cost=float(cost))


def _agency_present(
    index: ProblemIndex,
    orders: Mapping[str, Sequence[str]],
    visit: Visit,
    reasons: Sequence[UnassignedReason],
) -> Remedy | None:
    """Return the cheapest shift that only lacks an agency."""
    found = []
    for rank, reason in enumerate(reasons):
        shift, order = index.shifts[reason.shift], orders.get(reason.shift, [])
        has_room = shift.max_stops is None or len(order) < shift.max_stops
        if reason.code == "agency" and has_room:
            travelled_s = _travel_s(index, shift, order)
            opening = Fraction(0) if order else exact(index.problem.weights.per_shift)
            for route in _insertions(index, shift, order, visit):
                found.append((opening + _travel_points(index, route.travel_s - travelled_s), rank, reason))
    if not found:
        return None
    cost, _, reason = min(found, key=lambda one: one[:2])
    params = {"agency": reason.params["agency"], "shift": reason.shift}
    return Remedy(code="agency_present", params=params, cost=float(cost))


def _travel_points(index: ProblemIndex, seconds: int) -> Fraction:
    return exact(index.problem.weights.travel_points_per_minute) * Fraction(seconds, 60)
