"""Road engines that a server runs: OSRM, Valhalla or openrouteservice behind the one interface."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.digest import canonical_json
from domain.errors import InputError, ServiceError
from geo.travel.asking import Asker, open_asker
from geo.travel.on_roads import Engine, RoadSource
from geo.travel.openrouteservice import OpenrouteserviceEngine
from geo.travel.osrm import NO_WAY as OSRM_NO_WAY
from geo.travel.osrm import OsrmEngine
from geo.travel.profiles import Profile
from geo.travel.server import ServerKind, TravelServer
from geo.travel.source import FAR_M, LOST_M, Point, source_digest
from geo.travel.valhalla import NO_WAY, NoWay, ValhallaEngine

METHOD = 1
LOCATED = 20
"""Places that a Valhalla server with its own limits locates at once."""
USUAL = {ServerKind.OSRM: "driving", ServerKind.OPENROUTESERVICE: "driving-car", ServerKind.VALHALLA: ""}


def open_server(server: TravelServer, *, cache_dir: Path, profile: Profile) -> RoadSource:
    """Open a server; what it answers is kept only if it says by which roads and version it answers.

    Raises
    ------
    InputError
        ``travel.bad_server`` if its address is none.
    ServiceError
        ``travel.server_*``, ``travel.no_key`` while it is asked for its version.
    """
    if not server.url.startswith(("http://", "https://")):
        raise InputError("travel.bad_server", url=server.url[:80])
    asker = open_asker(server)
    vehicle = server.vehicle or USUAL[server.kind]
    version = stated_version(asker)
    digest = source_digest(
        engine="http", kind=server.kind.value, url=server.url.rstrip("/"), vehicle=vehicle, profile=profile.name,
        costing=profile.costing, options=canonical_json(dict(profile.options)), version=version, far_m=FAR_M,
        lost_m=LOST_M, method=METHOD,
    )  # fmt: skip
    folder = cache_dir / "matrices" / digest[:32] if version else None
    return RoadSource(
        name="http", digest=digest, engine=engine_of(asker, profile=profile, vehicle=vehicle), cache_dir=folder
    )


def engine_of(asker: Asker, *, profile: Profile, vehicle: str) -> Engine:
    """Return what asks a server in its own language."""
    side = asker.server.max_side
    if asker.server.kind is ServerKind.OSRM:
        return OsrmEngine(call=OsrmCall(asker=asker, vehicle=vehicle), max_side=side, max_pairs=side * side)
    if asker.server.kind is ServerKind.VALHALLA:
        return ValhallaEngine(
            call=ValhallaCall(asker=asker), profile=profile, max_side=side, max_pairs=side * side, max_snaps=LOCATED
        )
    return OpenrouteserviceEngine(asker=asker, vehicle=vehicle, max_side=side)


def stated_version(asker: Asker) -> str:
    """Return by which version and roads a server says that it answers, "" where it does not."""
    if asker.server.kind is ServerKind.VALHALLA:
        status, answer = asker.get("/status")
        keys = ("version", "tileset_last_modified")
    elif asker.server.kind is ServerKind.OPENROUTESERVICE:
        status, answer = asker.get("/v2/status")
        keys = ("engine", "profiles")
    else:
        return ""
    if status != 200 or not isinstance(answer, dict) or not all(key in answer for key in keys):
        return ""
    return canonical_json([answer[key] for key in keys])


@dataclass(frozen=True, slots=True, kw_only=True)
class OsrmCall:
    """Ask an OSRM server: everything stands in the address."""

    asker: Asker
    vehicle: str

    def __call__(self, service: str, points: Sequence[Point], **options: Any) -> Any:
        places = ";".join(f"{lon:.6f},{lat:.6f}" for lon, lat in points)
        query = {key: in_address(value) for key, value in options.items()}
        status, answer = self.asker.get(
            f"/{service}/v1/{self.vehicle}/{places}", query={**query, "generate_hints": "false"}
        )
        code = answer.get("code") if isinstance(answer, dict) else None
        if status != 200 and code not in OSRM_NO_WAY:
            raise ServiceError("travel.refused", service="osrm", status=str(status), what=str(code))
        return answer


def in_address(value: object) -> str:
    """Return an option as an address has it: lists with semicolons for indexes, commas for words."""
    if isinstance(value, list):
        return (";" if value and isinstance(value[0], int) else ",").join(str(item) for item in value)
    return str(value).lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class ValhallaCall:
    """Ask a Valhalla server: an action is an address, a request is its body."""

    asker: Asker

    def __call__(self, action: str, request: Mapping[str, Any]) -> Any:
        status, answer = self.asker.post(f"/{action}", request)
        if status == 200:
            return answer
        code = answer.get("error_code") if isinstance(answer, dict) else None
        if code in NO_WAY:
            raise NoWay(action)
        raise ServiceError("travel.refused", service="valhalla", status=str(status), what=f"{action} {code}")
