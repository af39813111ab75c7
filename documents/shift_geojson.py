"""A shift's way as GeoJSON."""

import json
from typing import Any

from documents.sheet_paper import Sheet, agencies_line, place_line, plain_text, visit_hours
from domain.words import Words


def shift_geojson(sheet: Sheet, *, words: Words) -> bytes:
    """Return a FeatureCollection (RFC 7946): the base, the stops in order, the line; same sheet, same bytes."""
    base = sheet["base"]
    features = [_feature("Point", [base["lon"], base["lat"]], kind="base", name=plain_text(base["name"]))]
    features += [_stop(stop, sheet, words=words) for stop in sheet["stops"]]
    if sheet["line"]:
        features.append(_feature("LineString", sheet["line"], kind="line", name=plain_text(sheet["team_name"])))
    collection = {"type": "FeatureCollection", "features": features}
    return (json.dumps(collection, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _stop(stop: Sheet, sheet: Sheet, *, words: Words) -> dict[str, Any]:
    return _feature(
        "Point",
        [stop["lon"], stop["lat"]],
        kind="stop",
        order=stop["order"],
        name=plain_text(stop["name"]),
        type=plain_text(stop["type_label"]),
        place=place_line(stop, words=words),
        hours=visit_hours(stop),
        agencies=agencies_line(stop, sheet),
    )


def _feature(shape: str, coordinates: object, **properties: object) -> dict[str, Any]:
    geometry = {"type": shape, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}
