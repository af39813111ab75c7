"""Commune boundaries: any file that pyogrio reads becomes one valid coverage in WGS84, with a report."""

from collections.abc import Collection, Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from domain.errors import InputError
from geo.boundary_columns import CODE_COLUMNS, NAME_COLUMNS, code_text, find_column, name_text
from geo.boundary_report import BoundaryReport, Repair, RowCounts
from geo.coverage import measure_faults, polygonal, repair_coverage
from geo.features import is_virtual, shapes_of, write_features
from geo.metres import metric_crs

WGS84 = "EPSG:4326"


def read_boundaries(
    path: Path, *, vintage: str, codes: Collection[str] | None = None
) -> tuple[gpd.GeoDataFrame, BoundaryReport]:
    """Read communes from a boundary file and repair them to a valid coverage.

    Parameters
    ----------
    path
        GeoJSON, GeoPackage, Shapefile or anything else that pyogrio opens, in
        any CRS; of several layers the first with polygons is read.
    vintage
        The state of the map that the file shows.
    codes
        Keep these units only; None keeps all.

    Returns
    -------
    tuple
        A frame in EPSG:4326 with columns vintage, code, name, area_km2 and
        geometry, sorted by code; and the report. Repair is done in metres, in
        the UTM zone of the data, within ``GAP_WIDTH_M`` and ``SNAP_M``.

    Raises
    ------
    InputError
        ``boundaries.no_file``, ``.unreadable``, ``.no_crs``, ``.no_code_column``,
        ``.no_code`` (a row without one), ``.no_polygon``, ``.no_known_unit``,
        ``.not_on_earth``, ``.unit_vanished`` (wholly covered by another).
    """
    raw = read_raw(path)
    code_column, name_column = known_columns(raw, path)
    units, counts = units_of(raw, path=path, columns=(code_column, name_column), codes=codes)
    frame, repair = repaired(units, path=path)
    frame.insert(0, "vintage", vintage)
    report = BoundaryReport(
        features=len(raw),
        units=len(frame),
        crs=raw.crs.to_string(),
        code_column=code_column,
        name_column=name_column,
        missing=tuple(sorted(set(codes or ()) - set(frame["code"]))),
        invalid_before=counts.invalid,
        merged=counts.merged,
        without_area=counts.without_area,
        foreign=counts.foreign,
        gaps=repair.before.gaps,
        gap_m2=repair.before.gap_m2,
        overlaps=repair.before.overlaps,
        overlap_m2=repair.before.overlap_m2,
        gaps_left=repair.after.gaps,
        gap_left_m2=repair.after.gap_m2,
        overlap_left_m2=repair.after.overlap_m2,
        area_before_m2=repair.area_before_m2,
        area_after_m2=repair.area_after_m2,
        is_valid_coverage=bool(shapely.coverage_is_valid(shapes_of(frame))),
    )
    return frame, report


def read_raw(path: Path) -> gpd.GeoDataFrame:
    """Return the first layer with polygons as it is in the file."""
    if not path.is_file():
        raise InputError("boundaries.no_file", path=path.name)
    if is_virtual(path):
        raise InputError("boundaries.unreadable", path=path.name)
    try:
        layers = pyogrio.list_layers(path).tolist()
        layer = next((name for name, kind in layers if "Polygon" in str(kind)), layers[0][0] if layers else None)
        raw = gpd.read_file(path, layer=layer)
        is_topojson = pyogrio.read_info(path, layer=layer)["driver"] == "TopoJSON"
    except MemoryError:
        raise
    except Exception as error:
        # GDAL, GEOS, PROJ and pandas each raise what they like over a damaged file.
        raise InputError("boundaries.unreadable", path=path.name) from error
    if not isinstance(raw, gpd.GeoDataFrame) or raw.empty:
        raise InputError("boundaries.no_polygon", path=path.name)
    if raw.crs is None and is_topojson:
        # Its specification knows degrees only, as GeoJSON's does; what is planar anyway is no place on earth later.
        raw = raw.set_crs(WGS84)
    if raw.crs is None:
        raise InputError("boundaries.no_crs", path=path.name)
    return raw


def known_columns(raw: gpd.GeoDataFrame, path: Path) -> tuple[str, str]:
    """Return the code's and the name's column; without a name the code serves."""
    columns = [str(column) for column in raw.columns if column != raw.geometry.name]
    code_column = find_column(columns, CODE_COLUMNS)
    if code_column is None:
        raise InputError("boundaries.no_code_column", path=path.name, columns=", ".join(columns))
    return code_column, find_column(columns, NAME_COLUMNS) or code_column


