"""results: files from the teams' tablets come in, and what came of each shift is listed."""

from pathlib import Path
from typing import Annotated

import typer

import workflow
from commands.answers import CLI, answer_json, words, workspace_of
from commands.round_commands import AsJson, Directory
from domain.errors import InputError

results = typer.Typer(no_args_is_help=True, help="Take in what the teams recorded, and list it.")


@results.command("import")
def import_(file: Path, directory: Directory = None, as_json: AsJson = False) -> None:
    """Take a file of results in; the same file twice changes nothing. Example: python cli.py results import FILE"""
    workspace = workspace_of(directory)
    try:
        answer = workflow.take_file(workspace, CLI, content=_content(file))
        figures = workflow.answer_object(workspace, answer)
    finally:
        workspace.store.close()
    if as_json:
        answer_json(figures)
        return
    for name in ("accepted", "ignored", "conflict", "refused"):
        print(f"{words().say(f'ui.results.intake_{name}')}: {figures[name]}")
    for one in answer.answers:
        if one.reason:
            print(f"  {one.stop}: {workflow.reason_text(workspace, one)}")


@results.command("list")
def list_(
    round_id: Annotated[str | None, typer.Option("--round", help="Id of the round; the newest sealed one.")] = None,
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """List each shift of a round with what came back of it. Example: python cli.py results list --dir DIR"""
    workspace = workspace_of(directory)
    try:
        view = workflow.read_results(workspace, CLI, round_id=round_id)
    finally:
        workspace.store.close()
    shifts = [
        {
            "shift": shift.shift,
            "date": shift.date.isoformat(),
            "team": shift.team_name,
            "visits": len(shift.visits),
            "received": shift.received,
            "counted": shift.counted,
            "conflicts": shift.conflicts,
            "waiting": shift.waiting,
        }
        for shift in (view.shifts if view else ())
    ]
    if as_json:
        answer_json({"round": view.round.id if view else None, "shifts": shifts})
        return
    for one in shifts:
        print(f"{one['shift']}: {one['received']}/{one['visits']}, {one['counted']}")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError("file.unreadable", file=file.name) from error
