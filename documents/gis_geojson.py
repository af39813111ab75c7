"""Layers as GeoJSON."""

import json
from collections.abc import Iterable

from documents.gis_layers import GisLayer


def gis_geojson(layers: Iterable[GisLayer]) -> bytes:
    """Return one FeatureCollection (RFC 7946) whose features name their layer; same layers, same bytes."""
    features = [
        {"type": "Feature", "properties": {"layer": layer.name, **values}, "geometry": geometry}
        for layer in layers
        for geometry, values in layer.features
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return (json.dumps(collection, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")
