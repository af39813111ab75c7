"""The plan of a drawn round: travel times, routes, verification, manual moves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.accounts import Actor
from domain.ceremony import apply_changes
from domain.digest import sha256_hex
from domain.errors import ConflictError, InspectionError
from domain.establishments import Establishment
from domain.places import Position
from domain.plans import Plan
from domain.progress import OnProgress, ShouldStop, never, silent
from domain.rounds import Round, RoundStatus, Sample
from domain.routing import RoutingProblem, Solution
from planner.routing.formats import problem_json
from planner.verify import verify
from store import ceremonies, establishments, plans, rounds, teams
from workflow.ceremony import prepare_alone
from workflow.drawing import draw_sample
from workflow.frames import freeze_round
from workflow.offices import office_of, read_now, types_of
from workflow.permissions import PLANNER, log, need
from workflow.rounds import round_of
from workflow.shift_calendar import working_between
from workflow.travelling import keep_far, open_travel
from workflow.views import PlanView
from workflow.workspace import Workspace

ROUND_ITERATIONS = 10
"""Ten rounds took under 1 s of CPU on the demo's 48 visits."""


def plan_round(
    workspace: Workspace,
    actor: Actor,
    *,
    round_id: str,
    seed: str,
    reason: str = "",
    seconds: float | None = None,
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
) -> Plan:
    """Freeze, draw and plan a round in one go; steps already done are kept.

    Parameters
    ----------
    seed
        Secret text from which the draw's salt and dice are made; nobody
        watches, and the minutes of the draw say so.
    reason
        Why the year's register is drawn again, where it is.
    """
    on_progress("freeze", 0, 4)
    freeze_round(workspace, actor, round_id=round_id)
    on_progress("draw", 1, 4)
    if round_of(workspace, round_id).status is RoundStatus.FROZEN:
        prepare_alone(workspace, actor, round_id=round_id, ticket=seed, reason=reason)
        draw_sample(workspace, actor, round_id=round_id)
    plan = make_plan(
        workspace, actor, round_id=round_id, seconds=seconds, on_progress=on_progress, should_stop=should_stop
    )
    on_progress("done", 4, 4)
    return plan


def make_plan(
    workspace: Workspace,
    actor: Actor,
    *,
    round_id: str,
    solver: str = "auto",
    iterations: int | None = ROUND_ITERATIONS,
    seconds: float | None = None,
    travel: str = "auto",
    on_progress: OnProgress = silent,
    should_stop: ShouldStop = never,
) -> Plan:
    """Route the sample over the round's shifts; the plan is kept as its next version.

    Raises
    ------
    ConflictError
        ``plan.not_drawn`` before the draw, ``plan.sealed`` afterwards, ``plan.no_shifts``.
    """
    from planner.routing import solve

    need(workspace, actor, *PLANNER, action="plan.make", target=round_id)
    found = round_of(workspace, round_id)
    if found.status not in (RoundStatus.DRAWN, RoundStatus.PLANNED):
        raise ConflictError(
            "plan.not_drawn" if found.frozen_on is None or found.status is RoundStatus.FROZEN else "plan.sealed"
        )
    with workspace.store.read() as connection:
        sample = rounds.read_sample(connection, round_id)
        before = plans.read_plan(connection, round_id)
    if sample is None:
        raise ConflictError("plan.not_drawn")
    on_progress("travel", 2, 4)
    problem, source = problem_of(workspace, found, sample, travel=travel)
    keep_far(workspace, round_id=round_id, positions=positions_of(workspace, sample), source=source)
    on_progress("route", 3, 4)
    solution = solve(
        problem, solver=solver, seed=int(sample.seed[:7], 16), iterations=iterations, seconds=seconds,
        should_stop=should_stop,
    )  # fmt: skip
    plan = _plan(workspace, problem, solution, version=before.version + 1 if before else 1, round_id=round_id)
    return _keep(workspace, actor, found, plan, lines_of(plan, source))


def problem_of(workspace: Workspace, found: Round, sample: Sample, *, travel: str):  # type: ignore[no-untyped-def]
    """Return the routing problem of a sample and the travel source that timed it."""
    from planner.problem import build_problem

    office = office_of(workspace)
    with workspace.store.read() as connection:
        known = {e.id: e for e in establishments.read_establishments(connection)}
        crews = teams.read_teams(connection)
        changes = ceremonies.read_changes(connection, found.id)
    working = working_between(workspace, first=found.starts_on, last=found.ends_on)
    shifts = [shift for shift in working if shift.team in found.teams]
    if not shifts:
        raise ConflictError("plan.no_shifts", starts=found.starts_on.isoformat(), ends=found.ends_on.isoformat())
    selected: list[Establishment] = [known[id_] for id_ in apply_changes(sample.selected, changes)]
    points = [(b.lon, b.lat) for b in office.bases]
    points += [(e.position.lon, e.position.lat) for e in selected if e.position is not None]
    source = open_travel(workspace, travel=travel)
    problem = build_problem(
        name=found.id,
        establishments=selected,
        types={kind.code: kind for kind in types_of(workspace)},
        shifts=shifts,
        teams=crews,
        bases=office.bases,
        matrix=source.matrix(points),
    )
    return problem, source


