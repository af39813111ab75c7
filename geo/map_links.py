"""Points in links of map services: the pin of a place before a search, a search before the middle of a view."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote, unquote_plus

from geo.degrees import read_degrees
from geo.plus_codes import read_plus_code
from geo.signs import plain_text
from geo.written import Coordinates, Reading, Refusal

LINK = re.compile(r"\S*(?:://|goo\.gl/|maps\.|/maps|plus\.codes/)\S*(?:,\s?\+?-?[0-9][^\s;]*)?", re.IGNORECASE)
SHORT = re.compile(r"goo\.gl/|//g\.co/|bit\.ly/|tinyurl\.|//t\.ly/|shorturl", re.IGNORECASE)
NUMBER = r"(-?[0-9]{1,3}\.[0-9]{1,17})"
PIN = re.compile(rf"!3d{NUMBER}!4d{NUMBER}")
MARKER = re.compile(rf"[?&#]m?lat(?:itude)?={NUMBER}&m?l(?:on|ng|ong)(?:itude)?={NUMBER}")
NAMED = re.compile(r"[?&#](?:q|query|ll|destination|daddr|center|cbll|viewpoint|pt|sll|saddr)=([^&#]+)")
PATH = re.compile(r"(?:/(?:place|search|dir|l)/|plus\.codes/)([^@?#]+)")
VIEWS = tuple(
    re.compile(form.replace("N", NUMBER)) for form in ("@N,N", r"[#&?]map=[0-9.]+/N/N", r"[?&]cp=N~N", "!2dN!3dN")
)
MOST_ENCODED = 3
"""A link inside a link is encoded twice; more than this is no honest link."""


def read_link(text: str, *, near: tuple[tuple[float, float], ...] = ()) -> Reading | None:
    """Read a map link, or what stands beside it; None where the text holds no link.

    A short link needs the internet to be followed: it is refused as such.

    Examples
    --------
    >>> read_link("https://maps.app.goo.gl/abc").refusal
    <Refusal.SHORT_LINK: 'coordinates_short_link'>
    """
    match = LINK.search(text) if "/" in text or "?" in text else None
    if match is None:
        return None
    link = match[0]
    for _ in range(MOST_ENCODED):
        link = unquote(link) if "%25" in link or "%3F" in link.upper() else link
    readings = list(linked_readings(link.replace("−", "-"), near))
    beside = text.replace(match[0], " ")
    if any(character.isdigit() for character in beside):
        readings.append(read_plus_code(beside, near=near) or read_degrees(plain_text(beside)) or Reading())
    best = next((reading for reading in readings if reading.points), None)
    refused = next((reading for reading in readings if reading.refusal), None)
    return best or refused or Reading(refusal=Refusal.SHORT_LINK if SHORT.search(link) else Refusal.LINK)


def linked_readings(link: str, near: tuple[tuple[float, float], ...]) -> Iterator[Reading]:
    """Yield what the parts of a link mean, best first."""
    numbers = unquote(link)
    # Of several pins the last is the destination.
    for notation, pattern in (("place_pin", PIN), ("link_query", MARKER)):
        yield from (named(read_degrees(", ".join(pair)), notation) for pair in reversed(pattern.findall(numbers)))
    for value in (*NAMED.findall(link), *path_parts(link)):
        words = unquote_plus(value)
        # A plus code keeps its sign only where the link encoded it or stands for itself.
        yield named(read_plus_code(unquote(value), near=near) or read_degrees(plain_text(words)), "link_query")
    for pattern in VIEWS:
        yield from (named(read_degrees(", ".join(pair)), "view_centre") for pair in reversed(pattern.findall(numbers)))


def path_parts(link: str) -> Iterator[str]:
    """Yield the parts of a link's path that may name a place, the last first: it is the destination."""
    for path in PATH.findall(link):
        yield from reversed(path.split("/"))


def named(reading: Reading | None, notation: str) -> Reading:
    """Return a reading with the notation of the link; a plus code keeps its own."""
    if reading is None:
        return Reading()

    def renamed(point: Coordinates) -> Coordinates:
        return point if point.notation == "plus_code" else replace(point, notation=notation)

    return replace(reading, points=tuple(renamed(point) for point in reading.points))
