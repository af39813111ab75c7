"""Stops moved by hand: looked at before, verified, kept as a version."""

from domain.accounts import Actor
from domain.errors import ConflictError, InspectionError
from domain.plans import Plan
from domain.routing import BrokenRule, Solution
from workflow.permissions import PLANNER, need
from workflow.plan_keeping import keep_plan, lines_after, new_plan, plan_of
from workflow.plan_views import MoveView, PlanView, RetimedStop
from workflow.showing import shown
from workflow.workspace import Workspace

LOCKS = frozenset({"lock", "lock_order"})


def preview_move(
    workspace: Workspace, actor: Actor, *, round_id: str, version: int, visit: str, shift: str, order: int
) -> MoveView:
    """Return what a move would do; nothing is kept. Arguments and errors as for move_stop."""
    from planner.routing.rearranging import rearrange, rescored

    need(workspace, actor, *PLANNER, action="plan.preview", target=visit)
    _, plan = plan_of(workspace, round_id, version)
    orders = moved_orders(plan, visit=visit, shift=shift, order=order)
    after = rearrange(plan.problem, plan.solution, orders)
    before = rescored(after.problem, plan.solution)
    broken = without_leaving(after.broken, visit, shift)
    return MoveView(
        broken=broken, score_before=before.score, score_after=after.solution.score,
        travel_s_before=_travel_s(before), travel_s_after=_travel_s(after.solution),
        shifts_used_before=len(before.routes), shifts_used_after=len(after.solution.routes),
        retimed=retimed(plan.solution, after.solution),
    )  # fmt: skip


def cheapest_order(workspace: Workspace, actor: Actor, *, round_id: str, version: int, visit: str, shift: str) -> int:
    """Return the place in a shift, from 1, at which a visit costs the plan least; the first one where none is legal.

    Raises
    ------
    ConflictError
        As for move_stop.
    """
    from planner.routing.rearranging import rearrange

    need(workspace, actor, *PLANNER, action="plan.preview", target=visit)
    _, plan = plan_of(workspace, round_id, version)
    known = moved_orders(plan, visit=visit, shift="", order=1).get(shift, [])
    offers = []
    for order in range(1, len(known) + 2):
        after = rearrange(plan.problem, plan.solution, moved_orders(plan, visit=visit, shift=shift, order=order))
        if not without_leaving(after.broken, visit, shift):
            offers.append((-after.solution.score, order))
    return min(offers)[1] if offers else 1


def move_stop(
    workspace: Workspace, actor: Actor, *, round_id: str, version: int, visit: str, shift: str, order: int
) -> PlanView:
    """Move a visit to another shift or place in the order; the move is verified before it is kept.

    Parameters
    ----------
    shift
        Empty takes the visit out of the plan: it is left out, with the reasons why.
    order
        Place among the shift's stops, from 1.

    Raises
    ------
    ConflictError
        ``plan.version`` when somebody else changed the plan; ``plan.sealed``;
        ``plan.no_visit``, ``plan.no_shift`` for what the plan does not know.
    InspectionError
        ``plan.locked`` for a locked stop, ``plan.move_breaks`` with the first
        rule that the move would break.
    """
    from planner.routing.rearranging import rearrange

    need(workspace, actor, *PLANNER, action="plan.move", target=visit)
    _, plan = plan_of(workspace, round_id, version)
    orders = moved_orders(plan, visit=visit, shift=shift, order=order)
    after = rearrange(plan.problem, plan.solution, orders)
    refuse_broken(without_leaving(after.broken, visit, shift), shift=shift, visit=visit)
    kept = new_plan(workspace, after.problem, after.solution, round_id=round_id)
    keep_plan(
        workspace, actor, kept, since=version, action="move",
        params={"visit": visit, "shift": shift, "order": order}, lines=lines_after(workspace, plan, after.solution),
    )  # fmt: skip
    return shown(workspace, actor, round_id)


def swap_teams(workspace: Workspace, actor: Actor, *, round_id: str, version: int, shift: str, other: str) -> PlanView:
    """Let two shifts exchange all their stops, for a recusal; verified before it is kept.

    Raises
    ------
    ConflictError, InspectionError
        As for move_stop.
    """
    from planner.routing.rearranging import orders_of, rearrange

    need(workspace, actor, *PLANNER, action="plan.swap", target=shift)
    _, plan = plan_of(workspace, round_id, version)
    for one in (shift, other):
        _known_shift(plan, one)
    orders = orders_of(plan.solution)
    orders[shift], orders[other] = orders.get(other, []), orders.get(shift, [])
    after = rearrange(plan.problem, plan.solution, orders)
    refuse_broken(after.broken, shift=shift, visit="")
    kept = new_plan(workspace, after.problem, after.solution, round_id=round_id)
    keep_plan(
        workspace, actor, kept, since=version, action="swap", params={"shift": shift, "other": other},
        lines=lines_after(workspace, plan, after.solution),
    )  # fmt: skip
    return shown(workspace, actor, round_id)


def moved_orders(plan: Plan, *, visit: str, shift: str, order: int) -> dict[str, list[str]]:
    """Return the orders of a plan with one visit elsewhere, or nowhere for no shift."""
    from planner.routing.rearranging import orders_of

    if visit not in {one.id for one in plan.problem.visits}:
        raise ConflictError("plan.no_visit", visit=visit)
    orders = orders_of(plan.solution)
    for stops in orders.values():
        if visit in stops:
            stops.remove(visit)
    if shift:
        _known_shift(plan, shift)
        orders.setdefault(shift, []).insert(max(0, order - 1), visit)
    return orders


def _known_shift(plan: Plan, shift: str) -> None:
    if shift not in {one.id for one in plan.problem.shifts}:
        raise ConflictError("plan.no_shift", shift=shift)


def without_leaving(broken: tuple[BrokenRule, ...], visit: str, shift: str) -> tuple[BrokenRule, ...]:
    """Return the broken rules; a required visit that is taken out on purpose breaks none, it keeps the seal away."""
    return tuple(rule for rule in broken if shift or rule != BrokenRule(code="required_missing", visit=visit))


def refuse_broken(broken: tuple[BrokenRule, ...], *, shift: str, visit: str) -> None:
    """Refuse a change that breaks a rule."""
    if not broken:
        return
    held = next((rule for rule in broken if rule.code in LOCKS), None)
    if held is not None:
        raise InspectionError("plan.locked", visit=held.visit or visit, shift=held.shift or shift)
    raise InspectionError("plan.move_breaks", rule=broken[0].code, shift=broken[0].shift or shift)


def retimed(before: Solution, after: Solution) -> tuple[RetimedStop, ...]:
    """Return every visit that starts at another time or in another shift, in the order of the later plan."""
    old, new = _starts(before), _starts(after)
    nowhere: tuple[str, int | None] = ("", None)
    changed = [visit for visit in [*new, *(one for one in old if one not in new)] if old.get(visit) != new.get(visit)]
    return tuple(
        RetimedStop(
            visit=visit, old_start_s=old.get(visit, nowhere)[1], new_start_s=new.get(visit, nowhere)[1],
            old_shift=old.get(visit, nowhere)[0], new_shift=new.get(visit, nowhere)[0],
        )
        for visit in changed
    )  # fmt: skip


def _starts(solution: Solution) -> dict[str, tuple[str, int | None]]:
    return {stop.visit: (route.shift, stop.start_s) for route in solution.routes for stop in route.stops}


def _travel_s(solution: Solution) -> int:
    return sum(route.travel_s for route in solution.routes)
