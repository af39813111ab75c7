"""The versions of a plan: back and forth, side by side, and an old one again."""

from dataclasses import replace

from domain.accounts import Actor
from domain.errors import ConflictError, InputError
from domain.plans import Plan
from store import establishments, plan_steps, plans
from workflow.moving import retimed
from workflow.permissions import PLANNER, log_in, need
from workflow.plan_keeping import keep_plan, plan_of
from workflow.plan_views import MovedStop, PlanDifferenceView, PlanVersionView, PlanView
from workflow.rounds import round_of
from workflow.showing import shown
from workflow.workspace import Workspace


def undo_plan(workspace: Workspace, actor: Actor, *, round_id: str, version: int) -> PlanView:
    """Put the version in force from which this one was made; this one can be redone.

    Raises
    ------
    ConflictError
        ``plan.version`` when somebody else changed the plan, ``plan.sealed``, ``plan.no_undo``.
    """
    need(workspace, actor, *PLANNER, action="plan.undo", target=round_id)
    plan_of(workspace, round_id, version)
    with workspace.store.write() as connection:
        head = plan_steps.expect_head(connection, round_id, version)
        steps = {step.version: step for step in plan_steps.read_steps(connection, round_id)}
        parent = steps[version].parent if version in steps else None
        if head is None or parent is None:
            raise ConflictError("plan.no_undo")
        plan_steps.move_head(connection, replace(head, version=parent, redo=(*head.redo, version)))
        log_in(connection, actor, action="plan.undo", target=round_id, version=version, back_to=parent)
    return shown(workspace, actor, round_id)


def redo_plan(workspace: Workspace, actor: Actor, *, round_id: str, version: int) -> PlanView:
    """Put the version in force again that was undone last.

    Raises
    ------
    ConflictError
        ``plan.version`` when somebody else changed the plan, ``plan.sealed``, ``plan.no_redo``.
    """
    need(workspace, actor, *PLANNER, action="plan.redo", target=round_id)
    plan_of(workspace, round_id, version)
    with workspace.store.write() as connection:
        head = plan_steps.expect_head(connection, round_id, version)
        if head is None or not head.redo:
            raise ConflictError("plan.no_redo")
        again = head.redo[-1]
        plan_steps.move_head(connection, replace(head, version=again, redo=head.redo[:-1]))
        log_in(connection, actor, action="plan.redo", target=round_id, version=version, forth_to=again)
    return shown(workspace, actor, round_id)


def restore_plan(workspace: Workspace, actor: Actor, *, round_id: str, version: int) -> PlanView:
    """Keep an old version's plan again as the newest one, whose making can be undone like any other.

    Raises
    ------
    InputError
        ``plan.unknown`` when the round has no such version.
    ConflictError
        ``plan.sealed``.
    """
    need(workspace, actor, *PLANNER, action="plan.restore", target=round_id)
    old = _version(workspace, round_id, version)
    with workspace.store.read() as connection:
        head = plan_steps.read_head(connection, round_id)
        lines = plans.read_lines(connection, round_id, version)
    since = head.version if head else version
    plan_of(workspace, round_id, since)
    if since != version:
        again = replace(old, sealed_at=None, reveal_at=())
        keep_plan(workspace, actor, again, since=since, action="restore", params={"of": version}, lines=lines)
    return shown(workspace, actor, round_id)


def plan_versions(workspace: Workspace, actor: Actor, *, round_id: str) -> tuple[PlanVersionView, ...]:
    """Return every version of a round's plan, the first one first."""
    need(workspace, actor, *PLANNER, action="plan.versions", target=round_id)
    round_of(workspace, round_id)
    with workspace.store.read() as connection:
        known = plan_steps.list_versions(connection, round_id)
        found = [plans.read_plan(connection, round_id, version) for version in known]
    return _views(workspace, round_id, [plan for plan in found if plan is not None])


def compare_plans(workspace: Workspace, actor: Actor, *, round_id: str, first: int, second: int) -> PlanDifferenceView:
    """Return what the second version of a round's plan has otherwise than the first.

    Raises
    ------
    InputError
        ``plan.unknown`` when the round has no such version.
    """
    need(workspace, actor, *PLANNER, action="plan.compare", target=round_id)
    old, new = _version(workspace, round_id, first), _version(workspace, round_id, second)
    changes = retimed(old.solution, new.solution)
    with workspace.store.read() as connection:
        names = {one.id: one.name for one in establishments.read_establishments(connection)}
    views = _views(workspace, round_id, [old, new])
    return PlanDifferenceView(
        first=views[0], second=views[1],
        moved=tuple(
            MovedStop(one.visit, one.old_shift, one.new_shift)
            for one in changes
            if one.old_shift and one.new_shift and one.old_shift != one.new_shift
        ),
        retimed=tuple(one for one in changes if one.old_shift == one.new_shift),
        added=tuple(one.visit for one in changes if not one.old_shift),
        removed=tuple(one.visit for one in changes if not one.new_shift),
        names={one.visit: names.get(one.visit, one.visit) for one in changes},
    )  # fmt: skip


def _version(workspace: Workspace, round_id: str, version: int) -> Plan:
    with workspace.store.read() as connection:
        found = plans.read_plan(connection, round_id, version)
    if found is None:
        raise InputError("plan.unknown", round=round_id, version=version)
    return found


def _views(workspace: Workspace, round_id: str, found: list[Plan]) -> tuple[PlanVersionView, ...]:
    with workspace.store.read() as connection:
        head = plan_steps.read_head(connection, round_id)
        steps = {step.version: step for step in plan_steps.read_steps(connection, round_id)}
    current = head.version if head else None
    return tuple(_view(plan, steps.get(plan.version), is_current=plan.version == current) for plan in found)


def _view(plan: Plan, step: plan_steps.PlanStep | None, *, is_current: bool) -> PlanVersionView:
    routes = [route for route in plan.solution.routes if route.stops]
    return PlanVersionView(
        version=plan.version, made_at=plan.made_at, by=step.account if step else "",
        action=step.action if step else "make", params=step.params if step else {},
        visits=sum(len(route.stops) for route in routes), unassigned=len(plan.solution.unassigned),
        shifts_used=len(routes), travel_s=sum(route.travel_s for route in routes), score=plan.verdict.score,
        is_current=is_current,
    )  # fmt: skip
