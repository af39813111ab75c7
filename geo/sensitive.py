"""Schools, hospitals, worship, relics: places that some businesses must keep away from."""

import csv
from pathlib import Path

import geopandas as gpd
import pyogrio
import shapely
from pyogrio.errors import DataSourceError

from domain.errors import InputError
from geo.boundaries import WGS84
from geo.features import is_virtual, write_features

COLUMNS = ("name", "kind", "lon", "lat")


def read_sensitive(path: Path) -> gpd.GeoDataFrame:
    """Return the places of a file in EPSG:4326 with columns name and kind.

    A CSV file (UTF-8) has the columns name, kind, lon, lat in degrees; any
    other file is one of points or polygons that pyogrio reads, with name and
    kind where it has them.

    Raises
    ------
    InputError
        ``sensitive.unreadable``; ``sensitive.columns`` for a CSV file without
        these columns; ``sensitive.row`` for a row without a place on earth;
        ``sensitive.none`` for a file without a place.
    """
    frame = _of_csv(path) if path.suffix.casefold() == ".csv" else _of_map(path)
    if frame.empty:
        raise InputError("sensitive.none", path=path.name)
    return frame


def write_sensitive(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write places as GeoJSON, replaced whole or not at all; the same frame gives the same bytes."""
    columns = zip(frame["name"], frame["kind"], strict=True)
    write_features(path, frame, ({"name": name, "kind": kind} for name, kind in columns))


def _of_csv(path: Path) -> gpd.GeoDataFrame:
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError("sensitive.unreadable", path=path.name) from error
    if rows and not set(COLUMNS) <= set(rows[0]):
        raise InputError("sensitive.columns", path=path.name, columns=", ".join(COLUMNS))
    points = [_point(row, number) for number, row in enumerate(rows, start=2)]
    return gpd.GeoDataFrame(
        {"name": [row["name"] or "" for row in rows], "kind": [row["kind"] or "" for row in rows]},
        geometry=points, crs=WGS84,
    )  # fmt: skip


def _point(row: dict[str, str], number: int) -> shapely.Point:
    try:
        lon, lat = float(row["lon"]), float(row["lat"])
    except (TypeError, ValueError) as error:
        raise InputError("sensitive.row", row=number) from error
    # Not a number is in no range.
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise InputError("sensitive.row", row=number)
    return shapely.Point(lon, lat)


def _of_map(path: Path) -> gpd.GeoDataFrame:
    if not path.is_file() or is_virtual(path):
        raise InputError("sensitive.unreadable", path=path.name)
    try:
        raw = pyogrio.read_dataframe(path)
    except (DataSourceError, ValueError, RuntimeError) as error:
        raise InputError("sensitive.unreadable", path=path.name) from error
    if not isinstance(raw, gpd.GeoDataFrame) or raw.crs is None:
        raise InputError("sensitive.unreadable", path=path.name)
    kept = raw[~(raw.geometry.isna() | raw.geometry.is_empty)].to_crs(WGS84)
    texts = {
        name: kept[name].fillna("").astype(str).to_list() if name in kept else [""] * len(kept)
        for name in ("name", "kind")
    }
    return gpd.GeoDataFrame(texts, geometry=kept.geometry.to_list(), crs=WGS84)
