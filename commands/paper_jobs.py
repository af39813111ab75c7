"""What the worker does for the page of papers: official papers, the sheet for an owner,
coverage papers, files for map programs, maps."""

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


def _coverage_papers(
    workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop
) -> Params:
    import workflow

    return {"papers": len(workflow.write_coverage_papers(workspace, actor, on_progress=report))}


def _gis(workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop) -> Params:
    import workflow

    report("gis", 0, 1)
    return {"papers": len(workflow.write_gis(workspace, actor, audience=str(params["audience"])))}


def _round_map(workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop) -> Params:
    import workflow

    report("round_map", 0, 1)
    return {"paper": workflow.round_map(workspace, actor, round_id=str(params["round"])).id}


def _register_map(workspace: Workspace, actor: Actor, params: Params, report: OnProgress, stop: ShouldStop) -> Params:
    import workflow

    report("register_map", 0, 1)
    return {"paper": workflow.register_map(workspace, actor, commune=str(params["commune"])).id}


PAPER_HANDLERS = {
    "official_papers": _official_papers,
    "owner_sheet": _owner_sheet,
    "coverage_papers": _coverage_papers,
    "gis": _gis,
    "round_map": _round_map,
    "register_map": _register_map,
}
