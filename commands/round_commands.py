"""round, plan, documents: the steps of a round, one after the other."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

import workflow
from commands.answers import CLI, answer_json, progress_bar, workspace_of
from commands.area_commands import make_all
from workflow.views import PaperView
from workflow.workspace import Workspace

round_ = typer.Typer(no_args_is_help=True, help="Open, freeze, draw and seal a round.")
plan = typer.Typer(no_args_is_help=True, help="Plan a drawn round.")
documents = typer.Typer(no_args_is_help=True, help="Write the papers of a round.")

Directory = Annotated[Path | None, typer.Option("--dir", help="Folder of the office.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
RoundId = Annotated[str, typer.Argument(help="Id of the round, as `round open` printed it.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First or last day of the round, ISO.")]


def show(figures: dict[str, object], as_json: bool) -> None:
    """Print figures as one JSON object or as lines."""
    answer_json(figures) if as_json else print("\n".join(f"{name}: {value}" for name, value in figures.items()))


@round_.command("open")
def open_(
    title: Annotated[str | None, typer.Option(help="Title of the round.")] = None,
    starts: Day = None,
    ends: Day = None,
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Open a round; what is not given is prefilled. Example: python cli.py round open"""
    workspace = workspace_of(directory)
    draft = workflow.default_round(workspace, CLI)
    opened = workflow.open_round(
        workspace,
        CLI,
        title=title or draft.title,
        starts_on=starts.date() if starts else draft.starts_on,
        ends_on=ends.date() if ends else draft.ends_on,
        rule=draft.rule,
        teams=draft.teams,
    )
    show({"round": opened.id, "title": opened.title, "status": opened.status.value}, as_json)


@round_.command("freeze")
def freeze(round_id: RoundId, directory: Directory = None, as_json: AsJson = False) -> None:
    """Freeze the register for a round. Example: python cli.py round freeze D2027-01"""
    workspace = workspace_of(directory)
    frame = workflow.freeze_round(workspace, CLI, round_id=round_id)
    view = workflow.read_draw(workspace, CLI, round_id=round_id)
    numbered = {"draw": view.draw.label, "frame_hash": view.draw.frame_hash} if view else {}
    show({"round": round_id, "registered": len(frame.rows), "left_out": len(frame.left_out), **numbered}, as_json)


@round_.command("seal")
def seal(
    round_id: RoundId,
    decision_no: Annotated[str, typer.Option(help="Number of the decision.")],
    decision_on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Its date.")],
    signer: Annotated[str, typer.Option(help="Who signed.")],
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Seal the plan. Example: python cli.py round seal ID --decision-no 12 --decision-on 2027-03-02 --signer An"""
    from domain.errors import ConflictError

    workspace = workspace_of(directory)
    view = workflow.read_plan(workspace, CLI, round_id=round_id)
    if view is None:
        raise ConflictError("plan.not_drawn")
    sealed = workflow.seal_plan(
        workspace,
        CLI,
        round_id=round_id,
        version=view.version,
        decision_no=decision_no,
        decision_on=decision_on.date(),
        signer=signer,
    )
    show({"round": round_id, "version": sealed.version, "status": sealed.round.status.value}, as_json)


@plan.command("make")
def make(
    round_id: Annotated[str | None, typer.Argument(help="Id of the round, as `round open` printed it.")] = None,
    solver: Annotated[str, typer.Option(help="A solver's name.")] = "auto",
    seconds: Annotated[float | None, typer.Option(help="Ceiling of CPU seconds.")] = None,
    vehicle: Annotated[str | None, typer.Option(help="car or motorbike; as planned before where left out.")] = None,
    province: Annotated[
        Path | None, typer.Option("--all", help="A folder of offices' folders: each one's latest round.")
    ] = None,
    scheduler: Annotated[str | None, typer.Option(help="With --all: a Dask cluster, tcp://127.0.0.1:PORT.")] = None,
    workers: Annotated[int | None, typer.Option(help="With --all: processes; one for each core.")] = None,
    again: Annotated[bool, typer.Option("--again", help="With --all: also where a plan is kept already.")] = False,
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Route a drawn round and keep the plan as its next version. Example: python cli.py plan make D2027-01"""
    if province is not None and round_id is None:
        make_all(
            province, scheduler=scheduler, workers=workers, again=again, solver=solver, seconds=seconds,
            vehicle=vehicle, as_json=as_json,
        )  # fmt: skip
    if province is not None or round_id is None:
        raise typer.BadParameter("ROUND_ID / --all DIR")
    workspace = workspace_of(directory)
    bar, report = progress_bar("step")
    with bar:
        workflow.make_plan(
            workspace, CLI, round_id=round_id, solver=solver, seconds=seconds, vehicle=vehicle, on_progress=report
        )
    view = workflow.read_plan(workspace, CLI, round_id=round_id)
    figures = {"version": view.version, "shifts": view.shifts_used, "routed": sum(len(s.stops) for s in view.shifts)}
    broken = {"unassigned": len(view.unassigned), "rules_broken": view.rules_broken}
    show({"round": round_id, **figures, **broken, "travel_source": view.travel_source}, as_json)


def _sheet_papers(workspace: Workspace, round_id: str, *, is_open: bool) -> list[PaperView]:
    bar, report = progress_bar("step")
    with bar:
        workflow.write_sheets(workspace, CLI, round_id=round_id, is_open=is_open, on_progress=report)
    folder = workflow.read_sheet_papers(workspace, CLI, round_id=round_id)
    return [paper for shift in folder.shifts for paper in shift.papers]


@documents.command("write")
def write(
    round_id: RoundId,
    sheets: Annotated[bool, typer.Option("--sheets", help="Also the sheets of a sealed plan's shifts.")] = False,
    open_sheets: Annotated[bool, typer.Option("--open-sheets", help="Also sheets without a passphrase.")] = False,
    public: Annotated[bool, typer.Option("--public", help="Also the public plan: counts and hashes only.")] = False,
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Write the papers of a round to DIR/papers. Example: python cli.py documents write D2027-01 --sheets"""
    workspace = workspace_of(directory)
    home = workspace.settings.directory / "papers"
    home.mkdir(exist_ok=True)
    written = []
    papers = (
        *workflow.write_papers(workspace, CLI, round_id=round_id),
        *workflow.write_official_papers(workspace, CLI, round_id=round_id),
        *(_sheet_papers(workspace, round_id, is_open=open_sheets) if sheets or open_sheets else ()),
    )
    ids = dict.fromkeys(paper.id for paper in papers)
    if public:
        ids |= {workflow.write_public_plan(workspace, CLI, round_id=round_id): None}
    for id_ in ids:
        found, content = workflow.read_paper(workspace, CLI, id_)
        (home / found.file_name).write_bytes(content)
        written.append(f"papers/{found.file_name}")
    show({"papers": written}, as_json)
