"""What one more shift brings: visits, score and đồng over the number of shifts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.routing import CurrentPlan, RoutingProblem
from planner.capacity.pool import Pool, Work, fullest, make_pool, most_filled, most_worth, routes_of_plan
from planner.capacity.ready import load_engines
from planner.routing.bound.pricing import Column
from planner.routing.bound.search import Generated, Scene, generate, make_scene
from planner.routing.engine import Limits, Watch
from planner.routing.index import Orders, ProblemIndex, index_problem
from planner.routing.timing import time_order

FEW = 0.5
"""Of the visits an average shift makes: what a shift costs in the second search, which looks for full ones."""
ROUNDS = 30
"""Of each search, where nothing limits it."""
SEARCH_SHARE = 0.5
"""Of given CPU seconds that the searches may take; the rest chooses."""
EFFORT = 2.0
"""CP-SAT's deterministic seconds for each point."""


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
    plans: Sequence[Orders] = (),
    extra: int = 0,
    dong_per_shift: int | None = None,
    limits: Limits | None = None,
    watch: Watch | None = None,
) -> tuple[CurvePoint, ...]:
    """Return the most visits that were found with 1, 2, ... shifts; never fewer with more shifts.

    Of equally many visits the plan with the better score is taken. Groups'
    floors and the plan in force are not looked at: the question is how many
    visits hours can hold.

    Parameters
    ----------
    plans
        Orders known already, as of fewest_shifts: the curve is nowhere below their routes.
    extra
        Shifts beyond those of the problem, each of any kind the problem has.
    dong_per_shift
        What one shift costs the office; None leaves money out.
    limits
        Rounds of the search for routes, and CPU seconds over everything; the same rounds, the same curve.
    watch
        Hears ``capacity.curve``; when stopped, the points that are left are those of known and full routes.
    """
    limits, watch = limits or Limits(), watch or Watch()
    if problem.visits:
        load_engines(problem)
    deadline = watch.deadline_s(limits)
    scene, pool = _routes(problem, plans, extra, limits, watch)
    index = index_problem(problem)
    worth = [100 * (_span(problem, pool) + visit.prize) for visit in problem.visits]
    known = [routes_of_plan(problem, scene, plan) for plan in plans]
    last = len(problem.shifts) + extra
    chosen: tuple[Column, ...] = ()
    best = (0, 0.0)
    points = []
    for shifts in range(1, last + 1):
        watch.on_progress("capacity.curve", shifts - 1, last)
        if best[0] < len(problem.visits):
            offers = [most_filled(pool, chosen, beyond=extra), *(fullest(routes, shifts) for routes in known)]
            chosen = max(offers, key=lambda some: _made(index, scene, some))
            if not watch.reason_to_stop(deadline):
                found = most_worth(pool, worth, limits=(shifts, extra), start=chosen, work=_work(deadline, watch))
                chosen = max(chosen, found, key=lambda some: _made(index, scene, some))
            best = max(best, _made(index, scene, chosen))
        cost = None if dong_per_shift is None else shifts * dong_per_shift
        points.append(CurvePoint(shifts=shifts, visits=best[0], score=best[1], cost_dong=cost))
    watch.on_progress("capacity.curve", last, last)
    return tuple(points)


def _span(problem: RoutingProblem, pool: Pool) -> int:
    """Return more points than prizes and costs of all routes make: one visit outweighs them."""
    return 1 + sum(visit.prize for visit in problem.visits) + round(sum(-column.points for column in pool.columns))


def _work(deadline: float | None, watch: Watch) -> Work:
    return Work(effort=EFFORT if deadline is None else max(0.1, min(EFFORT, deadline - watch.used_s())))


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
    problem: RoutingProblem, plans: Sequence[Orders], extra: int, limits: Limits, watch: Watch
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
    columns = [one for plan in plans for one in routes_of_plan(free, scene, plan)]
    typical = len(free.visits) / max(1, len(free.shifts))
    half = replace(limits, seconds=None if limits.seconds is None else SEARCH_SHARE * limits.seconds / 2)
    for price in (0.0, FEW * typical):
        columns += _count_visits(scene, price, extra, half, watch).columns
    real = [replace(one, points=_points(scene, one)) for one in columns]
    return scene, make_pool(real, scene.classes)


def _count_visits(scene: Scene, price: float, extra: int, limits: Limits, watch: Watch) -> Generated:
    """Search for routes when every visit brings one point and only shifts cost."""
    # A visit is one unit; between equals the better prize decides: all prizes together are half a unit.
    unit = 2 * (1 + int(scene.arrays.prize.sum()))
    classes = tuple(
        replace(one, opening=price * unit, shifts=one.shifts + one.shifts[:1] * extra) for one in scene.classes
    )
    arrays = replace(scene.arrays, prize=unit + scene.arrays.prize)
    costs = replace(scene.costs, second=1e-6, opening=price * unit, moved=0.0)
    counted = replace(scene, arrays=arrays, classes=classes, costs=costs)
    rounds = ROUNDS if limits.iterations is None else limits.iterations
    return generate(counted, rounds=rounds, seconds=limits.seconds, should_stop=watch.should_stop)


def _points(scene: Scene, column: Column) -> float:
    """Return what a route really costs, in points below 0."""
    one = scene.classes[column.kind]
    arrays = scene.arrays
    places = [arrays.visit_at[visit] for visit in column.visits]
    legs = [arrays.start_at[one.shifts[0]], *places, arrays.end_at[one.shifts[0]]]
    travel = sum(int(arrays.travel_s[legs[k], legs[k + 1]]) for k in range(len(legs) - 1))
    return -scene.costs.second * travel - one.opening
