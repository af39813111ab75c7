"""The plan as a test sees it beside the browser, and a stop of it dragged on the timeline."""

from field_office import PLANNER, open_office
from playwright.sync_api import Locator, Page
from served import Served

import workflow
from workflow.plan_views import PlanView, ShiftView


def ask(office: Served, function, **arguments: object):  # type: ignore[no-untyped-def]
    """Call a workflow function as the planner, beside the browser."""
    workspace = open_office(office.directory)
    try:
        return function(workspace, PLANNER, **arguments)
    finally:
        workspace.store.close()


def plan_of(office: Served) -> PlanView:
    """Return the plan in force."""
    plan: PlanView = ask(office, workflow.read_plan)
    return plan


def orders(plan: PlanView) -> dict[str, list[str]]:
    """Return the stops of each shift in their order."""
    return {shift.shift: [stop.establishment_id for stop in shift.stops] for shift in plan.shifts}


def lawful_swap(office: Served) -> tuple[ShiftView, int]:
    """Return a shift and the place (from 1) of a stop that may as well come one later."""
    plan = plan_of(office)
    for shift in plan.shifts:
        for at, stop in enumerate(shift.stops[:-1], start=1):
            where = {"round_id": plan.round.id, "version": plan.version, "visit": stop.establishment_id}
            if not ask(office, workflow.preview_move, **where, shift=shift.shift, order=at + 1).broken:
                return shift, at
    raise AssertionError("the demo has a pair that may change places")


def bar(page: Page, shift: ShiftView, at: int) -> Locator:
    """Return the stop of a shift on the timeline by its place (from 1)."""
    return page.locator(f"[data-stop={shift.stops[at - 1].establishment_id}]")


def drag_one_later(page: Page, shift: ShiftView, at: int) -> None:
    """Drag a stop of the timeline behind the one after it."""
    first, second = bar(page, shift, at), bar(page, shift, at + 1)
    first.scroll_into_view_if_needed()
    start, end = first.bounding_box(), second.bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 2, end["y"] + 20, steps=5)
    page.mouse.up()
