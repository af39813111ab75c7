"""The fewest shifts that reach every required visit: a proof from below, a real plan from above.

From below: column generation whose routes cost one each. Whatever share of
routes it mixes, no plan uses fewer shifts than the mix, rounded up. From
above: a plan that a solver finds, then CP-SAT among the routes that were met
on the way. Where both meet the number is proved.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.routing import CurrentPlan, RoutingProblem, Weights
from planner.capacity.pool import Pool, Work, fewest_routes, make_pool, orders_of, routes_of_plan
from planner.capacity.ready import load_engines
from planner.routing.bound.search import Scene, generate, make_scene
from planner.routing.engine import Limits, Watch
from planner.routing.index import index_problem
from planner.routing.solving import solve
from planner.verify import verify

PROOF_SHARE, PLAN_SHARE = 0.4, 0.3
"""Shares of the CPU seconds left that the first proof and the first plan may take."""
ROUNDS, KIND_ROUNDS = 60, 10
"""Of column generation and of the solver, where nothing limits them; of the plan that tries to do without a kind."""
EFFORT, KIND_EFFORT = 12.0, 4.0
"""CP-SAT's deterministic seconds, about as many of CPU time."""

Orders = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindNeed:
    """Hold what is known of one kind of shift: all those that are the same but for date and team.

    No plan makes every required visit with fewer than ``at_least`` shifts of
    the kind, however many of the others it uses; ``enough`` do in a plan that
    was found, None where none was.
    """

    shifts: tuple[str, ...]
    at_least: int
    enough: int | None

    @property
    def is_proved(self) -> bool:
        """Tell whether the fewest of the kind are known exactly."""
        return self.at_least == self.enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Hold how many shifts all required visits need.

    ``orders`` is a plan of ``enough`` shifts that planner.verify accepts;
    empty and None where no plan was found. ``at_least`` is one above the number
    of shifts where it is proved that they do not suffice.
    """

    shifts: int
    at_least: int
    enough: int | None
    orders: Orders
    kinds: tuple[KindNeed, ...] = ()

    @property
    def is_proved(self) -> bool:
        """Tell whether the fewest shifts are known exactly."""
        return self.at_least == self.enough

    @property
    def is_short(self) -> bool:
        """Tell whether it is proved that the shifts of the problem do not suffice."""
        return self.at_least > self.shifts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Hold the problem in which every shift costs one, and how long may be searched."""

    problem: RoutingProblem
    scene: Scene
    rounds: int
    deadline: float | None
    watch: Watch = field(default_factory=Watch)

    def left_s(self, share: float) -> float | None:
        return None if self.deadline is None else max(0.0, share * (self.deadline - self.watch.used_s()))

    def work(self, effort: float, share: float) -> Work:
        left = self.left_s(share)
        return Work(effort=effort if left is None else min(effort, left))

    def is_over(self) -> bool:
        return self.watch.reason_to_stop(self.deadline) is not None


def fewest_shifts(
    problem: RoutingProblem, *, by_kind: bool = False, limits: Limits | None = None, watch: Watch | None = None
) -> Capacity:
    """Return the fewest of a problem's shifts that make all its required visits, with proof and plan.

    Optional visits and groups are not looked at. The same problem and
    iterations give the same answer; with CPU seconds it depends on the
    machine, and both numbers hold all the same.

    Parameters
    ----------
    by_kind
        Also ask of every kind of shift how few do.
    limits
        Rounds of column generation, which are the solver's iterations too, and CPU seconds over everything.
    watch
        Hears ``capacity.fewest`` and ``capacity.kinds``; when stopped, what is known so far is returned.
    """
    only = _only_required(problem)
    if not only.visits:
        return Capacity(shifts=len(problem.shifts), at_least=0, enough=0, orders={})
    limits, watch = limits or Limits(), watch or Watch()
    load_engines(only)
    asked = _Asked(
        problem=only, scene=make_scene(only), rounds=ROUNDS if limits.iterations is None else limits.iterations,
        deadline=watch.deadline_s(limits), watch=watch,
    )  # fmt: skip
    watch.on_progress("capacity.fewest", 0, 3)
    found = generate(asked.scene, rounds=asked.rounds, seconds=asked.left_s(PROOF_SHARE), should_stop=watch.should_stop)
    at_least = min(_whole_shifts(found.bound.value), len(problem.shifts) + 1)
    pool = make_pool(found.columns, asked.scene.classes)
    orders = None if at_least > len(problem.shifts) else _best_plan(asked, pool, at_least)
    return Capacity(
        shifts=len(problem.shifts),
        at_least=at_least,
        enough=None if orders is None else len(orders),
        orders=orders or {},
        kinds=_kind_needs(asked, pool, orders) if by_kind else (),
    )


def _only_required(problem: RoutingProblem) -> RoutingProblem:
    """Return the problem whose score is the number of shifts used, below 0."""
    old = problem.current or CurrentPlan()
    return replace(
        problem,
        visits=tuple(replace(visit, prize=0, groups=()) for visit in problem.visits if visit.required),
        groups=(),
        together=(),
        current=CurrentPlan(lost_shifts=old.lost_shifts),
        weights=Weights(travel_points_per_minute=0.0, per_shift=1.0),
    )