def units_of(
    raw: gpd.GeoDataFrame, *, path: Path, columns: tuple[str, str], codes: Collection[str] | None
) -> tuple[gpd.GeoDataFrame, RowCounts]:
    """Return one valid polygonal row per code in EPSG:4326, and what was counted on the way."""
    rows = gpd.GeoDataFrame(
        {"code": [code_text(v) for v in raw[columns[0]]], "name": [name_text(v) for v in raw[columns[1]]]},
        geometry=raw.geometry.values,
        crs=raw.crs,
    )
    empty = rows.index[rows["code"] == ""]
    if len(empty):
        raise InputError("boundaries.no_code", path=path.name, row=int(empty[0]) + 1, column=columns[0])
    kept = rows if codes is None else rows[rows["code"].isin(set(codes))]
    if kept.empty:
        raise InputError("boundaries.no_known_unit", path=path.name, found=", ".join(sorted(rows["code"])[:5]))
    invalid = sum(1 for shape in kept.geometry if shape is not None and not shape.is_valid)
    shaped = kept.set_geometry([polygonal(shape) for shape in in_degrees(kept, path).geometry], crs=WGS84)
    with_area = shaped[~shaped.geometry.is_empty]
    if with_area.empty:
        raise InputError("boundaries.no_polygon", path=path.name)
    units = with_area.dissolve(by="code", aggfunc="first").reset_index()[["code", "name", "geometry"]]
    counts = RowCounts(
        invalid=invalid,
        merged=len(with_area) - len(units),
        without_area=len(shaped) - len(with_area),
        foreign=len(rows) - len(kept),
    )
    return units, counts


def in_degrees(rows: gpd.GeoDataFrame, path: Path) -> gpd.GeoDataFrame:
    """Return rows in EPSG:4326, two-dimensional, refusing what is no place on earth."""
    flat = rows.set_geometry(shapely.force_2d(rows.geometry.values), crs=rows.crs)
    degrees = flat.to_crs(WGS84)
    west, south, east, north = degrees.total_bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise InputError("boundaries.not_on_earth", path=path.name, crs=rows.crs.to_string())
    return degrees


def repaired(units: gpd.GeoDataFrame, *, path: Path) -> tuple[gpd.GeoDataFrame, Repair]:
    """Return units as a valid coverage with area_km2, and the figures before and after."""
    metres = units.to_crs(metric_crs(units))
    shapes = shapes_of(metres)
    before = measure_faults(shapes)
    is_clean = before.gaps == 0 and shapely.coverage_is_valid(shapes)
    clean = shapes if is_clean else repair_coverage(shapes)
    vanished = np.flatnonzero(shapely.is_empty(clean))
    if len(vanished):
        raise InputError("boundaries.unit_vanished", path=path.name, code=units["code"].iloc[vanished[0]])
    frame = units.set_geometry(gpd.GeoSeries(list(clean), crs=metres.crs).to_crs(WGS84).values, crs=WGS84)
    frame.insert(2, "area_km2", np.round(shapely.area(clean) / 1e6, 3))
    repair = Repair(
        before=before,
        after=measure_faults(clean),
        area_before_m2=float(shapely.union_all(shapes).area),
        area_after_m2=float(shapely.union_all(clean).area),
    )
    return frame, repair


def write_boundaries(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write boundaries as GeoJSON in the product's own form (docs/formats/boundaries.md); replaced whole or not at all.

    Units are sorted by vintage and code; the same frame gives the same bytes.
    """
    degrees = frame.to_crs(WGS84).sort_values(["vintage", "code"])
    columns = zip(degrees["vintage"], degrees["code"], degrees["name"], strict=True)
    write_features(path, degrees, ({"vintage": vintage, "code": code, "name": name} for vintage, code, name in columns))


def read_boundary_files(files: Mapping[str, Path]) -> gpd.GeoDataFrame:
    """Return the kept boundaries of several vintages (id to file) as one frame; no file gives an empty one."""
    frames = [read_boundaries(path, vintage=vintage)[0] for vintage, path in files.items()]
    if not frames:
        return gpd.GeoDataFrame({"vintage": [], "code": []}, geometry=[], crs=WGS84)
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), geometry="geometry", crs=WGS84)
