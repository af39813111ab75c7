"""boundaries, roads: real places from a file or a public source."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import workflow
from commands.answers import CLI, answer_json, progress_bar, words, workspace_of
from commands.round_commands import AsJson, Directory, show
from domain.errors import InspectionError
from workflow.workspace import ROOT, Workspace

if TYPE_CHECKING:
    from geo.fetching import Fetched

DATA = ROOT / "data"
BaseUrl = Annotated[str, typer.Option("--base-url", help="Take the file from this address (a mirror).")]
FileName = Annotated[str, typer.Option("--file", help="Name of the file at that address.")]

boundaries = typer.Typer(no_args_is_help=True, help="Commune boundaries from a file.")
roads = typer.Typer(no_args_is_help=True, help="A road network from a file.")


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


@boundaries.command("fetch")
def fetch_boundaries(
    vintage: Annotated[str, typer.Option(help="pre2025 or post2025.")],
    base_url: BaseUrl = "",
    file: FileName = "",
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Fetch, repair and keep a public boundary file. Example: python cli.py boundaries fetch --vintage pre2025"""
    source = workflow.public_file(DATA, "boundaries", vintage, base=base_url, file=file)
    show_licence(source.url, source.licence)
    bar, report = progress_bar("travel.step")
    with bar:
        fetched, found = workflow.fetch_boundaries(
            workspace_of(directory), CLI, source=source, vintage=vintage, on_progress=report
        )
    show_fetched(fetched)
    show(asdict(found), as_json)


@boundaries.command("water")
def load_water(file: Path, directory: Directory = None, as_json: AsJson = False) -> None:
    """Keep lakes and rivers, so that no place stands in them. Example: python cli.py boundaries water LAKES.geojson"""
    areas = workflow.load_water(workspace_of(directory), CLI, path=file)
    show({"areas": areas}, as_json)


@boundaries.command("border")
def load_border(file: Path, directory: Directory = None, as_json: AsJson = False) -> None:
    """Keep the national border, to tell ways near it. Example: python cli.py boundaries border BORDER.geojson"""
    lines = workflow.load_border(workspace_of(directory), CLI, path=file)
    show({"lines": lines}, as_json)


@boundaries.command("sensitive")
def load_sensitive(file: Path, directory: Directory = None, as_json: AsJson = False) -> None:
    """Keep schools, hospitals, worship (CSV or a map). Example: python cli.py boundaries sensitive FILE.csv"""
    places = workflow.load_sensitive(workspace_of(directory), CLI, path=file)
    show({"places": places}, as_json)


@roads.command("load")
def load_roads(
    file: Path,
    clip: Annotated[bool, typer.Option("--clip", help="Keep only roads in and near the office's area.")] = False,
    directory: Directory = None,
    as_json: AsJson = False,
) -> None:
    """Check and keep a road network (OSM PBF or XML, GraphML). Example: python cli.py roads load FILE.osm.pbf"""
    workspace = workspace_of(directory)
    keep_roads(workspace, workflow.load_roads(workspace, CLI, path=file, is_clipped=clip), as_json)


@roads.command("fetch")
def fetch_roads(
    base_url: BaseUrl = "", file: FileName = "", directory: Directory = None, as_json: AsJson = False
) -> None:
    """Fetch public roads and keep the office's part. Example: python cli.py roads fetch"""
    source = workflow.public_file(DATA, "roads", base=base_url, file=file)
    show_licence(source.url, source.licence)
    workspace = workspace_of(directory)
    bar, report = progress_bar("travel.step")
    with bar:
        fetched, found = workflow.fetch_roads(workspace, CLI, source=source, on_progress=report)
    show_fetched(fetched)
    keep_roads(workspace, found, as_json)


def keep_roads(workspace: Workspace, report: object, as_json: bool) -> None:
    """Print what was kept; fit the estimate to the roads where an engine is there, and print its error."""
    counts = asdict(report)  # type: ignore[call-overload]
    figures: dict[str, object] = {key: counts[key] for key in ("roads", "drivable", "ferries", "lost_nodes")}
    say("travel.roads_kept", **figures)
    try:
        found = workflow.calibrate_estimate(workspace, CLI)
    except InspectionError as error:
        say("travel.not_calibrated", why=words().say(f"error.{error.code}", **dict(error.params)))
    else:
        fitted = {key: value for key, value in asdict(found).items() if key != "digest"}
        percent = {key: f"{fitted[key]:.0%}" for key in ("median_error", "p90_error")}
        say("travel.calibrated", **{**fitted, **percent})
        figures["calibration"] = fitted
    if as_json:
        answer_json(figures)


def show_licence(url: str, licence: str) -> None:
    """Print where a file comes from and what may be done with it, before it is fetched."""
    say("travel.licence", url=url, licence=licence or words().say("travel.no_licence"))


def show_fetched(fetched: "Fetched") -> None:
    """Print what was fetched."""
    key = "travel.unchanged" if fetched.is_unchanged else "travel.fetched"
    say(key, path=fetched.path.name, megabytes=f"{fetched.size / 2**20:.1f}")


def say(key: str, **params: object) -> None:
    """Print a sentence on stderr: stdout belongs to figures."""
    print(words().say(key, **params), file=sys.stderr)
