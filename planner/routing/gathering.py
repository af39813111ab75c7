"""Bringing groups that would warn each other together, for what that may cost."""

from collections.abc import Sequence
from datetime import date

from planner.routing.exchanges import may_move
from planner.routing.insertion import cheapest_offer
from planner.routing.near_plans import Ground, Standing, changed_by
from planner.routing.prices import Prices, whole_prices


def gathered(ground: Ground, state: Standing) -> Standing:
    """Bring groups together that are not, each on the day of one of its members where that costs least."""
    prices = whole_prices(ground.index.problem.weights)
    for group in ground.index.problem.together:
        members = [visit for visit in group.visits if may_move(ground.index, visit)]
        days = sorted({ground.index.shifts[s].date for s in state.routes if set(state.order(s)) & set(members)})
        tried = [_brought(ground, state, members, day, prices) for day in days]
        better = [found for found in tried if found is not None and found.kept > state.kept]
        if better:
            state = max(better, key=lambda found: (found.kept, found.score))
    return state


def _brought(ground: Ground, state: Standing, members: Sequence[str], day: date, prices: Prices) -> Standing | None:
    """Return the plan with these visits put in anew on a day at the least cost, None where one fits nowhere."""
    change = {
        shift: [visit for visit in state.order(shift) if visit not in members]
        for shift in state.routes
        if set(state.order(shift)) & set(members)
    }
    placed = [visit for shift in state.routes for visit in state.order(shift) if visit in members]
    for name in placed:
        offers = [
            (offer, shift)
            for shift in ground.live
            if ground.index.shifts[shift].date == day and name in ground.takes[shift]
            if (
                offer := cheapest_offer(
                    ground.index, prices, ground.index.shifts[shift], change.get(shift, state.order(shift)),
                    ground.index.visits[name],
                )
            )
        ]  # fmt: skip
        if not offers:
            return None
        offer, shift = min(offers)
        change.setdefault(shift, state.order(shift)).insert(offer.position, name)
    return changed_by(ground, state, change)
