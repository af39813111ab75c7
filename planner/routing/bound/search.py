"""Column generation: a bound on the score of every plan that keeps all hard rules, valid whenever it is stopped.

Every round fixes a price for each visit's place and each group's floor and
asks each class of shifts what it can earn at most (labels). Whatever the
prices, the sum is a bound (Lagrange); the linear program over the routes found
so far proposes better ones, drawn towards the prices of the best bound so far
(Wentges 1997). Relaxed: balance costs nothing, locked and done visits keep
neither order nor place within their shift.
"""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from domain.progress import ShouldStop, never
from domain.routing import RoutingProblem
from planner.routing.arrays import Arrays, problem_arrays
from planner.routing.bound.master import Duals, Master
from planner.routing.bound.pricing import Column, Costs, Priced, ShiftClass, column_of, price_class, shift_classes
from planner.routing.index import Orders
from planner.routing.scoring import exact

TOLERANCE = 1e-4
"""Share of the bound within which it cannot fall any more: then it has converged."""
SAFETY = 1e-7
"""Added per point of the figures summed, against the rounding of binary fractions."""
WIDTHS = (0, 300, 3_000, 30_000)
"""Proof widths: no proof while prices move far, many labels to prove the end."""
UNPROVED = 0.3
"""Share of the distance to the program's value that may be owed to a short look; more, and it looks harder."""
HIGHEST = 1e5
"""Times the first fine at which a visit that is still missing is taken as impossible to place."""
PULLS = ((0.02, 0.7), (0.005, 0.4), (0.0, 0.1))
"""Weight of the best prices so far, by how far the bound still is from the program's value.

Far away 0.7 keeps prices from swinging; near the end it only makes the last steps small (D300a: 30
rounds; 36 were not enough with 0.7 throughout).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Hold a proved bound: no plan that keeps every hard rule scores more than ``value``.

    ``stopped_by`` is iterations (rounds), time, user, or bound when it cannot
    fall any more (``is_converged``) or the plan at hand reaches it.
    """

    value: float
    rounds: int
    is_converged: bool
    stopped_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Hold a problem as column generation sees it; ``of_group`` is (n, g), 1 where a visit counts."""

    arrays: Arrays
    costs: Costs
    classes: tuple[ShiftClass, ...]
    of_group: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """Hold a bound and the routes met on the way to it."""

    bound: Bound
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """Hold the best bound with its prices, the program's value and prices, and how hard to look."""

    value: float
    centre: Duals
    ceiling: Duals
    program: float
    width: int = 0
    is_converged: bool = False
    pull: float = PULLS[0][1]


def upper_bound(
    problem: RoutingProblem,
    *,
    seconds: float | None = None,
    rounds: int | None = None,
    plan: Orders | None = None,
    should_stop: ShouldStop = never,
) -> Bound:
    """Return a bound on the score of every plan that keeps all hard rules of a problem.

    The same problem, rounds and plan give the same bound; one that ended by
    ``seconds`` (CPU) depends on the machine, and is as valid.

    Parameters
    ----------
    plan
        Orders to begin from; saves rounds and changes no truth.
    should_stop
        Asked after every class of shifts that was priced.
    """
    scene = make_scene(problem)
    known = tuple(_columns_of(problem, scene, plan or {}))
    return generate(scene, known=known, seconds=seconds, rounds=rounds, should_stop=should_stop).bound


def generate(
    scene: Scene,
    *,
    known: Sequence[Column] = (),
    seconds: float | None = None,
    rounds: int | None = None,
    should_stop: ShouldStop = never,
) -> Generated:
    """Return the bound of a scene and every route that was met on the way, as upper_bound says."""
    value = _sum_of_prizes(scene.arrays)
    if not scene.classes:
        return _ended(scene, value, 0, "bound", is_converged=True)
    deadline = None if seconds is None else time.process_time() + seconds
    master = Master(scene.arrays, [len(one.shifts) for one in scene.classes], fine=_fine(scene))
    master.add(known)
    first = _first_prices(scene)
    state = _State(value=value, centre=first, ceiling=first, program=-math.inf)
    met: dict[Column, None] = dict.fromkeys(known)
    done, reason = 0, None
    while reason is None and (rounds is None or done < rounds):
        trial = _mix(state.centre, state.ceiling, state.pull)
        priced = []
        for kind, shifts in enumerate(scene.classes):
            priced.append(_price(scene, kind, shifts, trial, WIDTHS[state.width]))
            met.update(dict.fromkeys(priced[-1].columns))
            reason = _reason(deadline, should_stop)
            if reason and len(priced) < len(scene.classes):
                return _ended(scene, state.value, done, reason, columns=tuple(met))
        done += 1
        state = _next(scene, master, state, trial, priced)
        if state.is_converged or state.width == len(WIDTHS):
            return _ended(scene, state.value, done, "bound", is_converged=state.is_converged, columns=tuple(met))
    return _ended(scene, state.value, done, reason or "iterations", columns=tuple(met))


def _ended(
    scene: Scene,
    value: float,
    rounds: int,
    reason: str,
    *,
    is_converged: bool = False,
    columns: tuple[Column, ...] = (),
) -> Generated:
    safe = value + SAFETY * max(1.0, abs(value), _sum_of_prizes(scene.arrays))
    return Generated(
        bound=Bound(value=safe, rounds=rounds, is_converged=is_converged, stopped_by=reason), columns=columns
    )


