"""The plan that a change starts from, and how its next version is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.errors import ConflictError
from domain.plans import Plan
from domain.rounds import Round, RoundStatus
from domain.routing import RoutingProblem, Solution
from planner.routing.formats import problem_json
from planner.verify import verify
from store import plan_steps, plans, rounds
from workflow.offices import read_now
from workflow.permissions import log_in
from workflow.rounds import round_of
from workflow.workspace import Workspace

Line = Sequence[tuple[float, float]]


def plan_of(workspace: Workspace, round_id: str, version: int, *, may_be_sealed: bool = False) -> tuple[Round, Plan]:
    """Return a round and the version of its plan that is in force.

    Raises
    ------
    ConflictError
        ``plan.version`` when another version is in force: somebody else
        changed the plan; ``plan.sealed`` when it is sealed.
    """
    found = round_of(workspace, round_id)
    with workspace.store.read() as connection:
        plan = plans.read_plan(connection, round_id)
    if plan is None or plan.version != version:
        raise ConflictError("plan.version", round=round_id, version=version)
    if found.status is RoundStatus.SEALED and not may_be_sealed:
        raise ConflictError("plan.sealed")
    if found.status not in (RoundStatus.PLANNED, RoundStatus.SEALED):
        raise ConflictError("plan.version", round=round_id, version=version)
    return found, plan


def new_plan(workspace: Workspace, problem: RoutingProblem, solution: Solution, *, round_id: str) -> Plan:
    """Return a verified plan that has no version yet."""
    return Plan(
        round_id=round_id, version=0, problem=problem, solution=solution, verdict=verify(problem, solution),
        input_digest=sha256_hex(problem_json(problem)), made_at=read_now(workspace),
    )  # fmt: skip


def keep_plan(
    workspace: Workspace,
    actor: Actor,
    plan: Plan,
    *,
    since: int | None,
    action: str,
    params: Mapping[str, str | int],
    lines: Mapping[str, Line],
    unlogged: Mapping[str, str | int] | None = None,
) -> Plan:
    """Keep a plan as the round's next version, put it in force and log it.

    Parameters
    ----------
    since
        The version in force that it was made from, None for a first plan.
    action, params
        What was done: ``make``, ``move``, ``lock``, ``swap``, ``replan``, ``restore``.
    unlogged
        Kept with the step beside its params, and not in the log.

    Raises
    ------
    ConflictError
        ``plan.version`` when another version came into force meanwhile.
    """
    with workspace.store.write() as connection:
        plan_steps.expect_head(connection, plan.round_id, since)
        kept = replace(plan, version=plan_steps.latest_version(connection, plan.round_id) + 1)
        plans.save_plan(connection, kept, lines=lines)
        step = plan_steps.PlanStep(
            round_id=kept.round_id, version=kept.version, parent=since, account=actor.account, action=action,
            params={**params, **(unlogged or {})},
        )  # fmt: skip
        plan_steps.add_step(connection, step)
        found = next(one for one in rounds.list_rounds(connection) if one.id == kept.round_id)
        if found.status is RoundStatus.DRAWN:
            rounds.save_round(connection, replace(found, status=RoundStatus.PLANNED))
        details: dict[str, Any] = {"version": kept.version, **params}
        log_in(connection, actor, action=f"plan.{action}", target=kept.round_id, **details)
    return kept


def lines_after(workspace: Workspace, before: Plan, solution: Solution) -> dict[str, Line]:
    """Return the lines of a plan's shifts after a change by hand: straight ones where the order of stops changed."""
    with workspace.store.read() as connection:
        lines = plans.read_lines(connection, before.round_id, before.version)
    old = {route.shift: [stop.visit for stop in route.stops] for route in before.solution.routes}
    after: dict[str, Line] = {}
    for route in solution.routes:
        order = [stop.visit for stop in route.stops]
        has_line = route.shift in lines and old.get(route.shift) == order
        after[route.shift] = lines[route.shift] if has_line else points_of(before.problem, route.shift, order)
    return after


def points_of(problem: RoutingProblem, shift: str, order: Sequence[str]) -> tuple[tuple[float, float], ...]:
    """Return where a shift stops, its start and end included, as (lon, lat) degrees."""
    places = {place.id: (place.lon or 0.0, place.lat or 0.0) for place in problem.locations}
    stops = {visit.id: visit.location for visit in problem.visits}
    duty = next(one for one in problem.shifts if one.id == shift)
    return tuple(
        places[place] for place in (duty.start_location, *(stops[visit] for visit in order), duty.end_location)
    )
