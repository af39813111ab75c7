"""Styles of layers as QGIS reads them (QML): colours by count, by team, by state."""

from collections.abc import Iterable
from itertools import pairwise
from xml.sax.saxutils import quoteattr

from documents.coverage_layers import COUNTS, FIVE
from documents.gis_layers import LINE, POINT, POLYGON, GisLayer

TEAMS = (
    "#0b5a6a", "#b4552d", "#5b4a9c", "#4d7c1f", "#a3356f", "#8a6d1a", "#2f6db5", "#6b6b6b", "#c23b3b", "#3a9d8f",
    "#7a4b2a", "#d08a00",
)  # fmt: skip
INK = "#12303b"
KINDS = {POLYGON: ("fill", "SimpleFill"), POINT: ("marker", "SimpleMarker"), LINE: ("line", "SimpleLine")}
MOST = 1_000_000


def layer_style(layer: GisLayer) -> str:
    """Return the QML of a layer."""
    if layer.name == "communes":
        body = _graduated(layer)
    elif layer.name in ("routes", "results"):
        body = _categorized(layer, "team" if layer.name == "routes" else "state")
    else:
        body = _renderer("singleSymbol", "", [], [TEAMS[0]], layer.geometry)
    return f'<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM"><qgis version="3.34.0">{body}</qgis>'


def _graduated(layer: GisLayer) -> str:
    """Shade by how many are registered."""
    steps = [*COUNTS, MOST]
    ranges = [
        f'<range symbol="{at}" lower="{low}" upper="{high - 1}" label="{low}–{high - 1}" render="true"/>'
        if high != MOST
        else f'<range symbol="{at}" lower="{low}" upper="{high}" label="≥ {low}" render="true"/>'
        for at, (low, high) in enumerate(pairwise(steps))
    ]
    return _renderer("graduatedSymbol", 'attr="registered" graduatedMethod="GraduatedColor"',
                     [f"<ranges>{''.join(ranges)}</ranges>"], FIVE, layer.geometry)  # fmt: skip


def _categorized(layer: GisLayer, field: str) -> str:
    values = sorted({str(row[field]) for _, row in layer.features})
    items = "".join(
        f'<category symbol="{at}" value={quoteattr(value)} label={quoteattr(value)} type="string" render="true"/>'
        for at, value in enumerate(values)
    )
    colours = [TEAMS[at % len(TEAMS)] for at in range(len(values))]
    return _renderer("categorizedSymbol", f'attr="{field}"', [f"<categories>{items}</categories>"], colours,
                     layer.geometry)  # fmt: skip


def _renderer(kind: str, attributes: str, parts: list[str], colours: Iterable[str], geometry: str) -> str:
    symbols = "".join(_symbol(str(at), colour, geometry) for at, colour in enumerate(colours))
    return (
        f'<renderer-v2 type="{kind}" {attributes} symbollevels="0" enableorderby="0">'
        f"{''.join(parts)}<symbols>{symbols}</symbols></renderer-v2>"
    )


def _symbol(name: str, colour: str, geometry: str) -> str:
    kind, symbol = KINDS[geometry]
    if geometry == LINE:
        options = {"line_color": _rgba(colour), "line_width": "0.9", "line_width_unit": "MM"}
    else:
        options = {"color": _rgba(colour), "outline_color": _rgba(INK), "outline_width": "0.3", "size": "2.6"}
    written = "".join(f'<Option name="{key}" type="QString" value="{value}"/>' for key, value in options.items())
    return (
        f'<symbol name="{name}" type="{kind}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="{symbol}" enabled="1" locked="0" pass="0"><Option type="Map">{written}</Option></layer>'
        "</symbol>"
    )


def _rgba(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},255"
