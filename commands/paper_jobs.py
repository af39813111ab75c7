"""What the worker does for the page of papers: the official papers of a round, and the sheet for an owner."""

from collections.abc import Mapping

from domain.accounts import Actor
from domain.progress import OnProgress, ShouldStop
from workflow.workspace import Workspace

Params = Mapping[str, str | int]


def _official_papers(
    workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop
) -> Params:
    import workflow

    made = workflow.write_official_papers(
        workspace, actor, round_id=str(params["round"]), on_progress=report, should_stop=stop
    )
    return {"round": str(params["round"]), "papers": len(made)}


def _owner_sheet(workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop) -> Params:
    import workflow

    report("owner_sheet", 0, 1)
    return {"paper": workflow.write_owner_sheet(workspace, actor, establishment=str(params["establishment"]))}


PAPER_HANDLERS = {"official_papers": _official_papers, "owner_sheet": _owner_sheet}