def positions_of(workspace: Workspace, sample: Sample) -> dict[str, Position]:
    """Return the positions of a sample that are known, by establishment."""
    with workspace.store.read() as connection:
        known = {e.id: e.position for e in establishments.read_establishments(connection)}
    return {id_: position for id_ in sample.selected if (position := known[id_]) is not None}


def lines_of(plan: Plan, source) -> dict[str, tuple[tuple[float, float], ...]]:  # type: ignore[no-untyped-def]
    """Return, per shift, the line that its route drives, straight where the source knows no way."""
    places = {p.id: (p.lon or 0.0, p.lat or 0.0) for p in plan.problem.locations}
    at = {v.id: places[v.location] for v in plan.problem.visits}
    shifts = {s.id: s for s in plan.problem.shifts}
    lines: dict[str, tuple[tuple[float, float], ...]] = {}
    for route in plan.solution.routes:
        if route.stops:
            shift = shifts[route.shift]
            points = [places[shift.start_location], *(at[s.visit] for s in route.stops), places[shift.end_location]]
            way = source.route(points)
            lines[route.shift] = tuple(way.line) if way else tuple(points)
    return lines


def move_stop(
    workspace: Workspace, actor: Actor, *, round_id: str, version: int, visit: str, shift: str, order: int
) -> PlanView:
    """Move a visit to another shift or place in the order; the move is verified before it is kept.

    Raises
    ------
    ConflictError
        ``plan.version`` when somebody else changed the plan.
    InspectionError
        ``plan.move_breaks`` with the first rule that the move would break.
    """
    from planner.routing.timing import time_route
    from workflow.showing import read_plan

    need(workspace, actor, *PLANNER, action="plan.move", target=visit)
    found = round_of(workspace, round_id)
    with workspace.store.read() as connection:
        plan = plans.read_plan(connection, round_id)
        lines = plans.read_lines(connection, round_id, version)
    if plan is None or plan.version != version or found.status is not RoundStatus.PLANNED:
        raise ConflictError("plan.version", version=version)
    orders = {r.shift: [s.visit for s in r.stops] for r in plan.solution.routes}
    for stops in orders.values():
        if visit in stops:
            stops.remove(visit)
    orders.setdefault(shift, []).insert(max(0, order - 1), visit)
    routes = []
    for id_, stops in orders.items():
        if not stops:
            continue
        timed = time_route(plan.problem, id_, stops)
        if timed is None:
            raise InspectionError("plan.move_breaks", rule="timing", shift=id_)
        routes.append(timed)
    left = tuple(u for u in plan.solution.unassigned if u.visit != visit)
    solution = replace(plan.solution, routes=tuple(sorted(routes, key=lambda r: r.shift)), unassigned=left)
    verdict = verify(plan.problem, solution)
    solution = replace(solution, score=verdict.score)
    verdict = verify(plan.problem, solution)
    if verdict.broken:
        raise InspectionError("plan.move_breaks", rule=verdict.broken[0].code, shift=shift)
    moved = _plan(workspace, plan.problem, solution, version=version + 1, round_id=round_id)
    changed = {r.shift for r in routes} - {r.shift for r in plan.solution.routes if r in routes}
    kept = {id_: line for id_, line in lines.items() if id_ not in changed}
    _keep(workspace, actor, found, moved, {**kept, **_straight(moved, changed)})
    view = read_plan(workspace, actor, round_id=round_id)
    if view is None:
        raise ConflictError("plan.version", version=version)
    return view


def _straight(plan: Plan, changed: set[str]) -> dict[str, tuple[tuple[float, float], ...]]:
    class Straight:
        @staticmethod
        def route(points: Sequence[tuple[float, float]]) -> None:
            return None

    return {id_: line for id_, line in lines_of(plan, Straight).items() if id_ in changed}


def _plan(workspace: Workspace, problem: RoutingProblem, solution: Solution, *, version: int, round_id: str) -> Plan:
    return Plan(
        round_id=round_id, version=version, problem=problem, solution=solution, verdict=verify(problem, solution),
        input_digest=sha256_hex(problem_json(problem)), made_at=read_now(workspace),
    )  # fmt: skip


def _keep(
    workspace: Workspace, actor: Actor, found: Round, plan: Plan, lines: Mapping[str, Sequence[tuple[float, float]]]
) -> Plan:
    with workspace.store.write() as connection:
        plans.save_plan(connection, plan, lines=lines)
        rounds.save_round(connection, replace(found, status=RoundStatus.PLANNED))
    log(workspace, actor, action="plan.make", target=found.id, version=plan.version)
    return plan
