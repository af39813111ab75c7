"""Plans near a good one: what each is worth, and whether rules, clock and a ceiling of the cost allow it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from domain.routing import Route
from planner.routing.index import ProblemIndex
from planner.routing.rules import keeps_order, objection
from planner.routing.scoring import score_routes
from planner.routing.timing import time_order
from planner.warning import is_together

Change = dict[str, list[str]]
"""Shift to its new order, for the shifts that an exchange changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Hold what a walk keeps to: who may go where, the least score, and the shifts that a plan may use."""

    index: ProblemIndex
    takes: Mapping[str, frozenset[str]]
    live: tuple[str, ...]
    days: tuple[date, ...]
    least: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Hold a timed plan: shift to route, its score, and how many groups it keeps together."""

    routes: Mapping[str, Route]
    score: Fraction
    kept: int

    def order(self, shift: str) -> list[str]:
        """Return the visits of a shift, none for an unused one."""
        route = self.routes.get(shift)
        return [stop.visit for stop in route.stops] if route else []


def ground_of(index: ProblemIndex, *, least: Fraction) -> Ground:
    """Return what plans of a problem with at least this score keep to."""
    lost = set(index.current.lost_shifts)
    visits = index.problem.visits
    return Ground(
        index=index,
        takes={
            shift.id: frozenset(visit.id for visit in visits if objection(index, visit, shift) is None)
            for shift in index.problem.shifts
        },
        live=tuple(shift.id for shift in index.problem.shifts if shift.id not in lost),
        days=tuple(sorted({shift.date for shift in index.problem.shifts})),
        least=least,
    )


def standing_of(index: ProblemIndex, routes: Mapping[str, Route]) -> Standing:
    kept = 0
    if index.problem.together:
        days = {shift: index.shifts[shift].date for shift in routes}
        starts = {stop.visit: (days[r.shift], stop.start_s) for r in routes.values() for stop in r.stops}
        kept = sum(
            is_together([starts[visit] for visit in group.visits if visit in starts], within_s=group.within_s)
            for group in index.problem.together
        )
    return Standing(routes=routes, score=score_routes(index, tuple(routes.values())), kept=kept)


def changed_by(ground: Ground, state: Standing, change: Change) -> Standing | None:
    """Return the plan after an exchange, None where a rule, the clock or the ceiling forbids it."""
    routes = dict(state.routes)
    for shift, order in change.items():
        route = timed(ground, shift, order)
        if route is None and (order or ground.index.frozen.get(shift)):
            return None
        if route is None:
            routes.pop(shift, None)
        else:
            routes[shift] = route
    changed = standing_of(ground.index, routes)
    return changed if changed.score >= ground.least else None


def timed(ground: Ground, shift: str, order: Sequence[str]) -> Route | None:
    """Return the times of an order that every rule allows, None for none."""
    most = ground.index.shifts[shift].max_stops
    if not order or (most is not None and len(order) > most) or not ground.takes[shift].issuperset(order):
        return None
    return time_order(ground.index, shift, order) if keeps_order(ground.index, shift, order) else None
