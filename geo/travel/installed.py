"""Which road engines this installation carries; asked without loading any."""

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec


def has_valhalla() -> bool:
    """Tell whether the embedded road engine is installed."""
    return find_spec("valhalla") is not None


def has_osrm() -> bool:
    """Tell whether the extra road engine is installed."""
    return find_spec("osrm") is not None


def engine_version() -> str:
    """Return the version of the embedded road engine, "" where it is not installed."""
    try:
        return version("pyvalhalla") if has_valhalla() else ""
    except PackageNotFoundError:
        return ""
