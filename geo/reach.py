"""What a base reaches in time: isochrones on roads, circles where no engine tells, and what lies outside."""

import json
from collections.abc import Mapping, Sequence

import geopandas as gpd
import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping

from domain.places import Base, Position
from geo.metres import metric_crs
from geo.travel.estimate import EstimateSource
from geo.travel.source import Rings, TravelSource

MINUTES = (15, 30, 45, 60)
SPECK_M2 = 200_000
"""A gap or an island smaller than this is an accident of how an isochrone is drawn."""
DECIMALS = 5
"""Of a degree, on screen: about 1 m."""


def reach(
    source: TravelSource,
    bases: Sequence[Base],
    *,
    minutes: Sequence[int] = MINUTES,
    estimate: EstimateSource | None = None,
) -> gpd.GeoDataFrame:
    """Return the area that each base reaches within each number of minutes.

    Returns
    -------
    GeoDataFrame
        Columns base, name, minutes, is_estimate, geometry (MultiPolygon,
        EPSG:4326), by base and then minutes. ``is_estimate`` marks circles of
        ``estimate``, drawn where the source has no roads to tell it from.
        A base at no road reaches nothing: its geometry is empty.
    """
    circles = estimate or (source if isinstance(source, EstimateSource) else EstimateSource())
    rows, shapes = [], []
    for base in bases:
        told = source.isochrones((base.lon, base.lat), minutes)
        areas = tuple(circles.circle((base.lon, base.lat), m) for m in minutes) if told is None else told
        for time, rings in zip(minutes, areas or ((),) * len(minutes), strict=True):
            rows.append({"base": base.id, "name": base.name, "minutes": time, "is_estimate": told is None})
            shapes.append(shape_of(rings))
    columns = ["base", "name", "minutes", "is_estimate"]
    return gpd.GeoDataFrame(rows, columns=columns, geometry=shapes, crs="EPSG:4326")


def shape_of(rings: Rings) -> MultiPolygon:
    """Return rings as one valid shape."""
    repaired = shapely.make_valid(MultiPolygon([Polygon(part[0], part[1:]) for part in rings]))
    parts = [part for part in shapely.get_parts(repaired) if isinstance(part, Polygon)]
    return MultiPolygon(parts)


def outside(areas: gpd.GeoDataFrame, positions: Mapping[str, Position]) -> tuple[str, ...]:
    """Return the ids of the positions that no base reaches in the longest time, sorted."""
    ids = sorted(positions)
    if not ids or areas.empty:
        return tuple(ids)
    widest = areas.geometry[areas["minutes"] == areas["minutes"].max()].union_all()
    points = shapely.points([(positions[id_].lon, positions[id_].lat) for id_ in ids])
    shapely.prepare(widest)
    return tuple(id_ for id_, is_inside in zip(ids, shapely.covers(widest, points), strict=True) if not is_inside)


def reach_layer(areas: gpd.GeoDataFrame) -> str:
    """Return the areas as GeoJSON for a screen, the widest first so that the nearest lie on top."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "base": row.base, "name": row.name, "minutes": int(row.minutes), "is_estimate": bool(row.is_estimate),
            },
            "geometry": mapping(shapely.set_precision(row.geometry, 10.0**-DECIMALS)),
        }
        for row in areas.sort_values(["minutes", "base"], ascending=[False, True]).itertuples(index=False)
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))


def band_layer(areas: gpd.GeoDataFrame) -> str:
    """Return, as GeoJSON for a screen, what some base reaches: one feature for each time, without what is nearer.

    Features have properties minutes and is_estimate, the widest first. Gaps and
    islands smaller than ``SPECK_M2`` are not drawn.
    """
    if areas.empty:
        return reach_layer(areas)
    metres = areas.to_crs(metric_crs(areas))
    rows, shapes, nearer = [], [], shapely.Polygon()
    for minutes, group in metres.groupby("minutes", sort=True):
        whole = without_specks(shapely.union_all(group.geometry.to_numpy()))
        rows.append({"base": "", "name": "", "minutes": minutes, "is_estimate": bool(group["is_estimate"].any())})
        shapes.append(without_specks(shapely.difference(whole, nearer)))
        nearer = shapely.union(nearer, whole)
    return reach_layer(gpd.GeoDataFrame(rows, geometry=shapes, crs=metres.crs).to_crs("EPSG:4326"))


def without_specks(shape: shapely.Geometry) -> MultiPolygon:
    """Return a shape in metres without gaps and islands that nobody would look for."""
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon) and part.area >= SPECK_M2]
    return MultiPolygon(
        [Polygon(part.exterior, [ring for ring in part.interiors if Polygon(ring).area >= SPECK_M2]) for part in parts]
    )


def with_outside(layer: str, places: Mapping[str, tuple[str, Position]]) -> str:
    """Return a layer of areas with the places (id to name and position) that lie outside them, as points."""
    whole = json.loads(layer)
    whole["features"] += [
        {
            "type": "Feature",
            "properties": {"id": id_, "name": name, "is_outside": True},
            "geometry": {"type": "Point", "coordinates": [position.lon, position.lat]},
        }
        for id_, (name, position) in sorted(places.items())
    ]
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def read_reach(text: str) -> gpd.GeoDataFrame:
    """Return the areas of a layer that ``reach_layer`` wrote."""
    features = json.loads(text)["features"]
    columns = ["geometry", "base", "name", "minutes", "is_estimate"]
    return gpd.GeoDataFrame.from_features(features, crs="EPSG:4326", columns=columns)
