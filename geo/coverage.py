"""Polygons that share the ground without gaps or overlaps: measured, repaired, proved."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

GAP_WIDTH_M = 200.0
"""Gaps narrower than this go to the neighbour with the longest common border.

Digitised boundaries of communes leave gaps up to about 100 m wide; a lake or a
foreign area inside is wider and stays open.
"""
SNAP_M = 1.0
"""Vertices nearer than this are one: below the precision of any boundary file."""
NOISE_M2 = 1.0
"""A gap or overlap below this is rounding, not a fault."""


Shapes = np.ndarray
"""An object array of geometries, shape (n,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """Hold what keeps polygons from being a coverage; areas in m²."""

    gaps: int
    gap_m2: float
    overlaps: int
    overlap_m2: float


def measure_faults(polygons: Shapes) -> Faults:
    """Count the gaps (holes of the union) and the overlapping pairs of valid polygons in metres."""
    land = shapely.get_parts(shapely.union_all(polygons))
    rings = [shapely.Polygon(ring) for part in land for ring in part.interiors]
    holes = [a for a in shapely.area(rings).tolist() if a > NOISE_M2]
    shared = [a for a in overlap_areas(polygons) if a > NOISE_M2]
    return Faults(gaps=len(holes), gap_m2=float(sum(holes)), overlaps=len(shared), overlap_m2=float(sum(shared)))


def overlap_areas(polygons: Shapes) -> list[float]:
    """Return the shared area in m² of every pair of polygons that meet."""
    lefts, rights = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    pairs = lefts < rights
    return shapely.area(shapely.intersection(polygons[lefts[pairs]], polygons[rights[pairs]])).tolist()


def polygonal(shape: Any) -> shapely.Geometry:
    """Return the valid polygons of a geometry, empty where it has none."""
    if shape is None:
        return shapely.MultiPolygon()
    valid = shape if shape.is_valid else shapely.make_valid(shape, method="structure")
    parts = [part for part in shapely.get_parts(shapely.get_parts(valid)) if part.geom_type == "Polygon"]
    return shapely.union_all(np.asarray(parts, dtype=object)) if parts else shapely.MultiPolygon()


def repair_coverage(polygons: Shapes, *, gap_width_m: float = GAP_WIDTH_M, snap_m: float = SNAP_M) -> np.ndarray:
    """Return the polygons as a coverage: overlaps to one owner, narrow gaps filled, shared edges identical.

    Parameters
    ----------
    polygons
        Valid polygons in metres.
    gap_width_m
        See ``GAP_WIDTH_M``.
    snap_m
        See ``SNAP_M``.
    """
    return shapely.coverage_clean(polygons, gap_width=gap_width_m, snapping_distance=snap_m)
