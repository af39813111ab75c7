"""Which engine tells travel times, how far places are from its roads, and what the bases reach."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from domain.accounts import Actor
from domain.digest import canonical_json, sha256_hex
from domain.errors import InputError
from domain.issues import Issue, Severity
from domain.places import Position
from store.establishments import read_establishments
from workflow.offices import office_of
from workflow.permissions import PLANNER, log, need
from workflow.places import layer_path, roads_path, summed
from workflow.workspace import Workspace

if TYPE_CHECKING:
    from geo.travel import Calibration, TravelSource

VEHICLE = "car"
SAMPLE_SEED = 1
"""Which places a calibration takes; any will do."""


def open_travel(workspace: Workspace, *, travel: str = "auto", vehicle: str = VEHICLE) -> "TravelSource":
    """Open the office's source of travel times; ``travel`` is a name of the registry or auto.

    Raises
    ------
    InputError, ServiceError
        As ``geo.travel.open_travel_source``; ``travel.unknown_vehicle``.
    """
    from geo.travel import TravelServer, open_travel_source, read_calibration, read_profiles
    from geo.travel.server import ServerKind

    profiles = read_profiles(workspace.reference.directory / "travel")
    if vehicle not in profiles:
        raise InputError("travel.unknown_vehicle", name=vehicle, known=", ".join(sorted(profiles)))
    settings, roads = workspace.settings, roads_path(workspace)
    server = None
    if settings.travel_url:
        if settings.travel_kind not in [kind.value for kind in ServerKind]:
            known = ", ".join(kind.value for kind in ServerKind)
            raise InputError("travel.unknown_server", name=settings.travel_kind, known=known)
        server = TravelServer(kind=ServerKind(settings.travel_kind), url=settings.travel_url, key=settings.travel_key)
    return open_travel_source(
        travel, roads=roads if roads.exists() else None, cache_dir=settings.directory / "cache",
        profile=profiles[vehicle], server=server, calibration=read_calibration(calibration_path(workspace)),
    )  # fmt: skip


def calibrate_estimate(workspace: Workspace, actor: Actor, *, travel: str = "auto") -> "Calibration":
    """Fit the estimate to the office's road engine and keep it for where no engine is.

    Raises
    ------
    InputError
        ``travel.few_pairs``; ``travel.no_roads`` where only the estimate is there.
    """
    from geo.road_files import main_places
    from geo.travel import calibrate, write_calibration

    need(workspace, actor, *PLANNER, action="travel.calibrate")
    source = open_travel(workspace, travel=travel)
    if source.name == "estimate":
        raise InputError("travel.no_roads")
    found = calibrate(source, main_places(roads_path(workspace), count=200), seed=SAMPLE_SEED)
    write_calibration(found, calibration_path(workspace))
    log(workspace, actor, action="travel.calibrate", target=source.name, pairs=found.pairs)
    return found


def calibration_path(workspace: Workspace) -> Path:
    """Return where the office keeps its calibration."""
    return roads_path(workspace).with_name("calibration.json")


def keep_far(workspace: Workspace, *, round_id: str, positions: Mapping[str, Position], source: "TravelSource") -> None:
    """Keep, for the planner, which places of a sample lie far from any road or on an island.

    A source without roads checks nothing, and nothing is flagged.
    """
    from geo.flags import far_from_road
    from geo.summed_files import write_summed
    from geo.travel import SnapStatus

    ids = sorted(positions)
    snaps = source.snap([(positions[id_].lon, positions[id_].lat) for id_ in ids])
    checked = {id_: snap for id_, snap in zip(ids, snaps, strict=True) if snap.status is not SnapStatus.UNCHECKED}
    no_road = (SnapStatus.NONE, SnapStatus.ISLAND)
    metres = {id_: None if snap.status in no_road else snap.distance_m for id_, snap in checked.items()}
    issues = [{**asdict(issue), "params": dict(issue.params)} for issue in far_from_road(metres)]
    write_summed(_far_path(workspace, round_id), json.dumps({"issues": issues}, ensure_ascii=False))


def read_far(workspace: Workspace, *, round_id: str) -> tuple[Issue, ...]:
    """Return the flags that were kept when a round was planned."""
    from geo.summed_files import read_summed

    rows = json.loads(read_summed(_far_path(workspace, round_id)) or '{"issues":[]}')["issues"]
    return tuple(Issue(**{**row, "severity": Severity(row["severity"])}) for row in rows)


def reach_layer(workspace: Workspace, actor: Actor) -> str:
    """Return, as GeoJSON for the planner's map, what each base reaches in time and which establishments lie outside.

    Areas have properties base, name, minutes and is_estimate; places outside
    have id, name and is_outside. Areas are kept until roads, engine or bases change.
    """
    from geo.reach import outside, reach, reach_layer, read_reach, with_outside

    need(workspace, actor, *PLANNER, action="layer.reach")
    bases = office_of(workspace).bases
    path = reach_path(workspace)

    def work_out() -> str:
        made = reach_layer(reach(open_travel(workspace), bases))
        for old in path.parent.glob("reach-*.geojson"):
            if old.is_file():
                old.unlink(missing_ok=True)
        return made

    text = summed(path, work_out)
    with workspace.store.read() as connection:
        known = {e.id: e for e in read_establishments(connection) if e.position is not None}
    places = {id_: e.position for id_, e in known.items() if e.position is not None}
    lost = outside(read_reach(text), places)
    return with_outside(text, {id_: (known[id_].name, places[id_]) for id_ in lost})


def reach_path(workspace: Workspace) -> Path:
    """Return where the reach of today's bases is kept; it is found without opening an engine.

    Its name changes with the bases, the road file, the calibration, the server and the engine's version.
    """
    from geo.travel import engine_version

    settings = workspace.settings
    kept = [path.stat() for path in (roads_path(workspace), calibration_path(workspace)) if path.is_file()]
    bases = [[base.id, base.name, repr(base.lon), repr(base.lat)] for base in office_of(workspace).bases]
    told = [bases, [[one.st_size, one.st_mtime_ns] for one in kept], settings.travel_url, settings.travel_kind]
    key = sha256_hex(canonical_json([*told, engine_version()]))
    return layer_path(workspace, f"reach-{key[:16]}")


def _far_path(workspace: Workspace, round_id: str) -> Path:
    return layer_path(workspace, f"far-{sha256_hex(round_id)[:16]}").with_suffix(".json")
