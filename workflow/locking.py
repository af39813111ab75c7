"""Stops that a new plan must leave where they are."""

from collections.abc import Mapping

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from workflow.permissions import PLANNER, need
from workflow.plan_keeping import keep_plan, lines_after, new_plan, plan_of
from workflow.plan_views import PlanView
from workflow.showing import shown
from workflow.workspace import Workspace

LOCKS = ("team", "day", "order")


def lock_stops(
    workspace: Workspace, actor: Actor, *, round_id: str, version: int, locks: Mapping[str, str]
) -> PlanView:
    """Lock the team, the day, or the shift and order of stops; kept with the plan as its next version.

    Parameters
    ----------
    locks
        Visit to ``team``, ``day`` or ``order``; empty releases it. Other locks stay as they are.

    Raises
    ------
    ConflictError
        ``plan.version``, ``plan.sealed``; ``plan.lock_nothing`` for a visit without a stop.
    InputError
        ``plan.lock_kind``.
    """
    from planner.routing.rearranging import orders_of, rescored, with_locks

    need(workspace, actor, *PLANNER, action="plan.lock", target=round_id)
    _, plan = plan_of(workspace, round_id, version)
    planned = {visit for order in orders_of(plan.solution).values() for visit in order}
    for visit, lock in locks.items():
        if visit not in planned:
            raise ConflictError("plan.lock_nothing", visit=visit)
        if lock and lock not in LOCKS:
            raise InputError("plan.lock_kind", value=lock)
    before = plan.problem.current.locked if plan.problem.current else {}
    after = {visit: lock for visit, lock in {**before, **locks}.items() if lock}
    if after != dict(before):
        problem = with_locks(plan.problem, plan.solution, after)
        kept = new_plan(workspace, problem, rescored(problem, plan.solution), round_id=round_id)
        keep_plan(
            workspace, actor, kept, since=version, action="lock",
            params={"locked": sum(bool(lock) for lock in locks.values()), "released": list(locks.values()).count("")},
            lines=lines_after(workspace, plan, plan.solution),
        )  # fmt: skip
    return shown(workspace, actor, round_id)
