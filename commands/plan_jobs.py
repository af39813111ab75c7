"""What the worker does for the plan page: how good a plan is, how many shifts a round needs."""

from collections.abc import Mapping

from domain.accounts import Actor
from domain.progress import OnProgress, ShouldStop
from workflow.workspace import Workspace

Params = Mapping[str, str | int]


def _bound_plan(workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop) -> Params:
    import workflow

    found = workflow.bound_plan(
        workspace, actor, round_id=str(params["round"]), version=int(params["version"]), on_progress=report,
        should_stop=stop,
    )  # fmt: skip
    return {} if found is None else {"tenths": found.tenths, "points": found.points}


def _capacity(workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop) -> Params:
    import workflow

    found = workflow.advise_capacity(
        workspace, actor, round_id=str(params["round"]), version=int(params["version"]), on_progress=report,
        should_stop=stop,
    )  # fmt: skip
    return {} if found is None else {"shifts": found.shifts}


PLAN_HANDLERS = {"plan_quality": _bound_plan, "capacity": _capacity}
