"""What one more shift brings: visits, score and đồng over the number of shifts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.progress import ShouldStop, never
from domain.routing import CurrentPlan, RoutingProblem
from planner.capacity.pool import Pool, Work, make_pool, most_worth
from planner.routing.bound.pricing import Column
from planner.routing.bound.search import Generated, Scene, generate, make_scene
from planner.routing.index import ProblemIndex, index_problem
from planner.routing.timing import time_order

FEW = 0.5
"""Of the visits an average shift makes: what a shift costs in the second search, which looks for full ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """Hold what so many shifts make of a round: visits, the plan's score in points, and đồng where a price is known."""

    shifts: int
    visits: int
    score: float
    cost_dong: int | None


def coverage_curve(
    problem: RoutingProblem,
    *,
    extra: int = 0,
    dong_per_shift: int | None = None,
    rounds: int = 30,
    seconds: float | None = None,
    should_stop: ShouldStop = never,
) -> tuple[CurvePoint, ...]:
    """Return the most visits that were found with 1, 2, ... shifts; never fewer with more shifts.

    Of equally many visits the plan with the better score is taken. Groups'
    floors and the plan in force are not looked at: the question is how many
    visits hours can hold.

    Parameters
    ----------
    extra
        Shifts beyond those of the problem, each of any kind the problem has.
    dong_per_shift
        What one shift costs the office; None leaves money out.
    rounds, seconds
        Of the search for routes (CPU seconds); the same rounds, the same curve.
    """
    scene, pool = _routes(problem, extra, rounds, seconds, should_stop)
    index = index_problem(problem)
    prizes = [visit.prize for visit in problem.visits]
    span = 1 + sum(prizes) + round(sum(-column.points for column in pool.columns))
    chosen: tuple[Column, ...] = ()
    best = (0, 0.0)
    points = []
    for shifts in range(1, len(problem.shifts) + extra + 1):
        if not should_stop():
            worth = [100 * (span + prize) for prize in prizes]
            chosen = most_worth(pool, worth, limits=(shifts, extra), start=chosen, work=Work(effort=3.0))
            best = max(best, _made(index, scene, chosen))
        cost = None if dong_per_shift is None else shifts * dong_per_shift
        points.append(CurvePoint(shifts=shifts, visits=best[0], score=best[1], cost_dong=cost))
    return tuple(points)


def _made(index: ProblemIndex, scene: Scene, chosen: Sequence[Column]) -> tuple[int, float]:
    """Return how many visits routes make when each is made once, and the score; a route that cutting breaks is not."""
    seen: set[int] = set()
    score = 0.0
    for column in chosen:
        one = scene.classes[column.kind]
        rest = tuple(visit for visit in column.visits if visit not in seen)
        shift = index.problem.shifts[one.shifts[0]].id
        route = time_order(index, shift, [index.problem.visits[visit].id for visit in rest]) if rest else None
        if route is not None:
            seen.update(rest)
            score += float(scene.arrays.prize[list(rest)].sum()) - scene.costs.second * route.travel_s - one.opening
    return len(seen), score


def _routes(
    problem: RoutingProblem, extra: int, rounds: int, seconds: float | None, should_stop: ShouldStop
) -> tuple[Scene, Pool]:
    """Return real routes for few and for many shifts: two searches, without and with a price for a shift."""
    old = problem.current or CurrentPlan()
    free = replace(
        problem,
        visits=tuple(replace(visit, required=False, groups=()) for visit in problem.visits),
        groups=(),
        current=CurrentPlan(lost_shifts=old.lost_shifts),
    )
    scene = make_scene(free)
    columns: list[Column] = []
    typical = len(free.visits) / max(1, len(free.shifts))
    share = None if seconds is None else seconds / 2
    for price in (0.0, FEW * typical):
        found = _count_visits(scene, price, extra, (rounds, share, should_stop))
        columns += found.columns
    real = [replace(one, points=_points(scene, one)) for one in columns]
    return scene, make_pool(real, scene.classes)


def _count_visits(scene: Scene, price: float, extra: int, limits: tuple[int, float | None, ShouldStop]) -> Generated:
    """Search for routes when every visit brings one point and only shifts cost."""
    rounds, seconds, should_stop = limits
    # A visit is one unit; between equals the better prize decides: all prizes together are half a unit.
    unit = 2 * (1 + int(scene.arrays.prize.sum()))
    classes = tuple(
        replace(one, opening=price * unit, shifts=one.shifts + one.shifts[:1] * extra) for one in scene.classes
    )
    arrays = replace(scene.arrays, prize=unit + scene.arrays.prize)
    costs = replace(scene.costs, second=1e-6, opening=price * unit, moved=0.0)
    counted = replace(scene, arrays=arrays, classes=classes, costs=costs)
    return generate(counted, rounds=rounds, seconds=seconds, should_stop=should_stop)


def _points(scene: Scene, column: Column) -> float:
    """Return what a route really costs, in points below 0."""
    one = scene.classes[column.kind]
    arrays = scene.arrays
    places = [arrays.visit_at[visit] for visit in column.visits]
    legs = [arrays.start_at[one.shifts[0]], *places, arrays.end_at[one.shifts[0]]]
    travel = sum(int(arrays.travel_s[legs[k], legs[k + 1]]) for k in range(len(legs) - 1))
    return -scene.costs.second * travel - one.opening
