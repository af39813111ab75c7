"""Exchanges of a plan that are as likely as their reverse: days, shifts, pieces of a route, stops."""

from collections.abc import Callable

from planner.routing.exchanges import may_move
from planner.routing.near_plans import Change, Ground, Standing

Below = Callable[[int], int]
"""Called with n: the next whole number from 0 to n - 1, each as likely."""


def _exchange_days(ground: Ground, state: Standing, below: Below) -> Change | None:
    """Exchange two days as a whole, each team's shifts with its own of the other day."""
    days = [ground.days[below(len(ground.days))] for _ in range(2)]
    of_team: dict[str, list[list[str]]] = {}
    for shift in ground.live:
        duty = ground.index.shifts[shift]
        if duty.date in days:
            of_team.setdefault(duty.team, [[], []])[days.index(duty.date)].append(shift)
    change: Change = {}
    for ones, others in of_team.values():
        if len(ones) != len(others) and any(state.order(shift) for shift in (*ones, *others)):
            return None
        for one, other in zip(ones, others, strict=False):
            change |= {one: state.order(other), other: state.order(one)}
    return change if days[0] != days[1] else None


def _exchange_shifts(ground: Ground, state: Standing, below: Below) -> Change | None:
    """Exchange all that two shifts do; one of them may be unused."""
    one, other = (ground.live[below(len(ground.live))] for _ in range(2))
    if one == other or not (state.order(one) or state.order(other)):
        return None
    return {one: state.order(other), other: state.order(one)}


def _turn(ground: Ground, state: Standing, below: Below) -> Change | None:
    """Turn a piece of a shift's order round, or the whole of it."""
    shift = ground.live[below(len(ground.live))]
    order = state.order(shift)
    if len(order) < 2:
        return None
    first, last = sorted((below(len(order)), below(len(order))))
    order[first : last + 1] = reversed(order[first : last + 1])
    return {shift: order} if first < last else None


def _exchange_stops(ground: Ground, state: Standing, below: Below) -> Change | None:
    """Exchange the places of two stops."""
    stops = _stops(ground, state)
    if len(stops) < 2:
        return None
    (one, i), (other, j) = (stops[below(len(stops))] for _ in range(2))
    change = {shift: state.order(shift) for shift in (one, other)}
    change[one][i], change[other][j] = change[other][j], change[one][i]
    return change if (one, i) != (other, j) else None


def _move_stop(ground: Ground, state: Standing, below: Below) -> Change | None:
    """Put one stop at any place of any shift."""
    stops = _stops(ground, state)
    if not stops:
        return None
    here, place = stops[below(len(stops))]
    change = {here: state.order(here)}
    visit = change[here].pop(place)
    gaps = [(shift, k) for shift in ground.live for k in range(len(change.get(shift, state.order(shift))) + 1)]
    there, position = gaps[below(len(gaps))]
    change.setdefault(there, state.order(there)).insert(position, visit)
    return change


def _stops(ground: Ground, state: Standing) -> list[tuple[str, int]]:
    """Return (shift, place) of every stop that is neither done nor locked, in the problem's order."""
    return [
        (shift, k)
        for shift in ground.live
        for k, visit in enumerate(state.order(shift))
        if may_move(ground.index, visit)
    ]


MOVES = (_exchange_days, _exchange_shifts, _turn, _exchange_stops, _move_stop)
