"""Travel times behind one interface: the registry of sources and how to open one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from domain.errors import InputError, ServiceError
from geo.travel.calibration import Calibration, calibrate, read_calibration, write_calibration
from geo.travel.estimate import EstimateSource
from geo.travel.installed import engine_version, has_osrm, has_valhalla
from geo.travel.profiles import CAR, Profile, read_profiles
from geo.travel.server import TravelServer
from geo.travel.source import Leg, Point, RouteLine, Snap, SnapStatus, TravelSource

__all__ = [
    "CAR",
    "TRAVEL_SOURCES",
    "Calibration",
    "Leg",
    "Opening",
    "Point",
    "Profile",
    "RouteLine",
    "Snap",
    "SnapStatus",
    "TravelServer",
    "TravelSource",
    "calibrate",
    "engine_version",
    "has_osrm",
    "has_valhalla",
    "open_travel_source",
    "read_calibration",
    "read_profiles",
    "write_calibration",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Hold what a source may be opened with; each takes what it needs."""

    roads: Path | None
    cache_dir: Path
    profile: Profile = CAR
    server: TravelServer | None = None
    calibration: Calibration | None = None


Opener = Callable[[Opening], TravelSource]


def open_estimate(opening: Opening) -> TravelSource:
    """Open the estimate, calibrated where a calibration is known."""
    return EstimateSource() if opening.calibration is None else opening.calibration.source


def open_valhalla_source(opening: Opening) -> TravelSource:
    """Open the embedded road engine."""
    if opening.roads is None:
        raise InputError("travel.no_roads")
    if not has_valhalla():
        raise ServiceError("travel.no_engine")
    from geo.travel.valhalla_embedded import open_valhalla

    return open_valhalla(opening.roads, cache_dir=opening.cache_dir, profile=opening.profile)


def open_osrm_source(opening: Opening) -> TravelSource:
    """Open the extra road engine."""
    if opening.roads is None:
        raise InputError("travel.no_roads")
    from geo.travel.osrm_embedded import open_osrm

    return open_osrm(opening.roads, cache_dir=opening.cache_dir, profile=opening.profile)


def open_http_source(opening: Opening) -> TravelSource:
    """Open a road engine that a server runs."""
    if opening.server is None:
        raise InputError("travel.no_server")
    from geo.travel.http import open_server

    return open_server(opening.server, cache_dir=opening.cache_dir, profile=opening.profile)


TRAVEL_SOURCES: Mapping[str, Opener] = MappingProxyType(
    {"estimate": open_estimate, "http": open_http_source, "osrm": open_osrm_source, "valhalla": open_valhalla_source}
)


def open_travel_source(
    name: str,
    *,
    roads: Path | None,
    cache_dir: Path,
    profile: Profile = CAR,
    server: TravelServer | None = None,
    calibration: Calibration | None = None,
) -> TravelSource:
    """Open a travel source by its name.

    Parameters
    ----------
    name
        A key of ``TRAVEL_SOURCES``, or ``auto``: http where a server is given,
        valhalla where the engine is installed and roads are given, else estimate.
    roads
        An OSM PBF file.
    cache_dir
        Where tiles and matrices are kept; made where it is missing.
    profile
        The vehicle, for those that know roads.
    server
        Where http asks.
    calibration
        The local detour and speed of the estimate.

    Raises
    ------
    InputError
        ``travel.unknown_source``, ``travel.no_roads``, ``travel.no_server`` or ``roads.*``.
    ServiceError
        ``travel.no_engine``, ``travel.no_osrm`` or ``travel.build_failed``.
    """
    if name == "auto":
        name = "http" if server else "valhalla" if roads is not None and has_valhalla() else "estimate"
    if name not in TRAVEL_SOURCES:
        raise InputError("travel.unknown_source", name=name, known=", ".join(sorted(TRAVEL_SOURCES)))
    return TRAVEL_SOURCES[name](
        Opening(roads=roads, cache_dir=cache_dir, profile=profile, server=server, calibration=calibration)
    )
