"""When a team leaves, arrives and returns, given the order of its stops; exact whole seconds.

For one choice of windows and of the gap that holds the break, the finish is
``max(departure + work, constant)`` up to some latest departure. So the best
finish over all departures is found by walking over a few constants: forward to
the earliest finish, backward to the latest departure that keeps it, and on to
the next one while the duty is too long.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.routing import Route, RoutingProblem, Stop
from domain.teams import Break, Shift
from planner.routing.index import Orders, ProblemIndex, Windows, index_problem

NEVER = 1 << 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """Hold a fixed order: n + 1 legs, n services and n window lists, and the shift's break."""

    legs: tuple[int, ...]
    services: tuple[int, ...]
    windows: tuple[Windows, ...]
    pause: Break | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pass:
    """Hold the earliest starts for one departure.

    ``before`` are starts with the break still to come, ``after`` with the
    break behind; ``in_gap[k]`` tells that ``after`` k takes it on leg k.
    """

    before: tuple[int, ...]
    after: tuple[int, ...]
    in_gap: tuple[bool, ...]
    finish: int


def time_route(problem: RoutingProblem, shift: str, visits: Sequence[str]) -> Route | None:
    """Return the times of a shift that makes these visits in this order, None where there are none.

    The earliest return that respects windows, break, duty and shift is taken,
    then the latest departure that keeps it. Agencies, territories and stop
    limits are not looked at (planner.verify does).

    Parameters
    ----------
    shift, visits
        Ids of the problem; at least one visit.

    Raises
    ------
    ValueError
        If there is no visit: an unused shift has no route.
    """
    return time_order(index_problem(problem), shift, visits)


def retime(problem: RoutingProblem, orders: Orders) -> Mapping[str, Route | None]:
    """Return the route of every shift that has visits, None for an order that no time can meet."""
    index = index_problem(problem)
    return {shift: time_order(index, shift, order) for shift, order in orders.items() if order}


def time_order(index: ProblemIndex, shift: str, visits: Sequence[str]) -> Route | None:
    """Return what time_route returns, from a problem's look-ups."""
    if not visits:
        raise ValueError("an unused shift has no route")
    duty = index.shifts[shift]
    line = _line(index, duty, visits)
    departure = None if line is None else _departure(line, duty)
    return None if line is None or departure is None else _route(line, duty, visits, departure)


def _line(index: ProblemIndex, shift: Shift, visits: Sequence[str]) -> _Line | None:
    stops = [index.visits[visit] for visit in visits]
    places = [shift.start_location, *(stop.location for stop in stops), shift.end_location]
    legs = []
    for k in range(len(stops) + 1):
        leg = index.travel_s(places[k], places[k + 1])
        if leg is None:
            return None
        legs.append(leg)
    return _Line(
        legs=tuple(legs),
        services=tuple(stop.service_s for stop in stops),
        windows=tuple(index.windows[visit] for visit in visits),
        pause=shift.pause,
    )


def _departure(line: _Line, shift: Shift) -> int | None:
    """Return the latest departure that keeps the earliest finish within shift and duty."""
    work = sum(line.legs) + sum(line.services) + (line.pause.duration_s if line.pause else 0)
    if work > min(shift.max_duty_s, shift.end_s - shift.start_s):
        return None
    departure = shift.start_s
    while (finish := _forward(line, departure).finish) <= shift.end_s:
        departure = _latest_departure(line, finish)
        if finish - departure <= shift.max_duty_s:
            return departure
        departure += 1
    return None


def _forward(line: _Line, departure: int) -> _Pass:
    """Return the earliest starts and finish for one departure; NEVER where impossible."""
    free, rested = (departure, NEVER) if line.pause else (NEVER, departure)
    before, after, in_gap = [], [], []
    for leg, service, windows in zip(line.legs, line.services, line.windows, strict=False):
        paused = _ready_after_break(line.pause, free, leg)
        in_gap.append(paused < rested + leg)
        before.append(_first_start(windows, free + leg))
        after.append(_first_start(windows, min(rested + leg, paused)))
        free, rested = before[-1] + service, after[-1] + service
    paused = _ready_after_break(line.pause, free, line.legs[-1])
    in_gap.append(paused < rested + line.legs[-1])
    finish = min(rested + line.legs[-1], paused)
    return _Pass(before=tuple(before), after=tuple(after), in_gap=tuple(in_gap), finish=finish)


def _first_start(windows: Windows, ready: int) -> int:
    for earliest, latest in windows:
        if ready <= latest:
            return max(ready, earliest)
    return NEVER


def _ready_after_break(pause: Break | None, leave: int, leg: int) -> int:
    """Return when a leg and a break between two stops are over, NEVER where the break cannot start."""
    if pause is None or leave > pause.latest_s:
        return NEVER
    return max(leave + leg, pause.earliest_s) + pause.duration_s


def _latest_departure(line: _Line, finish: int) -> int:
    """Return the latest departure that still finishes by then; some departure does."""
    rested, free = finish - line.legs[-1], _leave_before_break(line.pause, finish, line.legs[-1])
    for k in range(len(line.services) - 1, -1, -1):
        start_rested = _last_start(line.windows[k], rested - line.services[k])
        start_free = _last_start(line.windows[k], free - line.services[k])
        paused = _leave_before_break(line.pause, start_rested, line.legs[k])
        rested, free = start_rested - line.legs[k], max(start_free - line.legs[k], paused)
    return free if line.pause else rested


def _last_start(windows: Windows, ready: int) -> int:
    return max((min(ready, latest) for earliest, latest in windows if earliest <= ready), default=-NEVER)


def _leave_before_break(pause: Break | None, ready: int, leg: int) -> int:
    """Return the latest leave such that leg and break are over by ready."""
    if pause is None or ready < pause.earliest_s + pause.duration_s:
        return -NEVER
    return min(ready - pause.duration_s - leg, pause.latest_s)


def _route(line: _Line, shift: Shift, visits: Sequence[str], departure: int) -> Route:
    times = _forward(line, departure)
    gap = _break_gap(line, times)
    starts = [times.after[k] if line.pause is None or k >= gap else times.before[k] for k in range(len(visits))]
    leaves = [departure, *(start + service for start, service in zip(starts, line.services, strict=True))]
    break_start = _break_start(line.pause, leaves[gap], line.legs[gap]) if line.pause else None
    stops = []
    for k, visit in enumerate(visits):
        arrival = leaves[k] + line.legs[k]
        if line.pause and break_start is not None and k == gap and break_start < arrival:
            arrival += line.pause.duration_s
        wait = starts[k] - arrival
        stops.append(Stop(visit=visit, arrival_s=arrival, wait_s=wait, start_s=starts[k], leave_s=leaves[k + 1]))
    return Route(
        shift=shift.id,
        departure_s=departure,
        return_s=times.finish,
        travel_s=sum(line.legs),
        break_start_s=break_start,
        stops=tuple(stops),
    )


def _break_gap(line: _Line, times: _Pass) -> int:
    """Return the leg that holds the break: gap k lies before stop k, the last one before the return."""
    gap = len(line.services)
    while line.pause and gap > 0 and not times.in_gap[gap]:
        gap -= 1
    return gap


def _break_start(pause: Break, leave: int, leg: int) -> int:
    """Return where in its gap a break starts: on leaving, else on arriving, else on the way."""
    if leave >= pause.earliest_s:
        return leave
    arrival = leave + leg
    return max(arrival, pause.earliest_s) if arrival <= pause.latest_s else pause.earliest_s
