"""What the planner does about a door that stayed closed: another try, or a reserve of its cell; both are logged."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.accounts import Actor
from domain.ceremony import SampleChange
from domain.errors import ConflictError, InputError
from domain.plans import Plan
from domain.routing import RoutingProblem
from domain.visits import UNANSWERED, KeptResult, ResultState
from store import plans, results
from workflow.door_offers import offer_retries
from workflow.moving import moved_orders, refuse_broken, without_leaving
from workflow.offices import read_now
from workflow.permissions import PLANNER, log, need
from workflow.plan_keeping import keep_plan, lines_after, new_plan, plan_of
from workflow.plan_views import PlanChange
from workflow.replanning import start_replan
from workflow.substituting import substitute
from workflow.workspace import Workspace


def try_again(workspace: Workspace, actor: Actor, *, round_id: str, establishment: str, shift: str, reason: str) -> int:
    """Give a visit that found nothing to inspect to another shift and return the plan's new version.

    The plan stays sealed and opens to the teams as before; what the first shift
    recorded stays. The shift must be one that ``offer_retries`` offers.

    Raises
    ------
    InputError
        ``substitute.no_reason``.
    ConflictError
        ``results.not_waiting`` without a result that found nothing;
        ``results.no_shift`` for a shift that cannot take it; ``plan.version``.
    """
    from planner.routing.rearranging import rearrange

    need(workspace, actor, *PLANNER, action="visit.retry", target=establishment)
    _asked(workspace, round_id, establishment, reason)
    offers = {one.shift: one for one in offer_retries(workspace, actor, round_id=round_id, establishment=establishment)}
    if shift not in offers:
        raise ConflictError("results.no_shift", shift=shift)
    with workspace.store.read() as connection:
        in_force = plans.read_plan(connection, round_id)
    _, plan = plan_of(workspace, round_id, in_force.version if in_force else 0, may_be_sealed=True)
    orders = moved_orders(plan, visit=establishment, shift=shift, order=offers[shift].order)
    after = rearrange(_open_again(plan.problem, establishment), plan.solution, orders)
    refuse_broken(without_leaving(after.broken, establishment, shift), shift=shift, visit=establishment)
    made = new_plan(workspace, after.problem, after.solution, round_id=round_id)
    made = replace(made, sealed_at=made.made_at, reveal_at=plan.reveal_at)
    kept = keep_plan(
        workspace, actor, made, since=plan.version, action="move",
        params={"visit": establishment, "shift": shift, "order": offers[shift].order, "note": reason.strip()},
        lines=lines_after(workspace, plan, after.solution),
    )  # fmt: skip
    log(workspace, actor, action="visit.retry", target=establishment, shift=shift, reason=reason.strip())
    return kept.version


def put_reserve(
    workspace: Workspace, actor: Actor, *, round_id: str, establishment: str, stand_in: str, reason: str
) -> SampleChange:
    """Put a reserve in the place of a visit that found nothing to inspect, and have a worker plan it in.

    Raises
    ------
    ConflictError
        ``results.not_waiting``, and as for ``substitute``.
    InputError
        ``substitute.no_reason``.
    """
    need(workspace, actor, *PLANNER, action="visit.reserve", target=establishment)
    _asked(workspace, round_id, establishment, reason)
    change = substitute(
        workspace, actor, round_id=round_id, establishment_id=establishment, reason=reason, stand_in=stand_in
    )
    with workspace.store.read() as connection:
        plan = plans.read_plan(connection, round_id)
        done = {one.result.stop for one in results.read_results(connection, round_id)}
    if plan is not None and plan.sealed_at is not None:
        start_replan(
            workspace, actor, round_id=round_id, version=plan.version,
            change=_planned_in(plan, change, done=done, today=read_now(workspace).date(), reason=reason),
        )  # fmt: skip
    return change


def waiting_of(known: Sequence[KeptResult]) -> KeptResult | None:
    """Return the result of a visit that stands and found nothing to inspect, None where there is none."""
    standing = [one for one in known if one.state is ResultState.KEPT and one.result.status in UNANSWERED]
    return standing[-1] if standing else None


def _asked(workspace: Workspace, round_id: str, establishment: str, reason: str) -> None:
    if not reason.strip():
        raise InputError("substitute.no_reason")
    with workspace.store.read() as connection:
        known = results.read_results(connection, round_id, stops=[establishment])
    if waiting_of(known) is None:
        raise ConflictError("results.not_waiting", stop=establishment)


def _open_again(problem: RoutingProblem, visit: str) -> RoutingProblem:
    """Return the problem in which a visit is not done, though its shift is over."""
    current = problem.current
    if current is None or visit not in current.done:
        return problem
    return replace(problem, current=replace(current, done=tuple(one for one in current.done if one != visit)))


def _planned_in(plan: Plan, change: SampleChange, *, done: set[str], today: date, reason: str) -> PlanChange:
    planned = {visit.id for visit in plan.problem.visits}
    return PlanChange(
        done_visits=tuple(sorted(done & planned)), added=(change.stand_in,), note=reason.strip(),
        done_before=today,
    )  # fmt: skip
