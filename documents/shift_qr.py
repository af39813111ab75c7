"""A shift's stops in one QR sign, for a telephone that has nothing but its camera."""

import io
from collections.abc import Sequence

import segno

from documents.sheet_paper import Sheet

VERSION, BYTES = 14, 458
"""The largest sign that cameras read off plain paper with ease, at error level L (ISO/IEC 18004, table 7)."""


def shift_qr_svg(sheet: Sheet) -> tuple[str, int]:
    """Return the sign as SVG, and how many of the first stops it holds.

    One stop is a geo: address (RFC 5870), more are lines of order and "lat,lon": no map company is told the list.
    """
    text, held = route_text(sheet["stops"])
    sign = segno.make(text, error="l", micro=False, boost_error=False)
    out = io.BytesIO()
    sign.save(out, kind="svg", border=2, xmldecl=False, svgns=True, nl=False)
    return out.getvalue().decode("utf-8"), held


def route_text(stops: Sequence[Sheet]) -> tuple[str, int]:
    """Return what the sign says, with as many decimals and stops as it can hold; five decimals are one metre."""
    if len(stops) == 1:
        return f"geo:{stops[0]['lat']:.6f},{stops[0]['lon']:.6f}", 1
    for decimals in (5, 4):
        text = _lines(stops, decimals)
        if len(text) <= BYTES:
            return text, len(stops)
    held = len(stops)
    while len(_lines(stops[:held], 4)) > BYTES:
        held -= 1
    return _lines(stops[:held], 4), held


def _lines(stops: Sequence[Sheet], decimals: int) -> str:
    return "\n".join(f"{stop['order']} {stop['lat']:.{decimals}f},{stop['lon']:.{decimals}f}" for stop in stops)
