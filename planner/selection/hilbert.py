"""Order of places along a Hilbert curve: neighbours on the curve are neighbours on the ground."""

_ORDER = 29
"""2**29 micro-degrees exceed the 360,000,000 of a whole turn."""


def micro_degrees(degrees: float) -> int:
    """Return degrees in whole millionths, as the canonical frame prints them.

    Examples
    --------
    >>> micro_degrees(106.163), micro_degrees(-0.0000001)
    (106163000, 0)
    """
    return int(degrees_text(degrees).replace(".", ""))


def degrees_text(degrees: float) -> str:
    """Return degrees with exactly 6 decimals; there is no minus zero."""
    return f"{round(degrees, 6) + 0.0:.6f}"


def hilbert_index(lon: float, lat: float) -> int:
    """Return the place of a point on the Hilbert curve over the whole earth.

    Notes
    -----
    The classic xy-to-d walk over a square of side 2**29 micro-degrees with the
    corner at lon -180, lat -90 (docs/draw.md); whole numbers only.
    """
    x, y, index = micro_degrees(lon) + 180_000_000, micro_degrees(lat) + 90_000_000, 0
    for bit in range(_ORDER - 1, -1, -1):
        side = 1 << bit
        right, up = (x >> bit) & 1, (y >> bit) & 1
        index += side * side * ((3 * right) ^ up)
        x, y = x & (side - 1), y & (side - 1)
        if not up:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
    return index
