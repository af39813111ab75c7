"""Coordinates as people write them: degrees of every kind, map links, plus codes, metres of VN-2000."""

from collections.abc import Sequence

from geo.degrees import ONE_NUMBER, read_decimal, read_degrees, read_packed
from geo.map_links import read_link
from geo.plus_codes import read_plus_code
from geo.projected import SYSTEMS, read_projected
from geo.signs import plain_text
from geo.written import Coordinates, Reading, Refusal

__all__ = ["Coordinates", "Reading", "Refusal", "read_coordinates", "read_written"]

MAX_LENGTH = 2000
"""A cell longer than this holds no coordinates."""


def read_coordinates(text: str) -> Coordinates | None:
    """Read a point in Vietnam that needs no confirmation; None where there is none, never an exception.

    Examples
    --------
    >>> point = read_coordinates("11,5530; 106,1630")
    >>> (point.lon, point.lat, point.notation, point.swapped, point.precision_m)
    (106.163, 11.553, 'decimal', False, 11)
    >>> read_coordinates('106°09\\'46.8"E 11°33\\'10.8"N').swapped
    True
    >>> read_coordinates("gần chợ Tân Hà") is None
    True
    """
    return read_written(text).sure


def read_written(text: str, *, near: tuple[tuple[float, float], ...] = (), systems: Sequence[int] = SYSTEMS) -> Reading:
    """Read every point that a text may mean, or the reason why it means none; never an exception.

    Parameters
    ----------
    near
        Points (lon, lat) near which a short plus code may lie.
    systems
        EPSG codes in which metres are tried.

    Examples
    --------
    >>> read_written("X: 1277705; Y: 572118").points[0].epsg
    9209
    >>> read_written("11,553").refusal
    <Refusal.ONE_NUMBER: 'coordinates_one_number'>
    """
    if len(text) > MAX_LENGTH or not text.strip():
        return Reading(refusal=Refusal.UNREADABLE)
    if reading := read_decimal(text) or read_link(text, near=near) or read_plus_code(text, near=near):
        return reading
    plain = plain_text(text)
    readings = [read_packed(plain), read_projected(text, systems=systems), read_degrees(plain)]
    known = [reading for reading in readings if reading is not None]
    one = Refusal.ONE_NUMBER if ONE_NUMBER.fullmatch(plain) else Refusal.UNREADABLE
    return next((reading for reading in known if reading.points), known[-1] if known else Reading(refusal=one))
