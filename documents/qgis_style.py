"""Styles of layers as QGIS reads them (QML): colours by count, by team, by state; names beside what has one."""

from collections.abc import Iterable
from itertools import pairwise
from xml.sax.saxutils import quoteattr

from documents.coverage_layers import COUNTS, EMPTY, FIVE
from documents.gis_layers import LINE, POINT, POLYGON, GisLayer

TEAMS = (
    "#0b5a6a", "#b4552d", "#5b4a9c", "#4d7c1f", "#a3356f", "#8a6d1a", "#2f6db5", "#6b6b6b", "#c23b3b", "#3a9d8f",
    "#7a4b2a", "#d08a00",
)  # fmt: skip
INK = "#12303b"
HIDDEN = "#f3d9b5"
KINDS = {POLYGON: ("fill", "SimpleFill"), POINT: ("marker", "SimpleMarker"), LINE: ("line", "SimpleLine")}
MOST = 1_000_000
NEAR = 50_000
"""Denominator of the scale."""


NAMED = {"communes": "name", "establishments": "name", "routes": "team", "results": "name"}
"""The field that stands beside each feature; QGIS leaves out those for which there is no room."""


def layer_style(layer: GisLayer, *, hidden: str) -> str:
    """Return the QML of a layer; ``hidden`` names in its legend what has no count for its reader."""
    if layer.name == "communes":
        body = _graduated(layer, hidden)
    elif layer.name in ("routes", "results"):
        body = _categorized(layer, "team" if layer.name == "routes" else "state")
    else:
        body = _renderer("singleSymbol", "", [], [TEAMS[0]], layer.geometry)
    label = _labels(NAMED[layer.name], is_ground=layer.geometry == POLYGON)
    doctype = '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM">'
    return f'{doctype}<qgis version="3.22.0" labelsEnabled="1">{body}{label}</qgis>'


def _graduated(layer: GisLayer, hidden: str) -> str:
    """Shade by how many are registered; a commune of none, or whose count is hidden, is drawn too."""
    has_hidden = any(row["registered"] is None for _, row in layer.features)
    classes = [(-1, -1, hidden, HIDDEN)] if has_hidden else []
    classes.append((0, 0, "0", EMPTY))
    for (low, high), colour in zip(pairwise([*COUNTS, MOST]), FIVE, strict=True):
        is_last = high == MOST
        classes.append((low, high if is_last else high - 1, f"≥ {low}" if is_last else f"{low}–{high - 1}", colour))
    ranges = "".join(
        f'<range symbol="{at}" lower="{low}" upper="{high}" label={quoteattr(label)} render="true"/>'
        for at, (low, high, label, _) in enumerate(classes)
    )
    # QGIS draws nothing where the value is null.
    attribute = """attr='coalesce("registered", -1)' graduatedMethod="GraduatedColor\""""
    colours = [colour for *_, colour in classes]
    return _renderer("graduatedSymbol", attribute, [f"<ranges>{ranges}</ranges>"], colours, layer.geometry)


def _labels(field: str, *, is_ground: bool) -> str:
    """Return labels of a field, dark on a white edge so that they read on every shade.

    Names of communes go before those of what lies in them, which show from NEAR on; no symbol pushes a name away.
    """
    style = f'fieldName="{field}" isExpression="0" fontSize="9" fontSizeUnit="Point" textColor="{_rgba(INK)}"'
    edge = '<text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255"/>'
    place = f'<placement priority="{10 if is_ground else 5}"/><rendering obstacle="0"'
    place += "/>" if is_ground else f' scaleVisibility="1" scaleMax="{NEAR}" scaleMin="1"/>'
    return f'<labeling type="simple"><settings><text-style {style}>{edge}</text-style>{place}</settings></labeling>'


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
