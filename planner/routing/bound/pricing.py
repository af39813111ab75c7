"""Classes of equal shifts, and what each can still earn at given prices of the visits."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from planner.routing.arrays import Arrays
from planner.routing.bound.completion import by_clock, by_duty
from planner.routing.bound.labels import BEFORE, VISIT, best_routes
from planner.routing.bound.task import Task, make_task

ROOM = 400_000
"""Labels that one search may hold (32 MB)."""
FIRST_WIDTH = 30
"""Labels that go on from each level of the first look, which finds good routes to compare with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftClass:
    """Hold shifts that are the same but for team and date; numbers in the problem's order."""

    shifts: tuple[int, ...]
    visits: NDArray[np.int64]
    """Numbers of the task's visits."""
    moved: NDArray[np.float64]
    """Points that taking each visit costs because its appointment moves."""
    opening: float
    """Points that a route of the class costs."""
    task: Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Hold a route of a class: visits in order (one may come twice in a relaxed route), points without prices."""

    kind: int
    visits: tuple[int, ...]
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """Hold what pricing a class said: no route earns more than ``upper`` (>= 0); one earns ``best``."""

    upper: float
    best: float
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Hold a problem's prices in points: of a second of travel, of a route, of a moved appointment."""

    second: float
    opening: float
    moved: float


def shift_classes(arrays: Arrays, costs: Costs) -> tuple[ShiftClass, ...]:
    """Return the classes of a problem's shifts in the order of their first ones; those without visits are left out."""
    found: dict[tuple, list[int]] = {}  # type: ignore[type-arg]
    for shift in range(len(arrays.shift_start_s)):
        found.setdefault(_likeness(arrays, costs, shift), []).append(shift)
    classes = []
    for shifts in found.values():
        visits = np.flatnonzero(arrays.takes[shifts[0]]).astype(np.int64)
        if not len(visits):
            continue
        appointed = arrays.appointed[visits]
        classes.append(
            ShiftClass(
                shifts=tuple(shifts),
                visits=visits,
                moved=np.where((appointed >= 0) & (appointed != shifts[0]), costs.moved, 0.0),
                opening=costs.opening,
                task=make_task(arrays, shifts[0], visits),
            )
        )
    return tuple(classes)


def _likeness(arrays: Arrays, costs: Costs, shift: int) -> tuple:  # type: ignore[type-arg]
    """Return what two shifts share when a route costs and takes the same in both."""
    own = (arrays.appointed == shift).tobytes() if costs.moved else b""
    lines = (arrays.shift_start_s, arrays.shift_end_s, arrays.max_duty_s, arrays.start_at, arrays.end_at)
    figures = tuple(int(line[shift]) for line in (*lines, arrays.max_stops))
    return (*figures, arrays.pause[shift].tobytes(), arrays.takes[shift].tobytes(), own)


def price_class(kind: int, shifts: ShiftClass, worth: NDArray[np.float64], costs: Costs, *, proof_width: int) -> Priced:
    """Return what a shift of the class can earn at most when visit i brings worth[i], and routes that earn.

    Parameters
    ----------
    worth
        Points of each visit of the problem at the present prices.
    proof_width
        Labels that go on from each level of a second look, which only asks
        whether anything is better than what the first one found; 0 for none.
    """
    gain = np.ascontiguousarray(worth[shifts.visits] - shifts.moved)
    active = np.flatnonzero(gain > costs.second * shifts.task.detour).astype(np.int64)
    if not len(active):
        return Priced(upper=0.0, best=0.0, columns=())
    tables = (shifts.task, gain, costs.second, active)
    scene = (shifts.task, gain, costs.second, by_clock(*tables), by_duty(*tables))
    upper, labels, _, ends = best_routes(scene, active, shifts.opening, FIRST_WIDTH, _room(FIRST_WIDTH, active))
    routes = [_route(labels, end) for end in ends if end >= 0]
    best = max([shifts.opening, *(_earned(shifts.task, route, gain, costs) for route in routes)])
    if proof_width and upper > best + 1e-6:
        proved, labels, _, ends = best_routes(scene, active, best, proof_width, _room(proof_width, active))
        more = [_route(labels, end) for end in ends if end >= 0]
        upper, routes = min(upper, proved), routes + more
        best = max([best, *(_earned(shifts.task, route, gain, costs) for route in more)])
    columns = [
        _column(kind, shifts, route, costs)
        for route in routes
        if _earned(shifts.task, route, gain, costs) > shifts.opening + 1e-7
    ]
    return Priced(upper=max(0.0, upper - shifts.opening), best=best - shifts.opening, columns=tuple(columns))


def _room(width: int, active: NDArray[np.int64]) -> int:
    """Return room for the labels of 16 levels: a search that fills it stays valid, it only hopes for more."""
    return min(ROOM, 16 * width * len(active) + 1_000)


def _route(labels: NDArray[np.int64], end: int) -> list[int]:
    route = []
    while end >= 0:
        route.append(int(labels[end, VISIT]))
        end = int(labels[end, BEFORE])
    return route[::-1]


def travel_s(task: Task, route: list[int]) -> int:
    """Return the seconds of travel of a route over the task's visits."""
    legs = sum(int(task.leg[i, j]) for i, j in pairwise(route))
    return int(task.out[route[0]]) + legs + int(task.back[route[-1]])


def _earned(task: Task, route: list[int], gain: NDArray[np.float64], costs: Costs) -> float:
    """Return the points of a route before the price of a shift."""
    return float(gain[route].sum()) - costs.second * travel_s(task, route)


def _column(kind: int, shifts: ShiftClass, route: list[int], costs: Costs) -> Column:
    points = -costs.second * travel_s(shifts.task, route) - shifts.opening - float(shifts.moved[route].sum())
    return Column(kind=kind, visits=tuple(int(v) for v in shifts.visits[route]), points=points)


def column_of(kind: int, shifts: ShiftClass, order: list[int], costs: Costs) -> Column:
    """Return the column of an order of visits (the problem's numbers) that a shift of the class makes."""
    number = {int(visit): k for k, visit in enumerate(shifts.visits)}
    return _column(kind, shifts, [number[visit] for visit in order], costs)
