"""Where a row may be, from the best that it says: its point, a landmark, its hamlet, its commune."""

import re
from dataclasses import dataclass

from domain.places import CommuneKey, Hamlet, Landmark, Position, PositionSource
from geo.containing import Point
from geo.coordinates import Coordinates, read_written
from geo.gazetteer import Gazetteer, hamlet_of, is_related
from geo.landmarks import find_landmark
from geo.written import Reading

GPS_M = 15
"""A hand-held receiver is seldom better."""
VIEW_M = 300
"""The middle of a map window is seldom nearer to the place that was looked at."""
HAMLET_M = 800
COMMUNE_M = 3000
POINT_IN_ADDRESS = re.compile(r"[0-9]{1,3}[.,][0-9]{4}|[0-9]\s*°|[0-9CFGHJMPQRVWX]{4}\+[0-9CFGHJMPQRVWX]{2}|!3d")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPlace:
    """Hold what a row says about where it is; ``commune_reported`` in that unit's own vintage."""

    key: str
    coords_raw: str
    hamlet: str
    commune_reported: CommuneKey | None
    address_raw: str = ""


def row_reading(row: ToPlace, *, gazetteer: Gazetteer, middle: tuple[Point, ...], systems: tuple[int, ...]) -> Reading:
    """Read a row's coordinates; where its cell is empty, a sure point within the address.

    A short plus code is completed near the stated commune, else near the
    communes in force, else near the middle of the map.
    """
    text = row.coords_raw.strip()
    if not text and not POINT_IN_ADDRESS.search(row.address_raw):
        return Reading()
    stated = gazetteer.communes.get(row.commune_reported) if row.commune_reported else None
    near = ((stated.centre_lon, stated.centre_lat),) if stated else gazetteer.centres or middle
    if text:
        return read_written(text, near=near, systems=systems)
    point = read_written(row.address_raw, near=near, systems=()).sure
    return Reading(points=(point,)) if point else Reading()


def best_position(row: ToPlace, point: Coordinates | None, *, gazetteer: Gazetteer) -> Position | None:
    """Return the best position that a row allows, given coordinates still unchecked (B)."""
    if point is not None:
        least_m = VIEW_M if point.notation == "view_centre" else GPS_M
        return position_of(point, PositionSource.GIVEN, quality="B", accuracy_m=max(least_m, point.precision_m))
    stated = row.commune_reported

    def is_here(commune: CommuneKey | None) -> bool:
        return commune is None or (stated is not None and is_related(commune, stated, gazetteer))

    landmark = find_landmark(row.address_raw, index=gazetteer.landmarks, is_here=is_here)
    if landmark is not None:
        return position_of(landmark, PositionSource.LANDMARK, quality="C", accuracy_m=landmark.accuracy_m)
    hamlet = hamlet_of(row.hamlet, commune=stated, gazetteer=gazetteer)
    if hamlet is not None:
        return position_of(hamlet, PositionSource.HAMLET, quality="C", accuracy_m=HAMLET_M)
    commune = gazetteer.communes.get(stated) if stated else None
    if commune is None:
        return None
    return Position(
        lon=commune.centre_lon, lat=commune.centre_lat, source=PositionSource.COMMUNE, quality="D",
        accuracy_m=COMMUNE_M,
    )  # fmt: skip


def position_of(
    place: Coordinates | Landmark | Hamlet, source: PositionSource, *, quality: str, accuracy_m: int
) -> Position:
    """Return the position of anything with ``lon`` and ``lat``."""
    return Position(lon=place.lon, lat=place.lat, source=source, quality=quality, accuracy_m=accuracy_m)