def _whole_shifts(bound: float) -> int:
    """Return the shifts that every plan uses at least, from a bound on their number below 0."""
    return max(0, math.ceil(-bound - 1e-5))


def _best_plan(asked: _Asked, pool: Pool, at_least: int) -> Orders | None:
    """Return the plan of the fewest shifts that is found, a solver's or one of the routes at hand."""
    asked.watch.on_progress("capacity.fewest", 1, 3)
    plan = _solved(asked, asked.problem, rounds=asked.rounds, share=PLAN_SHARE / (1 - PROOF_SHARE))
    asked.watch.on_progress("capacity.fewest", 2, 3)
    if asked.is_over() or (plan is not None and len(plan) <= at_least):
        return plan
    wider = make_pool([*pool.columns, *routes_of_plan(asked.problem, asked.scene, plan or {})], asked.scene.classes)
    chosen = _from_pool(asked, asked.scene, wider, Work(effort=asked.work(EFFORT, 0.5).effort, at_least=at_least))
    return min((one for one in (plan, chosen) if one is not None), key=len, default=None)


def _solved(asked: _Asked, problem: RoutingProblem, *, rounds: int, share: float) -> Orders | None:
    """Return a solver's plan, None where it does not make every visit."""
    made = solve(problem, iterations=rounds, seconds=asked.left_s(share), should_stop=asked.watch.should_stop)
    if not verify(problem, made).ok:
        return None
    return {route.shift: tuple(stop.visit for stop in route.stops) for route in made.routes if route.stops}


def _from_pool(asked: _Asked, scene: Scene, pool: Pool, work: Work) -> Orders | None:
    """Return the plan of the least opening prices that the routes at hand make."""
    prices = [round(one.opening) for one in scene.classes]
    chosen = fewest_routes(pool, range(len(asked.problem.visits)), prices=prices, work=work)
    return None if chosen is None else orders_of(index_problem(asked.problem), scene.classes, chosen[0])


def _kind_needs(asked: _Asked, pool: Pool, plan: Orders | None) -> tuple[KindNeed, ...]:
    kinds = len(asked.scene.classes)
    needs = []
    for kind in range(kinds):
        asked.watch.on_progress("capacity.kinds", kind, kinds)
        needs.append(_kind_need(asked, pool, kind, plan, share=1 / (kinds - kind)))
    asked.watch.on_progress("capacity.kinds", kinds, kinds)
    return tuple(needs)


def _kind_need(asked: _Asked, pool: Pool, kind: int, plan: Orders | None, *, share: float) -> KindNeed:
    """Return how few shifts of one kind do: none where a plan does without it, else proved as the whole is."""
    shifts = tuple(asked.problem.shifts[shift].id for shift in asked.scene.classes[kind].shifts)
    own = set(shifts)
    plans: list[Orders] = [] if plan is None else [plan]
    if plans and own & plans[0].keys() and not asked.is_over():
        without = _solved(asked, _lost(asked.problem, shifts), rounds=KIND_ROUNDS, share=share / 3)
        plans += [] if without is None else [without]
    enough = min((len(own & one.keys()) for one in plans), default=None)
    if enough == 0 or asked.is_over():
        return KindNeed(shifts=shifts, at_least=0, enough=enough)
    at_least, found = _kind_proof(asked, pool, kind, plans, share=share)
    if found is not None:
        enough = min(len(own & found.keys()), len(own) if enough is None else enough)
    return KindNeed(shifts=shifts, at_least=min(at_least, len(own) + 1), enough=enough)


def _kind_proof(
    asked: _Asked, pool: Pool, kind: int, plans: Sequence[Orders], *, share: float
) -> tuple[int, Orders | None]:
    """Return a bound on the shifts of one kind when the others cost nothing, and a plan of the routes met."""
    classes = tuple(replace(one, opening=float(k == kind)) for k, one in enumerate(asked.scene.classes))
    only = replace(asked.scene, classes=classes)
    columns = [*pool.columns, *(one for plan in plans for one in routes_of_plan(asked.problem, only, plan))]
    known = tuple(replace(one, points=-classes[one.kind].opening) for one in columns)
    seconds = asked.left_s(share / 2)
    found = generate(only, known=known, rounds=asked.rounds, seconds=seconds, should_stop=asked.watch.should_stop)
    at_least = _whole_shifts(found.bound.value)
    if asked.is_over():
        return at_least, None
    wider = make_pool([*known, *found.columns], classes)
    work = Work(effort=asked.work(KIND_EFFORT, share / 2).effort, at_least=at_least)
    return at_least, _from_pool(asked, only, wider, work)


def _lost(problem: RoutingProblem, shifts: Sequence[str]) -> RoutingProblem:
    """Return the problem without these shifts."""
    current = problem.current or CurrentPlan()
    return replace(problem, current=replace(current, lost_shifts=(*current.lost_shifts, *shifts)))
