"""Ruin and recreate, ours: the solver named lns."""

from collections.abc import Iterable, Mapping

from domain.routing import RoutingProblem
from planner.routing.arrays import problem_arrays
from planner.routing.engine import Found, Limits, Watch
from planner.routing.greedy import standing_orders
from planner.routing.index import Orders, ProblemIndex, index_problem
from planner.routing.lns.board import NODE, STOPS, Board
from planner.routing.lns.cooling import Cooling, plan_cooling
from planner.routing.lns.laying import lay_out
from planner.routing.lns.pricing import price_all
from planner.routing.lns.rounds import count_first, iterate
from planner.routing.rules import keeps_order, objection
from planner.routing.timing import time_order

VERSION = "1"
BATCH = 100


def search(problem: RoutingProblem, *, start: Orders | None, seed: int, limits: Limits, watch: Watch) -> Found:
    """Return the best orders met, and routes of good plans; one iteration is one ruin and recreate.

    Raises
    ------
    ValueError
        If an order breaks a rule: a fault of this search, or of the start.
    """
    deadline = watch.deadline_s(limits)
    index = index_problem(problem)
    first = standing_orders(index) if start is None else start
    if not problem.visits or not problem.shifts:
        return Found(orders=first, iterations=0, stopped_by="iterations", version=VERSION)
    board = lay_out(problem_arrays(problem), price_all(problem), seed)
    _begin(index, board, first)
    iterations, stopped_by = _run(board, plan_cooling(board, limits, watch, deadline), watch)
    orders = _orders(index, board)
    for shift, order in orders.items():
        _check(index, shift, order)
    return Found(
        orders=orders,
        iterations=iterations,
        stopped_by=stopped_by,
        version=VERSION,
        pool=tuple(_pool(index, board, orders)),
    )


def _run(board: Board, cooling: Cooling, watch: Watch) -> tuple[int, str]:
    done, stopped_by = 0, watch.reason_to_stop(cooling.deadline_s)
    most = cooling.iterations
    while stopped_by is None and (most is None or done < most):
        batch = BATCH if most is None else min(BATCH, most - done)
        iterate(board, batch, cooling.heat(done, watch.used_s))
        done += batch
        watch.on_progress("route.lns", done, done + BATCH if most is None else most)
        stopped_by = watch.reason_to_stop(cooling.deadline_s)
    return done, stopped_by or "iterations"


def _begin(index: ProblemIndex, board: Board, orders: Orders) -> None:
    """Write a first plan into the lines, and complete it."""
    number = {visit: k for k, visit in enumerate(index.visits)}
    for s, shift in enumerate(index.shifts):
        order = [number[visit] for visit in orders.get(shift, ())]
        end = int(board.line[s, 1, NODE])
        board.line[s, 1 : len(order) + 1, NODE] = order
        board.line[s, len(order) + 1, NODE] = end
        board.shift[s, STOPS] = len(order)
    count_first(board)
    iterate(board, -1, 0)


def _orders(index: ProblemIndex, board: Board) -> dict[str, list[str]]:
    names = list(index.visits)
    return {
        shift: [names[k] for k in board.best[s, 1 : board.best[s, 0] + 1]]
        for s, shift in enumerate(index.shifts)
        if board.best[s, 0]
    }


def _check(index: ProblemIndex, shift: str, order: list[str]) -> None:
    duty = index.shifts[shift]
    is_kept = keeps_order(index, shift, order) and time_order(index, shift, order) is not None
    is_taken = all(objection(index, index.visits[visit], duty) is None for visit in order)
    if not is_kept or not is_taken or (duty.max_stops is not None and len(order) > duty.max_stops):
        raise ValueError(f"lns made an order for {shift} that breaks a rule")


def _pool(index: ProblemIndex, board: Board, orders: Mapping[str, list[str]]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Return the best plan's routes, then the other good ones."""
    names, shifts = list(index.visits), list(index.shifts)
    seen = {(shift, tuple(order)) for shift, order in orders.items()}
    yield from sorted(seen)
    for row in board.pool[board.pool[:, 0] >= 0].tolist():
        route = shifts[row[0]], tuple(names[k] for k in row[2 : row[1] + 2])
        if route not in seen:
            seen.add(route)
            yield route
