"""What happened since a plan was made: written down, looked at, and put into the problem."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import date

from domain.closed_roads import roads_from_text, roads_text
from domain.errors import InputError
from domain.plans import Plan
from domain.routing import CurrentPlan, RoutingProblem, Visit
from domain.visits import UNANSWERED, ResultState, VisitStatus
from store import inspections, results
from workflow.closed_roads import refuse_roads
from workflow.plan_views import PlanChange
from workflow.workspace import Workspace

ENDED = UNANSWERED | {VisitStatus.INSPECTED}


def change_text(change: PlanChange) -> str:
    """Return a change as JSON text, as a job's parameter keeps it."""
    plain = asdict(change) | {"done_before": change.done_before.isoformat() if change.done_before else None}
    return json.dumps(plain, ensure_ascii=False)


def change_from_text(text: str) -> PlanChange:
    """Return the change that change_text wrote."""
    plain = json.loads(text)
    lists = {
        name: tuple(plain[name]) for name in ("lost_shifts", "lost_teams", "closed_visits", "done_visits", "added")
    }
    on, roads = plain["done_before"], plain["roads"]
    return PlanChange(
        **lists, late=tuple((shift, seconds) for shift, seconds in plain["late"]),
        done_before=date.fromisoformat(on) if on else None, note=plain["note"],
        roads=None if roads is None else roads_from_text(json.dumps(roads)),
    )  # fmt: skip


def recorded_in(workspace: Workspace, plan: Plan) -> frozenset[str]:
    """Return the establishments of a plan's round that are done with: inspected, or tried in the shift they stand in.

    One that found nothing and was given another shift since waits for that.
    """
    planned = {(stop.visit, route.shift) for route in plan.solution.routes for stop in route.stops}
    with workspace.store.read() as connection:
        done = inspections.read_inspections(connection)
        told = results.read_results(connection, plan.round_id)
    inspected = {one.establishment_id for one in done if one.round_id == plan.round_id}
    tried = {
        one.result.stop
        for one in told
        if one.state is ResultState.KEPT
        and one.result.status in ENDED
        and (one.result.stop, one.sheet.shift) in planned
    }
    return frozenset(inspected | tried)


def unplanned(plan: Plan, recorded: Collection[str]) -> frozenset[str]:
    """Return those recorded that the plan has no stop for: there is nothing left to plan."""
    return frozenset(recorded) - {stop.visit for route in plan.solution.routes for stop in route.stops}


def changed_problem(
    problem: RoutingProblem, plan: Plan, change: PlanChange, *, recorded: Collection[str] = ()
) -> RoutingProblem:
    """Return the problem after a change; its current plan is what stood before.

    Days that are over take nothing new. A stop that was recorded is done,
    before those of its shift that were not; what was inspected without a stop
    is asked for no more. A visit that cannot be made now is no longer required
    and fits no shift, so that the plan is legal without it.
    """
    problem = _without(problem, unplanned(plan, recorded))
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
    told = {*recorded, *change.done_visits}
    done |= {visit for shift, order in routes for visit in order if shift in over or visit in told}
    lost = {*before.lost_shifts, *change.lost_shifts, *gone, *too_late, *over}
    closed = {visit for visit in (*shut(plan), *change.closed_visits) if visit not in done | set(change.added)}
    orphans = closed | {visit for shift, order in routes if shift in lost for visit in order}
    return replace(
        problem,
        shifts=tuple(one if one.start_s < one.end_s else old for one, old in zip(shifts, problem.shifts, strict=True)),
        visits=tuple(_closed(visit, problem) if visit.id in closed else visit for visit in problem.visits),
        current=CurrentPlan(
            routes=routes,
            done=tuple(sorted(done)),
            locked={visit: lock for visit, lock in before.locked.items() if visit in known and visit not in orphans},
            lost_shifts=tuple(shift.id for shift in shifts if shift.id in lost),
        ),
    )


def _without(problem: RoutingProblem, gone: Collection[str]) -> RoutingProblem:
    """Return the problem without these visits; what is left alone of a group that goes together goes with nobody."""
    if not gone:
        return problem
    together = (replace(one, visits=tuple(v for v in one.visits if v not in gone)) for one in problem.together)
    return replace(
        problem,
        visits=tuple(visit for visit in problem.visits if visit.id not in gone),
        together=tuple(one for one in together if len(one.visits) > 1),
    )


def _closed(visit: Visit, problem: RoutingProblem) -> Visit:
    return replace(visit, required=False, forbidden_shifts=tuple(shift.id for shift in problem.shifts))


def shut(plan: Plan) -> tuple[str, ...]:
    """Return the visits that an earlier change closed: a round's own visits are all required."""
    return tuple(visit.id for visit in plan.problem.visits if not visit.required)


def refuse_change(workspace: Workspace, plan: Plan, change: PlanChange) -> None:
    """Refuse a change that speaks of what the plan does not have, or of a sealed plan without a note.

    Raises
    ------
    InputError
        ``replan.unknown``, ``replan.early``, ``replan.no_note``, ``roads.*``.
    ConflictError
        ``roads.cannot_close``.
    """
    known = {
        "shift": ({shift.id for shift in plan.problem.shifts}, (*change.lost_shifts, *(one for one, _ in change.late))),
        "team": ({shift.team for shift in plan.problem.shifts}, change.lost_teams),
        "visit": ({visit.id for visit in plan.problem.visits}, (*change.closed_visits, *change.done_visits)),
    }
    for kind, (ids, named) in known.items():
        for one in named:
            if one not in ids:
                raise InputError("replan.unknown", kind=kind, id=one)
    if any(seconds < 0 for _, seconds in change.late):
        raise InputError("replan.early")
    if plan.sealed_at is not None and not change.note.strip():
        raise InputError("replan.no_note")
    if change.roads is not None:
        refuse_roads(workspace, plan, change.roads)


def logged(change: PlanChange) -> Mapping[str, str | int]:
    """Return what the list of versions and the log say of a change."""
    lists = {
        "lost_shifts": change.lost_shifts, "lost_teams": change.lost_teams, "closed": change.closed_visits,
        "late": tuple(shift for shift, _ in change.late), "added": change.added,
    }  # fmt: skip
    said: dict[str, str | int] = {name: ", ".join(ids) for name, ids in lists.items() if ids}
    if change.done_before:
        said["done_before"] = change.done_before.isoformat()
    if change.roads is not None:
        said["roads"] = roads_text(change.roads)
    return said | ({"note": change.note.strip()} if change.note.strip() else {})
