"""Choosing among known routes with CP-SAT: the fewest shifts that reach everybody, the most visits of so many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from domain.routing import RoutingProblem
from planner.cp_sat import FOUND, deterministic_solver
from planner.routing.bound.pricing import Column, ShiftClass, column_of
from planner.routing.bound.search import Scene
from planner.routing.index import Orders, ProblemIndex
from planner.routing.timing import time_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Hold CP-SAT's share of work in its own deterministic seconds; the same work, the same answer.

    ``at_least`` is what the cost is known not to fall below: reaching it ends the work.
    """

    effort: float = 12.0
    at_least: int = 0

    def solver(self) -> cp_model.CpSolver:
        """Return a solver that is deterministic and stops by its own clock."""
        return deterministic_solver(work=self.effort)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Hold real routes (no visit twice), and how many shifts there are of each class."""

    columns: tuple[Column, ...]
    counts: tuple[int, ...]


def make_pool(columns: Sequence[Column], classes: Sequence[ShiftClass]) -> Pool:
    """Return the routes that a team can really drive, one for each class and set of visits."""
    best: dict[tuple[int, frozenset[int]], Column] = {}
    for column in columns:
        key = (column.kind, frozenset(column.visits))
        if len(key[1]) == len(column.visits) and (key not in best or column.points > best[key].points):
            best[key] = column
    return Pool(columns=tuple(best.values()), counts=tuple(len(one.shifts) for one in classes))


def routes_of_plan(problem: RoutingProblem, scene: Scene, plan: Orders) -> list[Column]:
    """Return a plan's routes as columns of a problem's scene; what the problem does not have is left out."""
    shift_number = {shift.id: k for k, shift in enumerate(problem.shifts)}
    visit_number = {visit.id: k for k, visit in enumerate(problem.visits)}
    kind_of = {shift: kind for kind, one in enumerate(scene.classes) for shift in one.shifts}
    columns = []
    for shift, order in plan.items():
        kind = kind_of.get(shift_number.get(shift, -1))
        visits = [visit_number[visit] for visit in order if visit in visit_number]
        if kind is not None and visits and set(visits) <= set(scene.classes[kind].visits.tolist()):
            columns.append(column_of(kind, scene.classes[kind], visits, scene.costs))
    return columns


def fewest_routes(
    pool: Pool, visits: Sequence[int], *, prices: Sequence[int], work: Work
) -> tuple[tuple[Column, ...], bool] | None:
    """Return the cheapest routes that reach all visits, and whether no cheaper ones are in the pool.

    A route costs the price of its class. Visits may be in two routes; None
    where the pool does not reach them all.
    """
    model = cp_model.CpModel()
    uses = [model.new_bool_var("") for _ in pool.columns]
    _limit_classes(model, pool, uses)
    reaching: dict[int, list[cp_model.IntVar]] = {visit: [] for visit in visits}
    for use, column in zip(uses, pool.columns, strict=True):
        for visit in column.visits:
            reaching[visit].append(use)
    if any(not some for some in reaching.values()):
        return None
    for some in reaching.values():
        model.add_bool_or(some)
    cost = sum(prices[column.kind] * use for use, column in zip(uses, pool.columns, strict=True))
    model.add(cost >= work.at_least)
    model.minimize(cost)
    solver = work.solver()
    status = solver.solve(model)
    if status not in FOUND:
        return None
    chosen = tuple(column for use, column in zip(uses, pool.columns, strict=True) if solver.boolean_value(use))
    return chosen, status == cp_model.OPTIMAL


def most_worth(
    pool: Pool, worth: Sequence[int], *, limits: tuple[int, int], start: Sequence[Column], work: Work
) -> tuple[Column, ...]:
    """Return the routes whose visits are worth most together; a visit in two routes counts once.

    Parameters
    ----------
    worth
        Whole worth of each visit of the problem.
    limits
        Routes in all, and shifts that each class may have beyond its count.
    start
        Routes to begin from.
    """
    most, beyond = limits
    model = cp_model.CpModel()
    uses = [model.new_bool_var("") for _ in pool.columns]
    _limit_classes(model, pool, uses, beyond=beyond)
    model.add(sum(uses) <= most)
    reaching: dict[int, list[cp_model.IntVar]] = {}
    begun = set(start)
    for use, column in zip(uses, pool.columns, strict=True):
        model.add_hint(use, column in begun)
        for visit in column.visits:
            reaching.setdefault(visit, []).append(use)
    made = {visit: model.new_bool_var("") for visit in reaching}
    for visit, some in reaching.items():
        model.add_bool_or([*some, made[visit].negated()])
    costs = [round(100 * column.points) for column in pool.columns]
    model.maximize(
        sum(worth[visit] * is_made for visit, is_made in made.items())
        + sum(cost * use for cost, use in zip(costs, uses, strict=True))
    )
    solver = work.solver()
    if solver.solve(model) not in FOUND:
        return tuple(start)
    return tuple(column for use, column in zip(uses, pool.columns, strict=True) if solver.boolean_value(use))


def most_filled(pool: Pool, chosen: Sequence[Column], *, beyond: int) -> tuple[Column, ...]:
    """Return the chosen routes with the one that reaches most visits beside them."""
    seen = {visit for column in chosen for visit in column.visits}
    used = [sum(column.kind == kind for column in chosen) for kind in range(len(pool.counts))]
    free = [column for column in pool.columns if used[column.kind] < pool.counts[column.kind] + beyond]
    more = max(free, key=lambda column: (len(set(column.visits) - seen), column.points), default=None)
    return tuple(chosen) if more is None else (*chosen, more)


def fullest(routes: Sequence[Column], most: int) -> tuple[Column, ...]:
    """Return the routes of a plan that make most visits."""
    return tuple(sorted(routes, key=lambda column: (-len(column.visits), -column.points))[:most])


def orders_of(
    index: ProblemIndex, classes: Sequence[ShiftClass], chosen: Sequence[Column]
) -> Mapping[str, tuple[str, ...]] | None:
    """Return chosen routes as orders of real shifts, each visit once; None where leaving one out breaks a time."""
    problem = index.problem
    orders: dict[str, tuple[str, ...]] = {}
    seen: set[int] = set()
    used = [0] * len(classes)
    for column in chosen:
        rest = [visit for visit in column.visits if visit not in seen]
        if not rest:
            continue
        seen.update(rest)
        shift = problem.shifts[classes[column.kind].shifts[used[column.kind]]].id
        used[column.kind] += 1
        orders[shift] = tuple(problem.visits[visit].id for visit in rest)
        if time_order(index, shift, orders[shift]) is None:
            return None
    return orders


def _limit_classes(model: cp_model.CpModel, pool: Pool, uses: Sequence[cp_model.IntVar], *, beyond: int = 0) -> None:
    for kind, count in enumerate(pool.counts):
        own = [use for use, column in zip(uses, pool.columns, strict=True) if column.kind == kind]
        model.add(sum(own) <= count + beyond)
