"""Roads that are closed while a plan is in force: kept with its versions, asked of the engine, shown on the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING

from domain.accounts import Actor
from domain.closed_roads import USUAL, RoadState, roads_from_text
from domain.errors import ConflictError, InputError
from domain.plans import Plan
from domain.routing import CurrentPlan, RoutingProblem
from store import plan_steps, plans
from workflow.permissions import PLANNER, need
from workflow.rounds import round_of
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from geo.travel import TravelSource

RADII_M = (50, 100, 200, 300)
MOST_CLOSED, MOST_DELAYS = 5, 20
"""So many rings of 300 m stay below the 10 km of edge that an engine takes in one question."""
LONGEST_DELAY_S = 4 * 3600
ROAD_ENGINE = "valhalla"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedRoadsView:
    """Hold what is closed or slower in the plan in force; ``can_close`` tells whether its source knows ways round."""

    roads: RoadState
    can_close: bool


def read_closed_roads(workspace: Workspace, actor: Actor, *, round_id: str) -> ClosedRoadsView | None:
    """Return the roads that the plan in force holds for closed, None where there is no plan."""
    need(workspace, actor, *PLANNER, action="plan.roads", target=round_id)
    found = round_of(workspace, round_id)
    with workspace.store.read() as connection:
        plan = plans.read_plan(connection, found.id)
    if plan is None:
        return None
    return ClosedRoadsView(roads=roads_of(workspace, found.id, plan.version), can_close=can_close(workspace, plan))


def roads_of(workspace: Workspace, round_id: str, version: int | None) -> RoadState:
    """Return the state of the roads that a version of a round's plan was made with."""
    with workspace.store.read() as connection:
        steps = {step.version: step for step in plan_steps.read_steps(connection, round_id)}
    step = None if version is None else steps.get(version)
    while step is not None:
        if "roads" in step.params:
            return roads_from_text(str(step.params["roads"]))
        before = int(step.params["of"]) if step.action == "restore" else step.parent
        step = None if before is None else steps.get(before)
    return USUAL


def can_close(workspace: Workspace, plan: Plan) -> bool:
    """Tell whether the source that timed a plan knows ways round a closed road; no engine is opened for that."""
    source = plan.problem.matrix.source
    return source == ROAD_ENGINE or (source == "http" and workspace.settings.travel_kind == ROAD_ENGINE)


def refuse_roads(workspace: Workspace, plan: Plan, roads: RoadState) -> None:
    """Refuse what can be refused before an engine is asked.

    Raises
    ------
    InputError
        ``roads.too_many``, ``roads.place``, ``roads.delay``.
    ConflictError
        ``roads.cannot_close`` where the plan's source knows no ways round.
    """
    if len(roads.closed) > MOST_CLOSED or len(roads.delays) > MOST_DELAYS:
        raise InputError("roads.too_many", closed=MOST_CLOSED, delays=MOST_DELAYS)
    if roads.closed and not can_close(workspace, plan):
        raise ConflictError("roads.cannot_close")
    known = {place.id for place in plan.problem.locations}
    for place in roads.closed:
        is_on_earth = isfinite(place.lon) and isfinite(place.lat) and abs(place.lon) <= 180 and abs(place.lat) <= 90
        if not is_on_earth or place.radius_m not in RADII_M:
            raise InputError("roads.place", radii=", ".join(map(str, RADII_M)))
    for delay in roads.delays:
        is_known = {delay.one, delay.other} <= known and delay.one != delay.other
        if not is_known or not 0 < delay.seconds <= LONGEST_DELAY_S:
            raise InputError("roads.delay", minutes=LONGEST_DELAY_S // 60)


def open_with_roads(workspace: Workspace, roads: RoadState, *, vehicle: str, travel: str = "auto") -> "TravelSource":
    """Open the office's source of travel as it is while roads are closed.

    Raises
    ------
    InputError
        As ``geo.travel.closures.close_roads``, and as open_travel.
    """
    from geo.travel.closures import close_roads
    from workflow.travelling import open_travel

    source = open_travel(workspace, travel=travel, vehicle=vehicle)
    return close_roads(source, roads.closed) if roads.closed else source


def timed_with_roads(problem: RoutingProblem, source: "TravelSource", roads: RoadState) -> RoutingProblem:
    """Return a problem timed anew by a source, with the delays that were stated."""
    from geo.travel.closures import delayed

    matrix = source.matrix([(place.lon or 0.0, place.lat or 0.0) for place in problem.locations])
    rows = {place.id: row for row, place in enumerate(problem.locations)}
    delays = [(rows[d.one], rows[d.other], d.seconds) for d in roads.delays if {d.one, d.other} <= rows.keys()]
    return replace(problem, matrix=delayed(matrix, delays) if delays else matrix)


def with_driven_ways(problem: RoutingProblem, before: RoutingProblem) -> RoutingProblem:
    """Return a problem in which the ways to stops that are done take what they took: they were driven already.

    They are no other shift's: nobody drives to a stop that is done again.
    """
    rows = {place.id: row for row, place in enumerate(problem.locations)}
    old = {place.id: row for row, place in enumerate(before.locations)}
    durations = problem.matrix.durations[:]
    for one, other in _driven(problem):
        if {one, other} <= old.keys() and (seconds := before.matrix.duration_s(old[one], old[other])) is not None:
            durations[rows[one] * problem.matrix.size + rows[other]] = seconds
    return replace(problem, matrix=replace(problem.matrix, durations=durations))


def _driven(problem: RoutingProblem) -> Iterator[tuple[str, str]]:
    """Yield the ways between locations that were driven: up to the last done stop, and home where all are done."""
    current = problem.current or CurrentPlan()
    places: Mapping[str, str] = {visit.id: visit.location for visit in problem.visits}
    shifts = {shift.id: shift for shift in problem.shifts}
    for shift, order in current.routes:
        done = [places[visit] for visit in order if visit in current.done]
        home = [shifts[shift].end_location] if done and len(done) == len(order) else []
        yield from pairwise([shifts[shift].start_location, *done, *home] if done else [])
