"""Valhalla inside this process, on tiles of its own making."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.travel.on_roads import RoadSource
from geo.travel.profiles import CAR, Profile
from geo.travel.source import FAR_M, LOST_M, source_digest
from geo.travel.valhalla import NO_WAY, NoWay, ValhallaEngine
from geo.travel.valhalla_tiles import ready_tiles, tiles_digest

METHOD = 2
MAX_PAIRS = 250_000
"""Pairs asked at once; answers do not depend on it, memory does."""
MAX_SNAPS = 500
NO_WAY_TEXTS = (
    "No path could be found",
    "No suitable edges near location",
    "Exact route match algorithm failed",
    "Map Match algorithm failed",
)
"""The embedded engine gives its sentences without their codes."""


def open_valhalla(roads: Path, *, cache_dir: Path, profile: Profile = CAR) -> RoadSource:
    """Open the engine on a road file, building its tiles on first use.

    Raises
    ------
    InputError, ServiceError
        As ``geo.travel.valhalla_tiles.ready_tiles``.
    """
    from valhalla import Actor

    config = ready_tiles(roads, cache_dir=cache_dir)
    digest = source_digest(
        tiles=tiles_digest(roads), costing=profile.costing, far_m=FAR_M, lost_m=LOST_M, method=METHOD,
        **{f"option_{key}": value for key, value in profile.options.items()},
    )  # fmt: skip
    engine = ValhallaEngine(
        call=Asked(actor=Actor(config)), profile=profile, max_side=MAX_PAIRS, max_pairs=MAX_PAIRS, max_snaps=MAX_SNAPS
    )
    return RoadSource(name="valhalla", digest=digest, engine=engine, cache_dir=cache_dir / "matrices" / digest[:32])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Call the engine's handle, which threads must not share."""

    actor: Any

    def __call__(self, action: str, request: Mapping[str, Any]) -> Any:
        from valhalla import ValhallaError

        name = "matrix" if action == "sources_to_targets" else action
        method: Callable[[Mapping[str, Any]], Any] = getattr(self.actor, name)
        try:
            return method(request)
        except ValhallaError as error:
            if is_no_way(error):
                raise NoWay(action) from error
            raise


def is_no_way(error: Exception) -> bool:
    """Tell whether the engine says that there is no way, and not that something broke."""
    return getattr(error, "code", None) in NO_WAY or any(text in str(error) for text in NO_WAY_TEXTS)
