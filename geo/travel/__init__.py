"""Travel times behind one interface: the registry of sources and how to open one."""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from domain.errors import InputError, ServiceError
from geo.travel.estimate import EstimateSource
from geo.travel.source import Point, RouteLine, Snap, SnapStatus, TravelSource

__all__ = [
    "TRAVEL_SOURCES",
    "Point",
    "RouteLine",
    "Snap",
    "SnapStatus",
    "TravelSource",
    "has_valhalla",
    "open_travel_source",
]

Opener = Callable[[Path | None, Path], TravelSource]
"""Called with the road file, if any, and the folder for what is kept."""


def has_valhalla() -> bool:
    """Tell whether the embedded road engine is installed."""
    return find_spec("valhalla") is not None


def open_estimate(roads: Path | None, cache_dir: Path) -> TravelSource:
    """Open the estimate, which needs neither roads nor a cache."""
    return EstimateSource()


def open_valhalla_source(roads: Path | None, cache_dir: Path) -> TravelSource:
    """Open the embedded road engine."""
    if roads is None:
        raise InputError("travel.no_roads")
    if not has_valhalla():
        raise ServiceError("travel.no_engine")
    from geo.travel.valhalla import open_valhalla

    return open_valhalla(roads, cache_dir=cache_dir)


TRAVEL_SOURCES: Mapping[str, Opener] = MappingProxyType({"estimate": open_estimate, "valhalla": open_valhalla_source})


def open_travel_source(name: str, *, roads: Path | None, cache_dir: Path) -> TravelSource:
    """Open a travel source by its name.

    Parameters
    ----------
    name
        A key of ``TRAVEL_SOURCES``, or ``auto``: valhalla where the engine is
        installed and roads are given, else estimate.
    roads
        An OSM PBF file.
    cache_dir
        Where tiles and matrices are kept; made where it is missing.

    Raises
    ------
    InputError
        ``travel.unknown_source``, ``travel.no_roads`` or ``roads.*``.
    ServiceError
        ``travel.no_engine`` or ``travel.build_failed``.
    """
    if name == "auto":
        name = "valhalla" if roads is not None and has_valhalla() else "estimate"
    if name not in TRAVEL_SOURCES:
        raise InputError("travel.unknown_source", name=name, known=", ".join(sorted(TRAVEL_SOURCES)))
    return TRAVEL_SOURCES[name](roads, cache_dir)
