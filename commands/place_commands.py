"""boundaries, roads, office: real places from a file, and what the office is."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

import workflow
from commands.answers import CLI, workspace_of
from commands.round_commands import AsJson, Directory, show

boundaries = typer.Typer(no_args_is_help=True, help="Commune boundaries from a file.")
roads = typer.Typer(no_args_is_help=True, help="A road network from a file.")
office = typer.Typer(no_args_is_help=True, help="What the office is.")


@boundaries.command("load")
def load_boundaries(
    file: Path,
    vintage: Annotated[str, typer.Option(help="pre2025 or post2025.")],
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Read, repair and keep a boundary file. Example: python cli.py boundaries load FILE --vintage post2025"""
    report = workflow.load_boundaries(workspace_of(directory), CLI, path=file, vintage=vintage)
    show(asdict(report), as_json)


@roads.command("load")
def load_roads(file: Path, directory: Directory = None) -> None:
    """Check and keep a road network (OSM PBF). Example: python cli.py roads load FILE.osm.pbf"""
    workflow.load_roads(workspace_of(directory), CLI, path=file)


@office.command("show")
def show_office(directory: Directory = None, as_json: AsJson = False) -> None:
    """Print the office, its communes and its clock. Example: python cli.py office show --json"""
    workspace = workspace_of(directory)
    found = workflow.read_office(workspace, CLI)
    communes = [
        {"code": c.code, "name": c.name, "registered": c.registered} for c in workflow.read_communes(workspace, CLI)
    ]
    show(
        {
            "id": found.id,
            "name": found.name,
            "now": workflow.read_now(workspace).isoformat(),
            "is_schematic": found.is_schematic,
            "communes": communes,
        },
        as_json,
    )
