"""A new plan after something happened, that moves as few appointments as it can."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date

from domain.accounts import Actor
from domain.ceremony import apply_changes
from domain.errors import ConflictError, InputError
from domain.plans import Plan
from domain.progress import OnProgress, ShouldStop, never, silent
from domain.rounds import Round, Sample
from domain.routing import CurrentPlan, RoutingProblem, Visit
from store import ceremonies, plans, rounds
from workflow.jobs import start_job
from workflow.permissions import PLANNER, need
from workflow.plan_keeping import Line, keep_plan, new_plan, plan_of, points_of, shown
from workflow.views import PlanChange, PlanView
from workflow.workspace import Workspace

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
    _refuse_unknown(plan, change)
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

    What is done and what is locked stays. Visits that cannot be made any more
    are left out with reasons and remedies. A sealed plan stays sealed: the new
    version opens to the teams as the old one did, and the log has the note.

    Raises
    ------
    ConflictError
        ``plan.version`` when somebody else changed the plan;
        ``replan.not_listed`` for an establishment that the list lacks.
    InputError
        ``replan.unknown`` for a shift, team or visit that the plan lacks;
        ``replan.no_note`` without a note on a sealed plan.
    """
    from planner.routing.replanning import replan as plan_anew
    from workflow.planning import ROUND_ITERATIONS

    need(workspace, actor, *PLANNER, action="plan.replan", target=round_id)
    found, plan = plan_of(workspace, round_id, version, may_be_sealed=True)
    _refuse_unknown(plan, change)
    with workspace.store.read() as connection:
        sample = rounds.read_sample(connection, round_id)
    if sample is None:
        raise ConflictError("plan.not_drawn")
    problem = changed_problem(_listed_problem(workspace, found, plan, sample, change), plan, change)
    solution = plan_anew(
        problem, solver=solver, seed=int(sample.seed[:7], 16), iterations=iterations or ROUND_ITERATIONS,
        seconds=seconds, on_progress=on_progress, should_stop=should_stop,
    )  # fmt: skip
    made = new_plan(workspace, problem, solution, round_id=round_id)
    if plan.sealed_at is not None:
        made = replace(made, sealed_at=made.made_at, reveal_at=plan.reveal_at)
    keep_plan(
        workspace, actor, made, since=version, action="replan", params=_logged(change),
        lines=_lines(workspace, plan, made),
    )  # fmt: skip
    return shown(workspace, actor, round_id)


def change_text(change: PlanChange) -> str:
    """Return a change as JSON text, as a job's parameter keeps it."""
    plain = asdict(change) | {"done_before": change.done_before.isoformat() if change.done_before else None}
    return json.dumps(plain, ensure_ascii=False)


def change_from_text(text: str) -> PlanChange:
    """Return the change that change_text wrote."""
    plain = json.loads(text)
    lists = {name: tuple(plain[name]) for name in ("lost_shifts", "lost_teams", "closed_visits", "added")}
    on = plain["done_before"]
    return PlanChange(
        **lists, late=tuple((shift, seconds) for shift, seconds in plain["late"]),
        done_before=date.fromisoformat(on) if on else None, note=plain["note"],
    )  # fmt: skip


def changed_problem(problem: RoutingProblem, plan: Plan, change: PlanChange) -> RoutingProblem:
    """Return the problem after a change; its current plan is what stood before.

    Days that are over take nothing new. A visit that cannot be made now is no
    longer required and fits no shift, so that the plan is legal without it.
    """
    over = {shift.id for shift in problem.shifts if change.done_before and shift.date < change.done_before}
    gone = {shift.id for shift in problem.shifts if shift.team in change.lost_teams}
    late = dict(change.late)
    shifts = tuple(replace(one, start_s=one.start_s + late.get(one.id, 0)) for one in problem.shifts)
    too_late = {shift.id for shift in shifts if shift.start_s >= shift.end_s}
    known = {visit.id for visit in problem.visits}
    routes = tuple(
        (route.shift, tuple(stop.visit for stop in route.stops if stop.visit in known))
        for route in plan.solution.routes
    )
    before = plan.problem.current or CurrentPlan()
    done = {visit for visit in before.done if visit in known}
    done |= {visit for shift, order in routes if shift in over for visit in order}
    lost = {*before.lost_shifts, *change.lost_shifts, *gone, *too_late, *over}
    shut = {visit for visit in (*_shut(plan), *change.closed_visits) if visit not in done | set(change.added)}
    orphans = shut | {visit for shift, order in routes if shift in lost for visit in order}
    return replace(
        problem,
        shifts=tuple(one if one.start_s < one.end_s else old for one, old in zip(shifts, problem.shifts, strict=True)),
        visits=tuple(_closed(visit, problem) if visit.id in shut else visit for visit in problem.visits),
        current=CurrentPlan(
            routes=routes,
            done=tuple(sorted(done)),
            locked={visit: lock for visit, lock in before.locked.items() if visit in known and visit not in orphans},
            lost_shifts=tuple(shift.id for shift in shifts if shift.id in lost),
        ),
    )


