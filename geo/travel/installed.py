"""Which road engines this installation carries; asked without loading any."""

from importlib.util import find_spec


def has_valhalla() -> bool:
    """Tell whether the embedded road engine is installed."""
    return find_spec("valhalla") is not None


def has_osrm() -> bool:
    """Tell whether the extra road engine is installed."""
    return find_spec("osrm") is not None
