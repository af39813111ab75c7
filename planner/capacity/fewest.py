"""The fewest shifts that reach every required visit: a proof from below, a real plan from above.

From below: column generation whose routes cost one each. Whatever share of
routes it mixes, no plan uses fewer shifts than the mix, rounded up. From
above: CP-SAT chooses among the routes that were met on the way. Where both
meet the number is proved.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.progress import ShouldStop, never
from domain.routing import CurrentPlan, RoutingProblem, Weights
from planner.capacity.pool import Pool, Work, fewest_routes, make_pool, orders_of
from planner.routing.bound.search import Scene, generate, make_scene
from planner.routing.index import index_problem
from planner.routing.solving import solve
from planner.verify import verify

SEARCH_SHARE = 0.5
"""Share of given seconds that the proof may take; the rest finds plans."""


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
    orders: Mapping[str, tuple[str, ...]]
    kinds: tuple[KindNeed, ...] = ()

    @property
    def is_proved(self) -> bool:
        """Tell whether the fewest shifts are known exactly."""
        return self.at_least == self.enough

    @property
    def is_short(self) -> bool:
        """Tell whether it is proved that the shifts of the problem do not suffice."""
        return self.at_least > self.shifts


def fewest_shifts(
    problem: RoutingProblem,
    *,
    by_kind: bool = False,
    rounds: int = 60,
    seconds: float | None = None,
    solver: str = "auto",
    should_stop: ShouldStop = never,
) -> Capacity:
    """Return the fewest of a problem's shifts that make all its required visits, with proof and plan.

    Optional visits and groups are not looked at. The same problem and rounds
    give the same answer; with ``seconds`` it depends on the machine, and both
    numbers hold all the same.

    Parameters
    ----------
    by_kind
        Also ask of every kind of shift how few do; as much work again for each.
    rounds
        Of column generation, and iterations of the solver.
    seconds
        CPU seconds, halved between proof and plan.
    solver
        Of planner.routing.SOLVERS, for a second plan where the first proves nothing.
    """
    asked = _only_required(problem)
    if not asked.visits:
        return Capacity(shifts=len(problem.shifts), at_least=0, enough=0, orders={})
    scene = make_scene(asked)
    share = None if seconds is None else SEARCH_SHARE * seconds / (1 + (len(scene.classes) if by_kind else 0))
    found = generate(scene, rounds=rounds, seconds=share, should_stop=should_stop)
    pool = make_pool(found.columns, scene.classes)
    at_least = min(_whole_shifts(found.bound.value), len(problem.shifts) + 1)
    orders = _from_pool(asked, scene, pool, [1] * len(scene.classes))
    if at_least <= len(problem.shifts) and (orders is None or len(orders) > at_least):
        orders = min(_plans(asked, orders, solver, rounds, seconds), key=len, default=None)
    kinds = (
        tuple(_kind_need(asked, scene, pool, kind, (rounds, share, should_stop)) for kind in range(len(scene.classes)))
        if by_kind
        else ()
    )
    return Capacity(
        shifts=len(problem.shifts),
        at_least=at_least,
        enough=None if orders is None else len(orders),
        orders=orders or {},
        kinds=kinds,
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


def _from_pool(
    problem: RoutingProblem, scene: Scene, pool: Pool, prices: Sequence[int]
) -> Mapping[str, tuple[str, ...]] | None:
    chosen = fewest_routes(pool, range(len(problem.visits)), prices=prices, work=Work())
    return None if chosen is None else orders_of(index_problem(problem), scene.classes, chosen[0])


def _plans(
    problem: RoutingProblem,
    first: Mapping[str, tuple[str, ...]] | None,
    solver: str,
    rounds: int,
    seconds: float | None,
) -> list[Mapping[str, tuple[str, ...]]]:
    """Return the plans at hand that make every visit: the pool's, and one that a solver finds."""
    left = None if seconds is None else (1 - SEARCH_SHARE) * seconds
    made = solve(problem, solver=solver, iterations=rounds if left is None else None, seconds=left)
    plans = [] if first is None else [first]
    if verify(problem, made).ok:
        plans.append({route.shift: tuple(stop.visit for stop in route.stops) for route in made.routes})
    return plans


def _kind_need(
    problem: RoutingProblem, scene: Scene, pool: Pool, kind: int, limits: tuple[int, float | None, ShouldStop]
) -> KindNeed:
    """Return how few shifts of one kind do when those of the others cost nothing."""
    rounds, seconds, should_stop = limits
    classes = tuple(replace(one, opening=float(k == kind)) for k, one in enumerate(scene.classes))
    only = replace(scene, classes=classes)
    known = tuple(replace(one, points=-classes[one.kind].opening) for one in pool.columns)
    found = generate(only, known=known, rounds=rounds, seconds=seconds, should_stop=should_stop)
    wider = make_pool([*known, *found.columns], classes)
    prices = [int(k == kind) for k in range(len(classes))]
    orders = _from_pool(problem, only, wider, prices)
    at_least = min(_whole_shifts(found.bound.value), len(classes[kind].shifts) + 1)
    own = {problem.shifts[shift].id for shift in classes[kind].shifts}
    return KindNeed(
        shifts=tuple(problem.shifts[shift].id for shift in classes[kind].shifts),
        at_least=at_least,
        enough=None if orders is None else len(own & set(orders)),
    )