def _next(scene: Scene, master: Master, state: _State, trial: Duals, priced: list[Priced]) -> _State:
    """Take a round's answer in: a better bound, new routes, new prices, and how to look next."""
    value = _lagrange(scene, trial, priced)
    if value < state.value:
        state = replace(state, value=value, centre=trial)
    new = master.add([column for one in priced for column in one.columns])
    if new or state.program == -math.inf:
        program, ceiling = master.solve()
        state = replace(state, program=program, ceiling=ceiling)
    unproved = sum(
        len(one.shifts) * (answer.upper - answer.best) for one, answer in zip(scene.classes, priced, strict=True)
    )
    if unproved > UNPROVED * (value - state.program) and state.width < len(WIDTHS) - 1:
        return replace(state, width=state.width + 1)
    is_closed = state.value - state.program <= TOLERANCE * max(1.0, abs(state.value))
    if new and not is_closed:
        return replace(state, pull=_pull(state))
    if master.missing > 1e-6 and master.fine < HIGHEST * _fine(scene):
        master.set_fine(5 * master.fine)
        return replace(state, program=-math.inf, pull=PULLS[0][1])
    if is_closed:
        return replace(state, is_converged=True)
    if state.pull > 0:
        return replace(state, pull=0.0)
    return replace(state, width=state.width + 1)


def _pull(state: _State) -> float:
    distance = (state.value - state.program) / max(1.0, abs(state.value))
    return next((pull for share, pull in PULLS if distance > share), 0.0)


def _price(scene: Scene, kind: int, shifts: ShiftClass, prices: Duals, width: int) -> Priced:
    worth = scene.arrays.prize - prices.visits + scene.of_group @ prices.groups
    return price_class(kind, shifts, worth, scene.costs, proof_width=width)


def _lagrange(scene: Scene, prices: Duals, priced: list[Priced]) -> float:
    """Return the bound that prices and the classes' most give; exact sums, whatever the order of terms."""
    earned = (len(one.shifts) * answer.upper for one, answer in zip(scene.classes, priced, strict=True))
    floors = (-price * least for price, least in zip(prices.groups, scene.arrays.at_least, strict=True))
    return math.fsum([*prices.visits, *floors, *earned])


def _reason(deadline: float | None, should_stop: ShouldStop) -> str | None:
    if should_stop():
        return "user"
    return "time" if deadline is not None and time.process_time() >= deadline else None


def _mix(centre: Duals, ceiling: Duals, pull: float) -> Duals:
    """Return prices between two, legal for every mix: floors and optional visits never cost less than nothing."""
    return Duals(
        visits=pull * centre.visits + (1 - pull) * ceiling.visits,
        groups=np.maximum(0.0, pull * centre.groups + (1 - pull) * ceiling.groups),
        kinds=ceiling.kinds,
    )


def make_scene(problem: RoutingProblem) -> Scene:
    arrays = problem_arrays(problem)
    weights = problem.weights
    costs = Costs(
        second=float(exact(weights.travel_points_per_minute) / 60),
        opening=float(exact(weights.per_shift)),
        moved=float(exact(weights.moved)),
    )
    of_group = np.zeros((len(arrays.prize), len(arrays.at_least)))
    for visit in range(len(arrays.prize)):
        of_group[visit, arrays.groups[arrays.group_from[visit] : arrays.group_from[visit + 1]]] = 1.0
    return Scene(arrays=arrays, costs=costs, classes=shift_classes(arrays, costs), of_group=of_group)


def _sum_of_prizes(arrays: Arrays) -> float:
    """Return what no plan can pass, before any search: every prize that some shift may take."""
    return float(arrays.prize[arrays.takes.any(axis=0)].sum()) if len(arrays.takes) else 0.0


def _fine(scene: Scene) -> float:
    """Return the points that the program pays for each missing visit: at first what one can bring or cost."""
    costs = scene.costs
    return 2.0 * (float(scene.arrays.prize.max(initial=0)) + costs.opening + costs.moved + 3600 * costs.second + 1.0)


def _first_prices(scene: Scene) -> Duals:
    """Return prices as if shifts were one sack of hours.

    A visit's place is worth its prize less what its minutes earn elsewhere.
    """
    arrays = scene.arrays
    minutes = (arrays.service_s + 900) / 60
    sack = sum(len(one.shifts) * one.task.duty_s for one in scene.classes) / 60
    order = np.argsort(-arrays.prize / minutes, kind="stable")
    held = int(np.searchsorted(np.cumsum(minutes[order]), sack))
    rate = max(one.opening / max(1, one.task.duty_s) * 60 for one in scene.classes)
    if held < len(order):
        rate = max(rate, arrays.prize[order[held]] / minutes[order[held]])
    visits = arrays.prize - rate * minutes
    return Duals(
        visits=np.where(arrays.is_required, visits, np.maximum(0.0, visits)),
        groups=np.zeros(len(arrays.at_least)),
        kinds=np.zeros(len(scene.classes)),
    )


def _columns_of(problem: RoutingProblem, scene: Scene, plan: Orders) -> Iterator[Column]:
    """Return a plan's routes; one that its class may not take is left out."""
    shift_number = {shift.id: k for k, shift in enumerate(problem.shifts)}
    visit_number = {visit.id: k for k, visit in enumerate(problem.visits)}
    kind_of = {shift: kind for kind, one in enumerate(scene.classes) for shift in one.shifts}
    for shift, order in plan.items():
        kind = kind_of.get(shift_number[shift])
        visits = [visit_number[visit] for visit in order]
        if kind is not None and visits and set(visits) <= set(scene.classes[kind].visits.tolist()):
            yield column_of(kind, scene.classes[kind], visits, scene.costs)
