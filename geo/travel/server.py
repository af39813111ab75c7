"""Where a road engine's server is and how patiently it is asked."""

from dataclasses import dataclass, field
from enum import StrEnum


class ServerKind(StrEnum):
    """Name whose requests a server understands."""

    OSRM = "osrm"
    VALHALLA = "valhalla"
    OPENROUTESERVICE = "openrouteservice"


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelServer:
    """Hold a server's address; the key never leaves this value but in the request's header.

    ``vehicle`` is the server's own name of the profile: "" takes the usual one.
    ``max_side`` bounds the points of one block, ``tries`` counts attempts.
    """

    kind: ServerKind
    url: str
    key: str = field(default="", repr=False)
    vehicle: str = ""
    max_side: int = 50
    timeout_s: float = 30.0
    tries: int = 4
    pause_s: float = 0.5
    """The first pause between attempts; each next one is twice as long."""
