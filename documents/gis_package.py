"""Layers as one GeoPackage that QGIS opens with its colours (table layer_styles)."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
from shapely.geometry import shape

from documents.gis_layers import GisLayer
from documents.qgis_style import layer_style
from domain.words import Words

CRS = "EPSG:4326"
VERSION = "1.2"
"""Of the GeoPackage standard: newer ones are only partly supported by the QGIS that offices have (3.22)."""
COLUMNS = {str: "string", int: "Int64"}


def gis_package(layers: Sequence[GisLayer], *, words: Words) -> bytes:
    """Return a GeoPackage; same layers, same bytes on one version of GDAL.

    Fixed are the date that GDAL writes and the order of everything in it.
    """
    at = datetime.combine(layers[0].on, time(0), tzinfo=UTC)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{at:%Y-%m-%dT%H:%M:%S}Z"})
    try:
        with tempfile.TemporaryDirectory() as home:
            path = Path(home) / "layers.gpkg"
            for layer in layers:
                _write(path, layer)
            hidden = words.say("gis.hidden")
            styles = pd.DataFrame([_style(layer, at, hidden) for layer in layers])
            pyogrio.write_dataframe(styles, path, layer="layer_styles", driver="GPKG", append=True,
                                    layer_options={"FID": "id", "DATETIME_PRECISION": "MILLISECOND"})  # fmt: skip
            return path.read_bytes()
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _write(path: Path, layer: GisLayer) -> None:
    rows = [values for _, values in layer.features]
    columns = {name: pd.array([row[name] for row in rows], dtype=COLUMNS[kind]) for name, kind in layer.fields.items()}
    frame = gpd.GeoDataFrame(columns, geometry=[shape(geometry) for geometry, _ in layer.features], crs=CRS)
    pyogrio.write_dataframe(
        frame, path, layer=layer.name, driver="GPKG", geometry_type=layer.geometry, append=path.exists(),
        layer_options={"IDENTIFIER": layer.label}, dataset_options={} if path.exists() else {"VERSION": VERSION},
    )  # fmt: skip


def _style(layer: GisLayer, at: datetime, hidden: str) -> dict[str, object]:
    """Return a row as QGIS writes it when it saves a style in a GeoPackage."""
    return {
        "f_table_catalog": "", "f_table_schema": "", "f_table_name": layer.name, "f_geometry_column": "geom",
        "styleName": layer.label, "styleQML": layer_style(layer, hidden=hidden), "styleSLD": "", "useAsDefault": True,
        "description": layer.label, "owner": "", "ui": "", "update_time": pd.Timestamp(at),
    }  # fmt: skip
