"""Boundaries and roads: loaded once, kept as files of the office, shown as simplified layers."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from domain.accounts import Actor
from domain.digest import sha256_hex
from domain.errors import ServiceError
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

COMMUNES, ROADS = "communes", "roads"
"""The layers that screens show, each made from one file of the office."""
TOLERANCE_M = 30
WIDTH_DEG = 0.1
"""About 11 km, more than half the width of a commune."""


def load_boundaries(workspace: Workspace, actor: Actor, *, path: Path, vintage: str) -> object:
    """Read a boundary file of a vintage, repair it, keep it; return the report of the repair."""
    from geo.boundaries import read_boundaries, write_boundaries

    need(workspace, actor, *PLANNER, action="boundaries.load", target=path.name)
    frame, report = read_boundaries(path, vintage=vintage)
    # First the line, then the files: none is about that nobody knows of.
    log(workspace, actor, action="boundaries.load", target=vintage)
    home = boundary_path(workspace, vintage)
    home.parent.mkdir(parents=True, exist_ok=True)
    write_boundaries(frame, home)
    if vintage == office_of(workspace).vintage:
        kept_layer(workspace, COMMUNES)
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
    from geo.road_taking import take_network

    need(workspace, actor, *PLANNER, action="roads.load", target=path.name)
    home = roads_path(workspace)
    report = take_network(path, home, area=area_of(workspace), is_clipped=is_clipped)
    kept_layer(workspace, ROADS)
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
    return read_layer(workspace, COMMUNES)


def road_layer(workspace: Workspace, actor: Actor) -> str:
    """Return the roads as GeoJSON for a screen; every role may see it."""
    need(workspace, actor, *EVERYONE, action="layer.roads")
    return read_layer(workspace, ROADS)


def ground_version(workspace: Workspace, actor: Actor) -> str:
    """Return a text that changes when communes or roads do, "" while no communes were loaded; any role may ask."""
    need(workspace, actor, *EVERYONE, action="layer.version")
    communes, roads = (_source_path(workspace, name) for name in (COMMUNES, ROADS))
    if not communes.is_file():
        return ""
    return sha256_hex(f"{state_of(communes)} {state_of(roads) if roads.is_file() else ''}")[:16]


def read_layer(workspace: Workspace, name: str) -> str:
    """Return the layer of the communes or of the roads, an empty one where nothing was loaded."""
    source = _source_path(workspace, name)
    if not source.is_file():
        return '{"type":"FeatureCollection","features":[]}'
    return summed(layer_path(workspace, name), lambda: _drawn(workspace, name, source), of=state_of(source))


def summed(path: Path, make: Callable[[], str], *, of: str = "") -> str:
    """Return what a file keeps, made anew where it cannot be believed; a full disk only costs the work again."""
    from geo.summed_files import read_summed, write_summed

    text = read_summed(path, of=of)
    if text is None:
        text = make()
        with suppress(ServiceError):
            write_summed(path, text, of=of)
    return text


def kept_layer(workspace: Workspace, name: str) -> Path | None:
    """Return the file of a layer, made anew where it is broken or was made from something else; None before a source.

    Raises
    ------
    ServiceError
        ``disk.*`` where it cannot be kept.
    """
    from geo.summed_files import read_summed, write_summed

    path, source = layer_path(workspace, name), _source_path(workspace, name)
    if not source.is_file():
        return None
    of = state_of(source)
    if read_summed(path, of=of) is None:
        write_summed(path, _drawn(workspace, name, source), of=of)
    return path


def state_of(path: Path) -> str:
    """Return what changes whenever a file is written: its size and its time."""
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns}"


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


def _source_path(workspace: Workspace, name: str) -> Path:
    """Return the file that a layer is made from; there may be none yet."""
    if name == ROADS:
        return roads_path(workspace)
    with workspace.store.read() as connection:
        office = offices.read_office(connection)
    return boundary_path(workspace, office.vintage if office else "none")


def _drawn(workspace: Workspace, name: str, source: Path) -> str:
    if name == ROADS:
        from geo.layers import lines_layer
        from geo.roads import read_lines

        return lines_layer(read_lines(source))
    from geo.boundaries import read_boundaries
    from geo.layers import screen_layer

    frame, _ = read_boundaries(source, vintage=office_of(workspace).vintage)
    return screen_layer(frame, tolerance_m=TOLERANCE_M)
