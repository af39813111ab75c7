"""Boundaries and roads: loaded once, kept as files of the office, shown as simplified layers."""

from pathlib import Path
from typing import TYPE_CHECKING

from domain.accounts import Actor
from domain.progress import OnProgress, silent
from store import offices
from store.places import read_communes
from workflow.offices import office_of
from workflow.permissions import EVERYONE, PLANNER, log, need
from workflow.public_files import PublicFile
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from geo.fetching import Fetched
    from geo.road_files import Bounds, NetworkReport

TOLERANCE_M = 30
WIDTH_DEG = 0.1
"""About 11 km, more than half the width of a commune."""


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


def load_water(workspace: Workspace, actor: Actor, *, path: Path) -> int:
    """Read the lakes and rivers of a file and keep them; return how many areas they are.

    Raises
    ------
    InputError
        As ``geo.water.read_water``: the water before stays.
    """
    from geo.water import read_water, write_water

    need(workspace, actor, *PLANNER, action="water.load", target=path.name)
    frame = read_water(path)
    write_water(frame, water_path(workspace))
    log(workspace, actor, action="water.load", target=path.name, areas=len(frame))
    return len(frame)


def load_roads(workspace: Workspace, actor: Actor, *, path: Path, is_clipped: bool = False) -> "NetworkReport":
    """Take a road file (OSM PBF or XML, OSMnx GraphML) as the office's own, after a check of its content.

    ``is_clipped`` keeps only the roads in and near the office's communes.

    Raises
    ------
    InputError
        As ``geo.road_taking.take_network``: the roads before stay.
    """
    from geo.layers import lines_layer
    from geo.road_taking import take_network
    from geo.roads import read_lines

    need(workspace, actor, *PLANNER, action="roads.load", target=path.name)
    home = roads_path(workspace)
    report = take_network(path, home, area=area_of(workspace), is_clipped=is_clipped)
    _write_layer(workspace, "roads", lines_layer(read_lines(home)))
    log(workspace, actor, action="roads.load", target=path.name)
    return report


def fetch_roads(
    workspace: Workspace, actor: Actor, *, source: PublicFile, on_progress: OnProgress = silent
) -> "tuple[Fetched, NetworkReport]":
    """Fetch a public road file and keep the office's part of it."""
    need(workspace, actor, *PLANNER, action="roads.fetch", target=source.url)
    fetched = fetch_file(workspace, source, on_progress=on_progress)
    return fetched, load_roads(workspace, actor, path=fetched.path, is_clipped=True)


def fetch_boundaries(
    workspace: Workspace, actor: Actor, *, source: PublicFile, vintage: str, on_progress: OnProgress = silent
) -> "tuple[Fetched, object]":
    """Fetch a public boundary file and keep it as the boundaries of a vintage."""
    need(workspace, actor, *PLANNER, action="boundaries.fetch", target=source.url)
    fetched = fetch_file(workspace, source, on_progress=on_progress)
    return fetched, load_boundaries(workspace, actor, path=fetched.path, vintage=vintage)


def fetch_file(workspace: Workspace, source: PublicFile, *, on_progress: OnProgress) -> "Fetched":
    """Fetch a public file into the office's folder, going on where an earlier call was cut."""
    from geo.fetching import fetch

    home = workspace.settings.directory / "fetched" / source.file
    return fetch(source.url, home, checksum_url=source.checksum_url, on_progress=on_progress)


def area_of(workspace: Workspace) -> "Bounds | None":
    """Return the box round the centres of the office's communes with half a commune's width, None before any."""
    with workspace.store.read() as connection:
        office = offices.read_office(connection)
        known = {commune.key: commune for commune in read_communes(connection)}
    communes = [known[key] for key in office.communes if key in known] if office else []
    if not communes:
        return None
    lons, lats = [c.centre_lon for c in communes], [c.centre_lat for c in communes]
    return min(lons) - WIDTH_DEG, min(lats) - WIDTH_DEG, max(lons) + WIDTH_DEG, max(lats) + WIDTH_DEG


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
    path = layer_path(workspace, name)
    return path.read_text(encoding="utf-8") if path.exists() else '{"type":"FeatureCollection","features":[]}'


def layer_path(workspace: Workspace, name: str) -> Path:
    """Return where the office keeps a layer for a screen."""
    return workspace.settings.directory / "layers" / f"{name}.geojson"


def boundary_path(workspace: Workspace, vintage: str) -> Path:
    """Return where the office keeps the boundaries of a vintage."""
    return workspace.settings.directory / "boundaries" / f"{vintage}.geojson"


def water_path(workspace: Workspace) -> Path:
    """Return where the office keeps its lakes and rivers."""
    return workspace.settings.directory / "water" / "areas.geojson"


def roads_path(workspace: Workspace) -> Path:
    """Return where the office keeps its road network."""
    return workspace.settings.directory / "roads" / "network.osm.pbf"


def _write_layer(workspace: Workspace, name: str, text: str) -> None:
    path = layer_path(workspace, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
