"""demo: the whole line on the demo office."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from access.first_accounts import FILE_NAME, create_first_accounts
from commands.answers import answer_json, day, progress_bar, settings, words, workspace_of
from workflow.workspace import Workspace

MADE = ("boundaries", "roads", "layers", "papers", "cache", "fetched", "incoming")


def demo(
    directory: Annotated[Path | None, typer.Option("--dir", help="Folder of the demo office.")] = None,
    seconds: Annotated[float | None, typer.Option(help="Ceiling of CPU seconds for the solver.")] = None,
    as_of: Annotated[str, typer.Option(help="Day of the demo's own clock, ISO.")] = "2027-03-01",
    if_absent: Annotated[bool, typer.Option("--if-absent", help="Keep a demo office that is there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Make the demo office, draw and plan its round, write its papers. Example: python cli.py demo --json"""
    from demo.line import run_demo

    home = settings(directory).directory
    if if_absent and (home / "office.sqlite").exists():
        _print_plan(home)
        return
    _clear(home)
    workspace = workspace_of(directory)
    bar, report = progress_bar("demo")
    with bar:
        result = run_demo(workspace, as_of=day(as_of), seconds=seconds, on_progress=report)
    made = _accounts(workspace)
    if as_json:
        answer_json({**result.figures, "seconds": result.seconds})
        return
    _print_plan(home)
    catalogue = words()
    print(catalogue.say("demo.sign_in", file=str(home / FILE_NAME)))
    for name, password in made.items():
        print(f"  {name:<16} {password}")


def _accounts(workspace: Workspace) -> dict[str, str]:
    from store.teams import read_teams

    with workspace.store.read() as connection:
        teams = read_teams(connection)
    return create_first_accounts(workspace, teams=teams, at=datetime.now(UTC))


def _clear(home: Path) -> None:
    """Remove what an earlier demo wrote, and nothing else."""
    for name in ("office.sqlite", "office.sqlite-wal", "office.sqlite-shm", "register.xlsx", FILE_NAME):
        (home / name).unlink(missing_ok=True)
    for name in MADE:
        shutil.rmtree(home / name, ignore_errors=True)


def _print_plan(home: Path) -> None:
    import workflow
    from commands.answers import CLI
    from domain.units import clock_text

    workspace = workspace_of(home)
    view = workflow.read_plan(workspace, CLI)
    if view is None:
        return
    catalogue = words()
    print(
        catalogue.say(
            "demo.plan_summary", title=view.round.title, selected=view.selected, registered=view.registered,
            required=view.required, shifts=view.shifts_used, unassigned=len(view.unassigned), travel=view.travel_source,
        )
    )  # fmt: skip
    for shift in view.shifts:
        print(
            f"  {shift.date:%d/%m/%Y}  {clock_text(shift.departure_s)}-{clock_text(shift.return_s)}"
            f"  {shift.team_name}: {len(shift.stops)}"
        )
    print(catalogue.say("demo.papers_at", directory=str(home / "papers")))
