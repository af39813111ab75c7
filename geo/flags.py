"""Flags to look at, never findings: far from any road, a dance hall near a school."""

from collections.abc import Mapping

import geopandas as gpd
import shapely

from domain.issues import Issue, Severity
from domain.places import Position
from geo.containing import points_frame
from geo.metres import metric_crs

ROAD_LIMIT_M = 300
"""Nothing further than this from a road is planned without a visible flag."""
SENSITIVE_M = 200
"""A dance hall stands at least this far from a school, hospital, place of worship or relic: Decree 54/2019/ND-CP."""


def far_from_road(snap_m: Mapping[str, int | None], *, limit_m: int = ROAD_LIMIT_M) -> tuple[Issue, ...]:
    """Flag every position further from a road than the limit.

    Parameters
    ----------
    snap_m
        Metres from each establishment (by id) to the nearest road, as a travel
        source snapped it; None where it found no road at all.

    Returns
    -------
    tuple
        ``far_from_road`` with the metres, or ``no_road``; sorted by id.
    """
    return tuple(
        Issue(
            code="no_road" if metres is None else "far_from_road", severity=Severity.CHECK, establishment_id=id_,
            params={"key": id_, "limit_m": limit_m, **({} if metres is None else {"metres": metres})},
        )
        for id_, metres in sorted(snap_m.items())
        if metres is None or metres > limit_m
    )  # fmt: skip


def near_sensitive(
    positions: Mapping[str, Position], places: gpd.GeoDataFrame, *, within_m: int = SENSITIVE_M
) -> tuple[Issue, ...]:
    """Flag each position near a place that its kind must keep away from, with the measured distance.

    The line is straight, from the position to the nearest edge of the place; the
    law measures from the premises, so the flag only asks for a look. A position
    less exact than the limit says nothing and raises no flag.

    Parameters
    ----------
    positions
        Of the establishments to which the rule applies (dance halls), by id.
    places
        Schools, hospitals, worship: columns ``name`` and ``kind``, points or
        polygons in any CRS.

    Returns
    -------
    tuple
        ``near_sensitive_place``, sorted by id, then distance, then name.
    """
    exact = {id_: position for id_, position in sorted(positions.items()) if position.accuracy_m <= within_m}
    if not exact or places.empty:
        return ()
    ids = list(exact)
    doors = points_frame([(position.lon, position.lat) for position in exact.values()])
    crs = metric_crs(doors)
    points, shapes = doors.geometry.to_crs(crs).to_numpy(), places.geometry.to_crs(crs).to_numpy()
    near, hit = shapely.STRtree(shapes).query(points, predicate="dwithin", distance=within_m)
    metres = shapely.distance(points[near], shapes[hit])
    names, kinds = places["name"].to_list(), places["kind"].to_list()
    found = sorted(
        (ids[n], round(far), str(names[p]), str(kinds[p]))
        for n, p, far in zip(near.tolist(), hit.tolist(), metres.tolist(), strict=True)
    )
    return tuple(
        Issue(
            code="near_sensitive_place", severity=Severity.NOTE, establishment_id=id_,
            params={"key": id_, "metres": far, "limit_m": within_m, "place": name, "kind": kind,
                    "accuracy_m": exact[id_].accuracy_m},
        )
        for id_, far, name, kind in found
    )  # fmt: skip
