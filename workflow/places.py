"""Boundaries and roads: loaded once, kept as files of the office, shown as simplified layers."""

from pathlib import Path

from domain.accounts import Actor
from workflow.offices import office_of
from workflow.permissions import EVERYONE, PLANNER, log, need
from workflow.workspace import Workspace

TOLERANCE_M = 30


def load_boundaries(workspace: Workspace, actor: Actor, *, path: Path, vintage: str) -> object:
    """Read a boundary file of a vintage, repair it, keep it; return the report of the repair."""
    from geo.boundaries import read_boundaries, write_boundaries

    need(workspace, actor, *PLANNER, action="boundaries.load", target=path.name)
    frame, report = read_boundaries(path, vintage=vintage)
    home = boundary_path(workspace, vintage)
    home.parent.mkdir(parents=True, exist_ok=True)
    write_boundaries(frame, home)
    if vintage == office_of(workspace).vintage:
        from geo.layers import screen_layer

        _write_layer(workspace, "communes", screen_layer(frame, tolerance_m=TOLERANCE_M))
    log(workspace, actor, action="boundaries.load", target=vintage)
    return report


def load_roads(workspace: Workspace, actor: Actor, *, path: Path) -> None:
    """Take a road network (OSM PBF) as the office's own, after a check of its content."""
    from geo.layers import lines_layer
    from geo.roads import read_lines

    need(workspace, actor, *PLANNER, action="roads.load", target=path.name)
    lines = read_lines(path)
    home = roads_path(workspace)
    home.parent.mkdir(parents=True, exist_ok=True)
    if path != home:
        home.write_bytes(path.read_bytes())
    _write_layer(workspace, "roads", lines_layer(lines))
    log(workspace, actor, action="roads.load", target=path.name)


def commune_layer(workspace: Workspace, actor: Actor) -> str:
    """Return the communes in force as GeoJSON for a screen; every role may see it."""
    need(workspace, actor, *EVERYONE, action="layer.communes")
    return read_layer(workspace, "communes")


def road_layer(workspace: Workspace, actor: Actor) -> str:
    """Return the roads as GeoJSON for a screen; every role may see it."""
    need(workspace, actor, *EVERYONE, action="layer.roads")
    return read_layer(workspace, "roads")


def read_layer(workspace: Workspace, name: str) -> str:
    """Return a kept layer, an empty one where nothing was loaded."""
    path = workspace.settings.directory / "layers" / f"{name}.geojson"
    return path.read_text(encoding="utf-8") if path.exists() else '{"type":"FeatureCollection","features":[]}'


def boundary_path(workspace: Workspace, vintage: str) -> Path:
    """Return where the office keeps the boundaries of a vintage."""
    return workspace.settings.directory / "boundaries" / f"{vintage}.geojson"


def roads_path(workspace: Workspace) -> Path:
    """Return where the office keeps its road network."""
    return workspace.settings.directory / "roads" / "network.osm.pbf"


def _write_layer(workspace: Workspace, name: str, text: str) -> None:
    path = workspace.settings.directory / "layers" / f"{name}.geojson"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
