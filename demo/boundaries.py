"""Make schematic communes from written facts: centres, areas, a coarse outline and the crosswalk of 2025.

The old communes are a power diagram of their centres inside the outline; its
weights are moved until the areas come near the published ones. The new
communes are unions of the old ones by the crosswalk. Illustrative only: no
line here is anybody's boundary.
"""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import shapely
from shapely import Polygon

from domain.places import Commune, CommuneKey, Succession

METRES = "EPSG:32648"
"""UTM zone 48 north, in which Tân Châu lies."""
ROUNDS = 60
STEP = 0.3
"""How much of an area's error one round moves; 0.6 already swings without end."""
MARGIN = 0.1
"""A cell's border keeps this share of the way to the bisector from the cell's centre."""
SPLIT_SHARES = (0.01, 0.5)
"""Least and greatest share of a divided commune that its first successor takes."""
DECIMALS = 6


def schematic_boundaries(
    communes: Sequence[Commune], *, outline: Sequence[tuple[float, float]], successions: Sequence[Succession]
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the old and the new communes as valid coverages in EPSG:4326.

    Parameters
    ----------
    communes
        Of both vintages; the old ones are those that a succession names as old.
        Old ones need their area.
    outline
        Corners (lon, lat) of the whole area.
    successions
        In the order of the act's clauses: of a commune divided in two, the
        successor named first takes a share on the side of its centre, cut off
        by a straight line; the second takes the rest. The share is the one
        that gives that successor its published area.

    Returns
    -------
    tuple
        Columns vintage, code, name, area_km2, geometry, sorted by code. Every
        centre lies inside its polygon.
    """
    by_key = {commune.key: commune for commune in communes}
    old = [by_key[key] for key in sorted({s.old for s in successions})]
    new = [by_key[key] for key in sorted({s.new for s in successions})]
    centres = points_m([(c.centre_lon, c.centre_lat) for c in old])
    area = Polygon(points_m(outline))
    targets = np.array([c.area_km2 or 0.0 for c in old])
    cells = fitted_cells(centres, targets=targets / targets.sum() * area.area, area=area)
    pieces = cut_pieces(dict(zip([c.key for c in old], cells, strict=True)), successions=successions, by_key=by_key)
    # One coverage of the pieces, so that old and new share every vertex.
    clean = dict(zip(pieces, on_grid(list(pieces.values())), strict=True))
    of_old = [shapely.coverage_union_all([g for (o, _), g in clean.items() if o == c.key]) for c in old]
    of_new = [shapely.coverage_union_all([g for (_, n), g in clean.items() if n == c.key]) for c in new]
    return table(old, of_old), table(new, of_new)


def points_m(points: Sequence[tuple[float, float]]) -> np.ndarray:
    """Return degrees as metres, shape (n, 2)."""
    series = gpd.GeoSeries.from_xy(*zip(*points, strict=True), crs="EPSG:4326").to_crs(METRES)
    return shapely.get_coordinates(series.values)


def fitted_cells(centres: np.ndarray, *, targets: np.ndarray, area: Polygon) -> list[shapely.Geometry]:
    """Return power cells whose areas come as near to the targets (m²) as the centres allow."""
    distances2 = ((centres[:, None] - centres[None]) ** 2).sum(axis=2)
    weights = np.zeros(len(centres))
    cells = power_cells(centres, weights=weights, area=area)
    for _ in range(ROUNDS):
        errors = targets - shapely.area(cells)
        weights = with_centres_inside(weights + STEP * errors, limit=(1 - MARGIN) * distances2)
        cells = power_cells(centres, weights=weights, area=area)
    return cells


def with_centres_inside(weights: np.ndarray, *, limit: np.ndarray) -> np.ndarray:
    """Return weights, pair by pair brought so near that no cell swallows another's centre."""
    weights = weights - weights.mean()
    for _ in range(len(weights) ** 2):
        over = weights[None, :] - weights[:, None] - limit
        i, j = np.unravel_index(np.argmax(over), over.shape)
        if over[i, j] <= 1e-6:
            break
        weights[i] += over[i, j] / 2
        weights[j] -= over[i, j] / 2
    return weights


def power_cells(centres: np.ndarray, *, weights: np.ndarray, area: Polygon) -> list[shapely.Geometry]:
    """Return, for each centre, the points of the area with the least squared distance minus weight."""
    west, south, east, north = area.bounds
    box = np.array([(west, south), (east, south), (east, north), (west, north)])
    cells = []
    for i, centre in enumerate(centres):
        corners = box
        for j, other in enumerate(centres):
            if i != j:
                offset = (other @ other - centre @ centre + weights[i] - weights[j]) / 2
                corners = half_plane(corners, normal=other - centre, offset=offset)
        cells.append(Polygon(corners).intersection(area) if len(corners) > 2 else Polygon())
    return cells


def half_plane(corners: np.ndarray, *, normal: np.ndarray, offset: float) -> np.ndarray:
    """Return the part of a convex polygon with normal . x <= offset (Sutherland and Hodgman)."""
    kept = []
    for k, corner in enumerate(corners):
        before = corners[k - 1]
        inside, was_inside = normal @ corner <= offset, normal @ before <= offset
        if inside != was_inside:
            kept.append(before + (offset - normal @ before) / (normal @ (corner - before)) * (corner - before))
        if inside:
            kept.append(corner)
    return np.array(kept)


Pieces = dict[tuple[CommuneKey, CommuneKey], shapely.Geometry]
"""What went from an old commune into a new one."""


def cut_pieces(
    cells: dict[CommuneKey, shapely.Geometry], *, successions: Sequence[Succession], by_key: dict[CommuneKey, Commune]
) -> Pieces:
    """Return the pieces of the old communes; a divided one is cut by a straight line."""
    pieces: Pieces = {}
    for key, cell in cells.items():
        heirs = [s.new for s in successions if s.old == key]
        if len(heirs) == 1:
            pieces[key, heirs[0]] = cell
            continue
        first, second = heirs
        towards, away = points_m([(by_key[h].centre_lon, by_key[h].centre_lat) for h in heirs])
        share = first_share(first, successions=successions, by_key=by_key)
        pieces[key, first], pieces[key, second] = cut(cell, direction=towards - away, share=share)
    return pieces


def first_share(heir: CommuneKey, *, successions: Sequence[Succession], by_key: dict[CommuneKey, Commune]) -> float:
    """Return the share of its divided communes with which an heir reaches its published area."""
    mine = [s for s in successions if s.new == heir]
    whole = sum(by_key[s.old].area_km2 or 0.0 for s in mine if s.is_whole)
    divided = sum(by_key[s.old].area_km2 or 0.0 for s in mine if not s.is_whole)
    share = ((by_key[heir].area_km2 or 0.0) - whole) / divided
    return min(max(share, SPLIT_SHARES[0]), SPLIT_SHARES[1])


def cut(cell: shapely.Geometry, *, direction: np.ndarray, share: float) -> tuple[shapely.Geometry, shapely.Geometry]:
    """Return the foremost share of a cell in a direction, and the rest."""
    west, south, east, north = cell.bounds
    box = np.array([(west, south), (east, south), (east, north), (west, north)])
    low, high = (box @ direction).min(), (box @ direction).max()
    for _ in range(60):
        middle = (low + high) / 2
        rest = cell.intersection(Polygon(half_plane(box, normal=direction, offset=middle)))
        low, high = (middle, high) if rest.area < (1 - share) * cell.area else (low, middle)
    front = cell.intersection(Polygon(half_plane(box, normal=-direction, offset=-middle)))
    return front, rest


def on_grid(pieces: Sequence[shapely.Geometry]) -> np.ndarray:
    """Return pieces in metres as a valid coverage in degrees, rounded to ``DECIMALS``."""
    matched = shapely.coverage_clean(list(pieces), snapping_distance=1.0)
    degrees = gpd.GeoSeries(list(matched), crs=METRES).to_crs("EPSG:4326").values
    return shapely.transform(np.asarray(degrees), lambda xy: np.round(xy, DECIMALS))


def table(communes: Sequence[Commune], geometry: Sequence[shapely.Geometry]) -> gpd.GeoDataFrame:
    """Return communes with their polygons as the product's table of boundaries."""
    frame = gpd.GeoDataFrame(
        {
            "vintage": [c.key.vintage for c in communes],
            "code": [c.key.code for c in communes],
            "name": [c.name for c in communes],
        },
        geometry=shapely.normalize(np.asarray(geometry)),
        crs="EPSG:4326",
    )
    frame.insert(3, "area_km2", (frame.to_crs(METRES).area / 1e6).round(2))
    return frame
