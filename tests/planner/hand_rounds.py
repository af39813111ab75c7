"""The shared rounds after the draw made stricter by a stated rule, and plans of them made without an engine.

Stricter: every shift of nine hours rests 30 minutes between three and a half and five hours after it begins, within
the same duty; it makes seven stops at most; every visit opens in three windows, because doors close for 20 to 40
minutes by chance: twice in one long window, once in the longer of two.

    python tests/planner/hand_rounds.py

writes the plans (shift to visits in order, nothing of the rounds themselves) into hand_plans/.
"""

import json
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from domain.routing import Route, RoutingProblem, Visit
from domain.teams import Break, Shift
from planner.routing.formats import read_problem
from planner.routing.index import index_problem
from planner.routing.timing import time_order, time_route

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "benchmarks" / "required"
PLANS = HERE / "hand_plans"
ROUNDS = tuple(range(201, 209))
MINUTE, HOUR = 60, 3600
MOST_STOPS, REST_S = 7, 30 * MINUTE

Orders = dict[str, tuple[str, ...]]


def strict_round(number: int) -> RoutingProblem:
    """Return one of the shared rounds made stricter; the same number gives the same round."""
    text = (SHARED / f"required-{number}.json").read_text(encoding="utf-8")
    plain, chance = read_problem(text), random.Random(number)
    return replace(
        plain,
        shifts=tuple(_rested(shift) for shift in plain.shifts),
        visits=tuple(replace(visit, windows=_three_windows(visit, chance)) for visit in plain.visits),
    )


def _rested(shift: Shift) -> Shift:
    first = shift.start_s + 7 * HOUR // 2
    pause = Break(earliest_s=first, latest_s=first + 3 * HOUR // 2, duration_s=REST_S)
    return replace(shift, pause=pause, max_stops=MOST_STOPS)


def _three_windows(visit: Visit, chance: random.Random) -> tuple[tuple[int, int], ...]:
    windows = list(visit.windows)
    while len(windows) < 3:
        longest = max(windows, key=lambda window: window[1] - window[0])
        shut = MINUTE * chance.randint(20, 40)
        share = 3 if len(windows) == 1 else 2
        middle = longest[0] + (longest[1] - longest[0]) // share
        windows.remove(longest)
        windows += [(longest[0], middle - shut // 2), (middle + shut - shut // 2, longest[1])]
    return tuple(sorted(windows))


def hand_plan(number: int) -> Orders:
    """Return the stored plan of a stricter round."""
    stored = json.loads((PLANS / f"required-{number}.json").read_text(encoding="utf-8"))
    return {shift: tuple(order) for shift, order in stored.items()}


def routes_of(problem: RoutingProblem, orders: Mapping[str, Sequence[str]]) -> list[Route]:
    """Return the orders with times."""
    routes = [time_route(problem, shift, order) for shift, order in orders.items() if order]
    assert None not in routes
    return [route for route in routes if route]


class Table:
    """Plan by hand: put each visit where it is driven to soonest; where none fits, clear two shifts and try again."""

    def __init__(self, problem: RoutingProblem, seed: int) -> None:
        self.index, self.chance = index_problem(problem), random.Random(seed)
        self.visits = {visit.id: visit for visit in problem.visits}
        self.shifts = {shift.id: shift for shift in problem.shifts}
        self.orders: Orders = dict.fromkeys(self.shifts, ())
        self.out = list(self.visits)
        self.travel = dict.fromkeys(self.shifts, 0)

    def fill(self) -> None:
        """Put in what is out, by chance or the longest first."""
        self.chance.shuffle(self.out)
        if self.chance.random() < 0.5:
            self.out.sort(key=lambda visit: -self.visits[visit].service_s)
        self.out = [visit for visit in self.out if not self._put_in(visit)]

    def _put_in(self, visit: str) -> bool:
        best = None
        for shift in self.shifts.values():
            order = self.orders[shift.id]
            if not set(self.visits[visit].agencies) <= set(shift.agencies) or len(order) >= MOST_STOPS:
                continue
            for gap in range(len(order) + 1):
                tried = (*order[:gap], visit, *order[gap:])
                route = time_order(self.index, shift.id, tried)
                if route and (best is None or route.travel_s - self.travel[shift.id] < best[0]):
                    best = route.travel_s - self.travel[shift.id], shift.id, tried, route.travel_s
        if best is None:
            return False
        _, shift_id, self.orders[shift_id], self.travel[shift_id] = best
        return True

    def clear_two(self) -> None:
        for shift in self.chance.sample(sorted(self.shifts), 2):
            self.out += self.orders[shift]
            self.orders[shift], self.travel[shift] = (), 0


def build(problem: RoutingProblem, *, seed: int = 0, most: int = 4000) -> Orders | None:
    """Return a plan that makes every visit, None where none was found."""
    table = Table(problem, seed)
    table.fill()
    for _ in range(most):
        if not table.out:
            return {shift: order for shift, order in table.orders.items() if order}
        before = dict(table.orders), dict(table.travel), list(table.out)
        table.clear_two()
        table.fill()
        if len(table.out) > len(before[2]):
            table.orders, table.travel, table.out = before
    return None


def main() -> None:
    """Write the plans of all stricter rounds."""
    for number in [int(one) for one in sys.argv[1:]] or ROUNDS:
        orders = build(strict_round(number))
        print(number, "no plan found" if orders is None else f"{sum(map(len, orders.values()))} visits", flush=True)
        if orders is not None:
            text = json.dumps(orders, separators=(",", ":")).replace("],", "],\n") + "\n"
            (PLANS / f"required-{number}.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
