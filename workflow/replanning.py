"""A new plan after something happened, that moves as few appointments as it can."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from domain.accounts import Actor
from domain.ceremony import apply_changes
from domain.closed_roads import RoadState
from domain.errors import ConflictError
from domain.plans import Plan
from domain.progress import OnProgress, ShouldStop, never, silent
from domain.rounds import Round, Sample
from domain.routing import RoutingProblem
from store import ceremonies, plans, rounds
from workflow.closed_roads import open_with_roads, roads_of, timed_with_roads, with_driven_ways
from workflow.jobs import start_job
from workflow.permissions import PLANNER, need
from workflow.plan_changes import change_text, changed_problem, logged, recorded_in, refuse_change, shut, unplanned
from workflow.plan_keeping import Line, keep_plan, new_plan, plan_of, points_of
from workflow.plan_views import PlanChange, PlanView
from workflow.showing import shown
from workflow.travel_marks import keep_marks, lines_of, vehicle_of, ways_of
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from geo.travel import TravelSource

KIND = "replan"


def start_replan(workspace: Workspace, actor: Actor, *, round_id: str, version: int, change: PlanChange) -> str:
    """Ask a worker for replan and return the job's id; what can be refused at once is.

    Raises
    ------
    ConflictError, InputError
        As for replan.
    """
    need(workspace, actor, *PLANNER, action="plan.replan", target=round_id)
    _, plan = plan_of(workspace, round_id, version, may_be_sealed=True)
    refuse_change(workspace, plan, change)
    return start_job(
        workspace, actor, kind=KIND, params={"round": round_id, "version": version, "change": change_text(change)}
    )


def replan(
    workspace: Workspace,
    actor: Actor,
    *,
    round_id: str,
    version: int,
    change: PlanChange,
    solver: str = "auto",
    iterations: int | None = None,
    seconds: float | None = None,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
) -> PlanView:
    """Plan anew from the plan in force: first beside everything kept, else with the fewest released.

    What is done and what is locked stays; a stop whose inspection was recorded
    is done. Visits that cannot be made any more are left out with reasons and
    remedies. While roads are closed, the engine itself times the ways round
    them. A sealed plan stays sealed: the new version opens to the teams as the
    old one did, and the log has the note.

    Raises
    ------
    ConflictError
        ``plan.version`` when somebody else changed the plan;
        ``replan.not_listed`` for an establishment that the list lacks;
        ``roads.cannot_close`` where the plan's travel knows no roads.
    InputError
        ``replan.unknown`` for a shift, team or visit that the plan lacks;
        ``replan.no_note`` without a note on a sealed plan; ``roads.*`` and
        ``travel.no_road_there`` for roads that are not as they are said to be.
    """
    from planner.routing.replanning import replan as plan_anew
    from workflow.planning import ROUND_ITERATIONS

    need(workspace, actor, *PLANNER, action="plan.replan", target=round_id)
    found, plan = plan_of(workspace, round_id, version, may_be_sealed=True)
    refuse_change(workspace, plan, change)
    with workspace.store.read() as connection:
        sample = rounds.read_sample(connection, round_id)
    if sample is None:
        raise ConflictError("plan.not_drawn")
    roads = roads_of(workspace, round_id, version) if change.roads is None else change.roads
    problem, source = _asked(workspace, found, plan, sample, change)
    solution = plan_anew(
        problem, solver=solver, seed=int(sample.seed[:7], 16), iterations=iterations or ROUND_ITERATIONS,
        seconds=seconds, on_progress=on_progress, should_stop=should_stop,
    )  # fmt: skip
    made = new_plan(workspace, problem, solution, round_id=round_id)
    if plan.sealed_at is not None:
        made = replace(made, sealed_at=made.made_at, reveal_at=plan.reveal_at)
    ways = None if source is None else ways_of(made, source)
    lines = _lines(workspace, plan, made, roads) if ways is None else lines_of(made, ways)
    if ways is not None:
        keep_marks(workspace, made, ways=ways)
    keep_plan(workspace, actor, made, since=version, action="replan", params=logged(change), lines=lines)
    return shown(workspace, actor, round_id)


def _asked(
    workspace: Workspace, found: Round, plan: Plan, sample: Sample, change: PlanChange
) -> "tuple[RoutingProblem, TravelSource | None]":
    """Return the problem after a change, and the source that timed it where it was timed anew."""
    before = roads_of(workspace, found.id, plan.version)
    roads = before if change.roads is None else change.roads
    listed = _listed_problem(workspace, found, plan, sample, change)
    problem = changed_problem(listed, plan, change, recorded=recorded_in(workspace, plan))
    if roads == before and (listed is plan.problem or roads.is_usual):
        return problem, None
    source = open_with_roads(workspace, roads, vehicle=vehicle_of(workspace, found.id))
    return with_driven_ways(timed_with_roads(problem, source, roads), plan.problem), source


def _listed_problem(
    workspace: Workspace, found: Round, plan: Plan, sample: Sample, change: PlanChange
) -> RoutingProblem:
    """Return the plan's problem, made anew where its list was changed by a document since, or a visit is open again."""
    from workflow.planning import problem_of

    with workspace.store.read() as connection:
        listed = set(apply_changes(sample.selected, ceremonies.read_changes(connection, found.id)))
    for establishment in change.added:
        if establishment not in listed:
            raise ConflictError("replan.not_listed", establishment=establishment)
    known = {visit.id for visit in plan.problem.visits}
    missing = listed - known - unplanned(plan, recorded_in(workspace, plan))
    if not missing and known <= listed and not set(change.added) & set(shut(plan)):
        return plan.problem
    problem, _ = problem_of(workspace, found, sample, travel="auto", shifts=plan.problem.shifts)
    return problem


def _lines(workspace: Workspace, before: Plan, made: Plan, roads: RoadState) -> dict[str, Line]:
    """Return the lines of the shifts: those that drive as before keep theirs, the others ask the roads."""
    with workspace.store.read() as connection:
        lines: Mapping[str, Line] = dict(plans.read_lines(connection, before.round_id, before.version))
    old = {route.shift: [stop.visit for stop in route.stops] for route in before.solution.routes}
    after: dict[str, Line] = {}
    source = None
    for route in made.solution.routes:
        order = [stop.visit for stop in route.stops]
        if route.shift in lines and old.get(route.shift) == order:
            after[route.shift] = lines[route.shift]
            continue
        source = source or open_with_roads(workspace, roads, vehicle=vehicle_of(workspace, made.round_id))
        points = points_of(made.problem, route.shift, order)
        way = source.route(points)
        after[route.shift] = tuple(way.line) if way else points
    return after
