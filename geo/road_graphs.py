"""OSMnx's GraphML read as road lines."""

import ast
import gzip
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, iterparse

import geopandas as gpd
import shapely
from shapely import LineString

from domain.errors import InputError
from geo.roads import TAGS

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"


def read_graph(path: Path) -> gpd.GeoDataFrame:
    """Return the edges of an OSMnx graph as lines in EPSG:4326, each two-way road once.

    Raises
    ------
    InputError
        ``roads.unreadable`` where the file is no such graph; ``roads.none``
        where it has no road.
    """
    try:
        rows = list(_rows(path))
    except MemoryError:
        raise
    except Exception as error:
        # A broken part raises whatever met it: zlib.error, ParseError, GEOSException and more.
        raise InputError("roads.unreadable", path=path.name) from error
    if not rows:
        raise InputError("roads.none", path=path.name)
    return gpd.GeoDataFrame([tags for tags, _ in rows], geometry=[line for _, line in rows], crs="EPSG:4326")


def _rows(path: Path) -> Iterator[tuple[dict[str, str], LineString]]:
    """Yield each road's tags and line; the reverse of a two-way road is left out."""
    nodes: dict[str, tuple[float, float]] = {}
    names: dict[str, str] = {}
    seen: set[tuple[tuple[float, float], ...]] = set()
    for element in _elements(path):
        kind = element.tag.removeprefix(NAMESPACE)
        if kind == "key":
            names[element.attrib["id"]] = element.attrib["attr.name"]
        elif kind == "node":
            values = _values(element, names)
            nodes[element.attrib["id"]] = (float(values["x"]), float(values["y"]))
        elif kind == "edge":
            values = _values(element, names)
            ends = nodes[element.attrib["source"]], nodes[element.attrib["target"]]
            line = shapely.from_wkt(values["geometry"]) if "geometry" in values else LineString(ends)
            is_one_way = values.get("oneway") == "True"
            course = tuple(line.coords)
            if not is_one_way and course[::-1] in seen:
                continue
            seen.add(course)
            tags = {name: first_of(values.get(name, "")) for name in TAGS}
            yield {**tags, "oneway": "yes" if is_one_way else ""}, line


def _elements(path: Path) -> Iterator[Element]:
    """Yield keys, nodes and edges and forget them; expat refuses entities that grow (2.4 and later)."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        for _, element in iterparse(file):  # noqa: S314 -- see above; nothing outside the file is ever fetched
            if element.tag in (f"{NAMESPACE}key", f"{NAMESPACE}node", f"{NAMESPACE}edge"):
                yield element
                element.clear()


def _values(element: Element, names: dict[str, str]) -> dict[str, str]:
    return {names[part.attrib["key"]]: part.text or "" for part in element if part.tag == f"{NAMESPACE}data"}


def first_of(text: str) -> str:
    """Return the first of several values: OSMnx joins edges and writes Python lists.

    Examples
    --------
    >>> first_of("['residential', 'tertiary']"), first_of("primary")
    ('residential', 'primary')
    """
    if not text.startswith("["):
        return text
    values = ast.literal_eval(text)
    return str(values[0]) if values else ""
