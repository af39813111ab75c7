"""OSRM inside this process, on files of its own making; an extra for areas where Valhalla's matrices take too long."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.errors import ServiceError
from geo.travel.installed import has_osrm
from geo.travel.on_roads import RoadSource
from geo.travel.osrm import NO_WAY, OsrmEngine
from geo.travel.osrm_files import ANCHORS, files_digest, ready_files
from geo.travel.profiles import CAR, Profile
from geo.travel.source import FAR_M, LOST_M, Point, source_digest

METHOD = 1
MAX_PAIRS = 1_000_000
"""Pairs asked at once: the engine's answer objects take 200 bytes each."""
ALGORITHMS = ("CH", "MLD")
"""CH answers in half of the time, MLD builds in a quarter of it (7 and 2 s on Legazpi)."""


def open_osrm(roads: Path, *, cache_dir: Path, profile: Profile = CAR, algorithm: str = "CH") -> RoadSource:
    """Open the engine on a road file, building its files on first use.

    Raises
    ------
    InputError, ServiceError
        As ``geo.travel.osrm_files.ready_files``; ``travel.no_osrm`` where it is not installed.
    """
    if algorithm not in ALGORITHMS:
        raise ValueError(f"algorithm is one of {ALGORITHMS}")
    if not has_osrm():
        raise ServiceError("travel.no_osrm")
    import osrm

    base = ready_files(roads, cache_dir=cache_dir, profile=profile, algorithm=algorithm)
    anchors = tuple((lon, lat) for lon, lat in json.loads((base.parent / ANCHORS).read_text(encoding="utf-8")))
    engine = osrm.OSRM(
        storage_config=str(base), algorithm=algorithm, use_shared_memory=False, max_locations_distance_table=-1,
        max_locations_viaroute=-1,
    )  # fmt: skip
    digest = source_digest(
        files=files_digest(roads, profile=profile, algorithm=algorithm), far_m=FAR_M, lost_m=LOST_M, method=METHOD
    )
    asked = OsrmEngine(
        call=Asked(engine=engine), max_side=MAX_PAIRS, max_pairs=MAX_PAIRS, anchors=anchors,
        tells_tracks='classes["track"]' in profile.lua,
    )  # fmt: skip
    return RoadSource(name="osrm", digest=digest, engine=asked, cache_dir=cache_dir / "matrices" / digest[:32])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Call the engine's object as its server would be asked; a table's places, which cost time, are left out."""

    engine: Any

    def __call__(self, service: str, points: Sequence[Point], **options: Any) -> Any:
        import osrm

        kinds = {"nearest": osrm.NearestParameters, "table": osrm.TableParameters, "route": osrm.RouteParameters}
        parameters = kinds[service](coordinates=list(points), generate_hints=False, **options)
        try:
            answer = getattr(self.engine, service.capitalize())(parameters)
        except RuntimeError as error:
            for code in NO_WAY:
                if code in str(error):
                    return {"code": code}
            raise ServiceError("travel.refused", service="osrm", status=str(error), what=service) from error
        wanted = [key for key in answer if not ("destinations" in options and key in ("sources", "destinations"))]
        return {**{key: plain(answer[key]) for key in wanted}, "code": "Ok"}


def plain(value: Any) -> Any:
    """Return an answer object as dicts and lists: its own arrays crash on a negative index."""
    import osrm

    if isinstance(value, osrm.Object):
        return {key: plain(value[key]) for key in value}
    if isinstance(value, osrm.Array):
        items = list(value)
        # A row of a table holds a million numbers and no objects.
        return (
            [plain(item) for item in items]
            if any(isinstance(i, (osrm.Object, osrm.Array)) for i in items[:1])
            else items
        )
    return value
