"""Layers as KML, a folder for each."""

from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape

import simplekml

from documents.gis_layers import GisLayer
from documents.kml import HEAD
from domain.words import Words

LINE, FILL = "ff6a5a0b", "80a6b85f"
"""Colours as KML writes them: opacity, blue, green, red."""


def gis_kml(layers: Iterable[GisLayer], *, title: str, words: Words) -> bytes:
    """Return a KML 2.2 file; same layers, same bytes."""
    # simplekml numbers its elements through the whole process.
    simplekml.Kml.resetidcounter()
    kml = simplekml.Kml(name=escape(title))
    # It would let a name that holds <![CDATA[ through as markup: text is escaped here and nowhere else.
    kml.parsetext(parse=False)
    for layer in layers:
        folder = kml.newfolder(name=escape(layer.label))
        for geometry, values in layer.features:
            _add(folder, geometry, name=str(values.get("name") or values.get("team") or ""),
                 lines=_lines(values, words))  # fmt: skip
    return (HEAD + kml.kml(format=False)).encode("utf-8")


def _lines(values: Mapping[str, Any], words: Words) -> list[str]:
    return [
        words.say("gis.line", label=words.say(f"gis.field_{key}"), value=value)
        for key, value in values.items()
        if value not in (None, "") and key != "name"
    ]


def _add(folder: Any, geometry: Mapping[str, Any], *, name: str, lines: list[str]) -> None:
    about = {"name": escape(name), "description": escape("\n".join(lines))}
    points = geometry["coordinates"]
    if geometry["type"] == "Point":
        folder.newpoint(coords=[tuple(points)], **about)
        return
    if geometry["type"] == "LineString":
        drawn = folder.newlinestring(coords=[tuple(point) for point in points], **about)
        drawn.style.linestyle.color, drawn.style.linestyle.width = LINE, 4
        return
    whole = folder.newmultigeometry(**about)
    for outer, *inner in points:
        part = whole.newpolygon(outerboundaryis=[tuple(point[:2]) for point in outer])
        part.innerboundaryis = [[tuple(point[:2]) for point in ring] for ring in inner]
    whole.style.polystyle.color, whole.style.linestyle.color, whole.style.linestyle.width = FILL, LINE, 1.5
