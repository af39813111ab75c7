"""Metres of a map projection (VN-2000, UTM): each system and order that gives a point in Vietnam is a candidate."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pyproj import CRS, Transformer

from geo.signs import folded_signs
from geo.written import Coordinates, Reading, Refusal, distinct, is_in_vietnam

SYSTEMS = (9209, 9210, 3405, 32648)
"""EPSG codes tried, likeliest first: VN-2000 in the zones 105°30' and 105°45' and in UTM 48N, then WGS84 in UTM 48N.

Another province has other meridians: the caller then passes its own.
"""
OFF_ZONE_DEGREES = 4.0
"""Metres that lead further than this from their zone's meridian belong to another zone."""

WHOLE = r"([0-9]{6,7}|[0-9]{1,3}(?:[ .,'][0-9]{3}){1,2})"
FRACTION = r"((?:[0-9]{6,7}|[0-9]{1,3}(?:[ .,'][0-9]{3}){1,2})[.,][0-9]{1,9})"
UNIT = r"\s*(?:m\b)?\s*(?:[nebd]\b)?"
LABEL = r"(?:[a-z]*\s*(?:m\s*)?[:=]?\s*)?"
PAIRS = tuple(
    re.compile(rf"{LABEL}{one}{UNIT}(?:\s*[;,]\s*|\s+|(?=[xyne])){LABEL}{other}{UNIT}")
    for one, other in ((WHOLE, WHOLE), (FRACTION, FRACTION), (FRACTION, WHOLE), (WHOLE, FRACTION))
)
"""Numbers without a fraction first: "572,118,1,277,705" is then read in threes."""
MERIDIAN = re.compile(
    r"(?:\b(?:ktt|kinh tuyen truc|kinh tuyen)\s*:?\s*)(1[01][0-9])"
    r"(?:(?:\s*(?:°|do|-)\s*|\s)([0-9]{2})'?|[.,]([0-9]{1,2}))?"
    r"|\b(1[01][0-9])(?:°|-)([0-9]{2})\b'?"
)
NAMES = re.compile(
    r"\b(?:(?:he|toa do|vn\s?-?\s?2000|utm|wgs\s?-?\s?84|zone|mui chieu|mui|kinh tuyen truc|[36]\s?do|48\s?[npq])\b"
    r"|[36]\s?°):?"
)


def read_projected(text: str, *, systems: Sequence[int] = SYSTEMS) -> Reading | None:
    """Read a pair of metres; None where the text holds none.

    In Vietnam X is the northing, but both orders are tried. Which of the
    candidates is meant only the stated commune can tell. A text that names its
    system or central meridian leaves fewer of them.

    Examples
    --------
    >>> [point] = read_projected("VN-2000, KTT 105°30': X: 1.277.705; Y: 572.118").points
    >>> (round(point.lon, 4), round(point.lat, 4), point.epsg, point.swapped)
    (106.163, 11.553, 9209, False)
    """
    plain = " ".join(folded_signs(text).split()).strip(" ,;.")
    tried = tuple(epsg for epsg in systems if is_meant(epsg, plain))
    bare = " ".join(NAMES.sub(" ", MERIDIAN.sub(" ", plain)).split()).strip(" ,;:.")
    match = next((match for pattern in PAIRS if (match := pattern.fullmatch(bare))), None)
    if match is None:
        return None
    first, second = (metres_of(number) for number in match.groups())
    points = (
        candidate(easting, northing, epsg=epsg, swapped=swapped)
        for epsg in tried
        for swapped, (northing, easting) in ((False, (first, second)), (True, (second, first)))
    )
    found = distinct(tuple(point for point in points if point is not None))
    return Reading(points=found) if found else Reading(refusal=Refusal.OUTSIDE)


def metres_of(number: str) -> float:
    """Return metres from text with or without marks for thousands and a fraction."""
    groups = re.split(r"[ .,']", number)
    whole = [groups[0], *(group for group in groups[1:] if len(group) == 3 and len(groups[0]) < 6)]
    fraction = groups[len(whole) :]
    return float("".join(whole) + ("." + fraction[0] if fraction else ""))


def is_meant(epsg: int, plain: str) -> bool:
    """Tell whether a text leaves a system possible: by its meridian, zone or the name of its datum."""
    is_wgs84 = epsg // 100 in (326, 327)
    if (match := MERIDIAN.search(plain)) is not None:
        degrees, minutes, decimals, *other = match.groups()
        written = float(degrees or other[0]) + int(minutes or other[1] or 0) / 60
        return not is_wgs84 and abs(meridian_of(epsg) - written - float(f"0.{decimals or 0}")) < 0.01
    if re.search(r"vn\s?-?\s?2000", plain):
        return not is_wgs84
    return is_wgs84 or not re.search(r"utm|wgs|\b48\s?[npq]\b", plain)


def candidate(easting: float, northing: float, *, epsg: int, swapped: bool) -> Coordinates | None:
    """Return metres of one system as a point, None where that lies outside Vietnam or its zone."""
    lon, lat = to_degrees(epsg).transform(easting, northing)
    if not is_in_vietnam(lon, lat) or abs(lon - meridian_of(epsg)) > OFF_ZONE_DEGREES:
        return None
    return Coordinates(
        lon=round(lon, 7), lat=round(lat, 7), notation="projected", swapped=swapped, precision_m=1, epsg=epsg
    )


@lru_cache(maxsize=32)
def to_degrees(epsg: int) -> Transformer:
    """Return the transformation of a system to WGS84 degrees.

    The shift of VN-2000 is a formula of seven parameters within PROJ: no grid
    is fetched, and none that ignores the shift (225 m) is allowed.
    """
    return Transformer.from_crs(epsg, 4326, always_xy=True, allow_ballpark=False)


@lru_cache(maxsize=32)
def meridian_of(epsg: int) -> float:
    """Return the central meridian of a system in degrees."""
    operation = CRS.from_epsg(epsg).coordinate_operation
    values = {parameter.name: parameter.value for parameter in operation.params} if operation else {}
    return float(values["Longitude of natural origin"])
