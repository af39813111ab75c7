"""What would place a visit that is left out, and its exact cost in points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from domain.routing import Remedy, UnassignedReason, Visit
from domain.teams import Shift
from planner.explanation.exchanging import exchange_costs
from planner.explanation.reasons import insertions, travelled_s
from planner.routing.index import ProblemIndex
from planner.routing.rules import objection
from planner.routing.scoring import exact
from planner.routing.timing import time_order
from planner.routing.worth import lacking

Orders = Mapping[str, Sequence[str]]
Priced = tuple[Fraction, Remedy]

FEWEST = 2
"""An office that cannot take one way needs another."""
MOST_LONGER_MIN = 120
"""Nobody is asked to stay more than two hours longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Left:
    """Hold a visit that is left out, with the reason of every shift."""

    index: ProblemIndex
    orders: Orders
    visit: Visit
    reasons: Sequence[UnassignedReason]

    def order(self, shift: str) -> Sequence[str]:
        return self.orders.get(shift, ())


def remedies_of(
    index: ProblemIndex, orders: Orders, visit: Visit, reasons: Sequence[UnassignedReason]
) -> tuple[Remedy, ...]:
    """Return the cheapest remedy of each kind, the cheapest first; where that is one alone, the next cheapest too.

    A visit that neither is required nor serves a floor that is short was left
    out by choice: nobody has to give way or stay longer for it.
    """
    left = _Left(index=index, orders=orders, visit=visit, reasons=reasons)
    short = lacking(index, orders)
    is_owed = visit.required or any(group in short for group in visit.groups)
    ways_in = (_extra_shifts, _agencies, *((_longer_duties, _exchanges) if is_owed else ()))
    kinds = [_sorted(kind(left)) for kind in ways_in]
    best = [ways[0] for ways in kinds if ways]
    others = _sorted([way for ways in kinds for way in ways[1:]])
    return tuple(remedy for _, remedy in _sorted([*best, *others[: max(0, FEWEST - len(best))]]))


def _sorted(ways: Sequence[Priced]) -> list[Priced]:
    return sorted(ways, key=lambda way: (way[0], way[1].code))


def _cheapest_each(ways: Sequence[tuple[Fraction, int, str, Remedy]]) -> list[Priced]:
    """Return the cheapest (cost, rank, key, remedy) of each key."""
    found: dict[str, Priced] = {}
    for cost, _, key, remedy in sorted(ways, key=lambda way: way[:2]):
        found.setdefault(key, (cost, replace(remedy, cost=float(cost))))
    return list(found.values())


def _extra_shifts(left: _Left) -> list[Priced]:
    """Return, per team, one more shift like the cheapest of its shifts that would take the visit alone."""
    index, found = left.index, []
    for rank, shift in enumerate(index.problem.shifts):
        standing = objection(index, left.visit, shift)
        if (standing and standing.params.get("cause") != "lost") or shift.max_stops == 0:
            continue
        route = time_order(index, shift.id, [left.visit.id])
        if route:
            cost = exact(index.problem.weights.per_shift) + _travel_points(index, route.travel_s)
            remedy = Remedy(code="extra_shift", params={"team": shift.team, "like": shift.id})
            found.append((cost, rank, shift.team, remedy))
    return _cheapest_each(found)


def _agencies(left: _Left) -> list[Priced]:
    """Return, per missing agency, the cheapest shift that lacks nothing else."""
    found = []
    for rank, reason in enumerate(left.reasons):
        shift = left.index.shifts[reason.shift]
        order = left.order(shift.id)
        if reason.code != "agency" or not _has_room(shift, order):
            continue
        for cost in _insertion_costs(left, shift, shift):
            remedy = Remedy(code="agency_present", params={"agency": reason.params["agency"], "shift": shift.id})
            found.append((cost, rank, str(reason.params["agency"]), remedy))
    return _cheapest_each(found)


def _longer_duties(left: _Left) -> list[Priced]:
    """Return, per shift that is too short, the fewest whole minutes of longer duty that let the visit in."""
    found = []
    for rank, reason in enumerate(left.reasons):
        shift = left.index.shifts[reason.shift]
        is_short = reason.code == "duty" or reason.params.get("cause") in ("late", "full")
        minutes = _fewest_minutes(left, shift) if is_short and _has_room(shift, left.order(shift.id)) else None
        if minutes is None:
            continue
        cost = min(_insertion_costs(left, shift, _longer(shift, minutes)))
        params: dict[str, str | int] = {"shift": shift.id, "team": shift.team, "minutes": minutes}
        found.append((cost, rank, shift.id, Remedy(code="longer_duty", params=params)))
    return _cheapest_each(found)


def _fewest_minutes(left: _Left, shift: Shift) -> int | None:
    """Return how many minutes a shift is short of, by halving: more time never takes a way away."""
    low, high = 0, MOST_LONGER_MIN
    order = left.order(shift.id)
    if not insertions(left.index, _longer(shift, high), order, left.visit):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if insertions(left.index, _longer(shift, middle), order, left.visit):
            high = middle
        else:
            low = middle
    return high


def _longer(shift: Shift, minutes: int) -> Shift:
    return replace(shift, max_duty_s=shift.max_duty_s + 60 * minutes, end_s=shift.end_s + 60 * minutes)


def _exchanges(left: _Left) -> list[Priced]:
    """Return the cheapest exchanges with one other visit, each other visit once."""
    found = []
    for rank, way in enumerate(exchange_costs(left.index, left.orders, left.visit)):
        params: dict[str, str | int] = {"shift": way.shift, "other": way.other, "to": way.to}
        if not way.to:
            del params["to"]
        remedy = Remedy(code="exchange" if way.to else "exchange_out", params=params)
        found.append((way.cost, rank, way.other, remedy))
    return _cheapest_each(found)


def _insertion_costs(left: _Left, shift: Shift, trial: Shift) -> list[Fraction]:
    """Return what every place in a shift would cost under the limits of a trial: the detour, and opening it."""
    order = left.order(shift.id)
    before_s = travelled_s(left.index, shift, order)
    opening = Fraction(0) if order else exact(left.index.problem.weights.per_shift)
    routes = insertions(left.index, trial, order, left.visit)
    return [opening + _travel_points(left.index, route.travel_s - before_s) for route in routes]


def _has_room(shift: Shift, order: Sequence[str]) -> bool:
    return shift.max_stops is None or len(order) < shift.max_stops


def _travel_points(index: ProblemIndex, seconds: int) -> Fraction:
    return exact(index.problem.weights.travel_points_per_minute) * Fraction(seconds, 60)
