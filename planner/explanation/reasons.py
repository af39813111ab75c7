"""Why a visit is left out, shift by shift, by really trying to put it in."""

from collections.abc import Sequence
from dataclasses import replace

from domain.routing import Route, UnassignedReason, Visit
from domain.teams import Shift
from domain.units import DAY_S
from planner.routing.index import ANY_TIME, ProblemIndex
from planner.routing.insertion import detours
from planner.routing.rules import keeps_order, objection
from planner.routing.timing import time_order

NO_LIMIT_S = 1 << 40


def reason_of(index: ProblemIndex, shift: Shift, order: Sequence[str], visit: Visit) -> UnassignedReason:
    """Return the one rule that keeps a visit out of a shift, or that it would fit after all."""
    standing = objection(index, visit, shift)
    if standing is not None:
        return standing
    if shift.max_stops is not None and len(order) >= shift.max_stops:
        return UnassignedReason(code="stops", shift=shift.id, params={"max_stops": shift.max_stops})
    if not detours(index, shift, order, visit):
        return UnassignedReason(code="road", shift=shift.id)
    fitting = insertions(index, shift, order, visit)
    if fitting:
        extra_s = min(route.travel_s for route in fitting) - travelled_s(index, shift, order)
        return UnassignedReason(
            code="fits" if visit.required else "cost", shift=shift.id, params={"extra_s": max(0, extra_s)}
        )
    return _binding_time(index, shift, order, visit)


def _binding_time(index: ProblemIndex, shift: Shift, order: Sequence[str], visit: Visit) -> UnassignedReason:
    """Return which one of window, duty and end of shift keeps the visit out."""
    open_all_day = replace(index, windows={**index.windows, visit.id: ANY_TIME})
    found = insertions(open_all_day, shift, order, visit)
    if found:
        start_s = min(stop.start_s for route in found for stop in route.stops if stop.visit == visit.id)
        return UnassignedReason(code="window", shift=shift.id, params={"start_s": start_s})
    found = insertions(index, replace(shift, max_duty_s=NO_LIMIT_S), order, visit)
    if found:
        over_s = min(route.return_s - route.departure_s for route in found) - shift.max_duty_s
        return UnassignedReason(code="duty", shift=shift.id, params={"over_s": over_s})
    found = insertions(index, replace(shift, end_s=shift.end_s + DAY_S), order, visit)
    if found:
        late_s = min(route.return_s for route in found) - shift.end_s
        return UnassignedReason(code="shift", shift=shift.id, params={"cause": "late", "late_s": late_s})
    unlimited = replace(shift, end_s=shift.end_s + DAY_S, max_duty_s=NO_LIMIT_S)
    if insertions(index, unlimited, order, visit):
        return UnassignedReason(code="shift", shift=shift.id, params={"cause": "full"})
    return UnassignedReason(code="window", shift=shift.id, params={"start_s": max(shift.start_s, 0)})


def insertions(index: ProblemIndex, shift: Shift, order: Sequence[str], visit: Visit) -> list[Route]:
    """Return the timed routes of every place that time and kept order allow, under the shift as given."""
    trial = replace(index, shifts={**index.shifts, shift.id: shift})
    routes = []
    for _, position in detours(trial, shift, order, visit):
        longer = [*order[:position], visit.id, *order[position:]]
        route = time_order(trial, shift.id, longer) if keeps_order(trial, shift.id, longer) else None
        if route is not None:
            routes.append(route)
    return routes


def travelled_s(index: ProblemIndex, shift: Shift, order: Sequence[str]) -> int:
    """Return the seconds that a shift drives, 0 for one without stops."""
    route = time_order(index, shift.id, order) if order else None
    return route.travel_s if route else 0