def _closed(visit: Visit, problem: RoutingProblem) -> Visit:
    return replace(visit, required=False, forbidden_shifts=tuple(shift.id for shift in problem.shifts))


def _shut(plan: Plan) -> tuple[str, ...]:
    """Return the visits that an earlier change closed: a round's own visits are all required."""
    return tuple(visit.id for visit in plan.problem.visits if not visit.required)


def _refuse_unknown(plan: Plan, change: PlanChange) -> None:
    known = {
        "shift": ({shift.id for shift in plan.problem.shifts}, (*change.lost_shifts, *(one for one, _ in change.late))),
        "team": ({shift.team for shift in plan.problem.shifts}, change.lost_teams),
        "visit": ({visit.id for visit in plan.problem.visits}, change.closed_visits),
    }
    for kind, (ids, named) in known.items():
        for one in named:
            if one not in ids:
                raise InputError("replan.unknown", kind=kind, id=one)
    if any(seconds < 0 for _, seconds in change.late):
        raise InputError("replan.early")
    if plan.sealed_at is not None and not change.note.strip():
        raise InputError("replan.no_note")


def _listed_problem(
    workspace: Workspace, found: Round, plan: Plan, sample: Sample, change: PlanChange
) -> RoutingProblem:
    """Return the plan's problem, made anew where its list was changed by a document since, or a visit is open again."""
    from workflow.planning import problem_of

    with workspace.store.read() as connection:
        listed = apply_changes(sample.selected, ceremonies.read_changes(connection, found.id))
    for establishment in change.added:
        if establishment not in listed:
            raise ConflictError("replan.not_listed", establishment=establishment)
    reopened = set(change.added) & set(_shut(plan))
    if set(listed) == {visit.id for visit in plan.problem.visits} and not reopened:
        return plan.problem
    problem, _ = problem_of(workspace, found, sample, travel="auto", shifts=plan.problem.shifts)
    return problem


def _lines(workspace: Workspace, before: Plan, made: Plan) -> dict[str, Line]:
    """Return the lines of the shifts: those that drive as before keep theirs, the others ask the roads."""
    from workflow.travel_marks import vehicle_of
    from workflow.travelling import open_travel

    with workspace.store.read() as connection:
        lines: dict[str, Line] = dict(plans.read_lines(connection, before.round_id, before.version))
    old = {route.shift: [stop.visit for stop in route.stops] for route in before.solution.routes}
    after: dict[str, Line] = {}
    source = None
    for route in made.solution.routes:
        order = [stop.visit for stop in route.stops]
        if route.shift in lines and old.get(route.shift) == order:
            after[route.shift] = lines[route.shift]
            continue
        source = source or open_travel(workspace, vehicle=vehicle_of(workspace, made.round_id))
        points = points_of(made.problem, route.shift, order)
        way = source.route(points)
        after[route.shift] = tuple(way.line) if way else points
    return after


def _logged(change: PlanChange) -> Mapping[str, str | int]:
    """Return what the list of versions and the log say of a change."""
    lists = {
        "lost_shifts": change.lost_shifts, "lost_teams": change.lost_teams, "closed": change.closed_visits,
        "late": tuple(shift for shift, _ in change.late), "added": change.added,
    }  # fmt: skip
    said: dict[str, str | int] = {name: ", ".join(ids) for name, ids in lists.items() if ids}
    if change.done_before:
        said["done_before"] = change.done_before.isoformat()
    return said | ({"note": change.note.strip()} if change.note.strip() else {})
