"""Travel matrices kept in files: found by what they were made from, believed only when whole."""

import json
import os
import sys
import tempfile
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

from domain.digest import canonical_json, sha256_hex
from domain.travel import TravelMatrix
from geo.travel.source import Point

SCHEMA = 1
DECIMALS = 6
"""Points are rounded to this many decimals of a degree: about 0.1 m."""


def rounded(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return points as the cache names them, so that one name has one answer."""
    return tuple((round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in points)


def cached_matrix(
    points: Sequence[Point], *, digest: str, cache_dir: Path, compute: Callable[[Sequence[Point]], TravelMatrix]
) -> TravelMatrix:
    """Return the kept matrix of these points, or compute and keep it.

    The file's name is the digest of the source, the schema and the rounded
    points. A file that is cut short, altered or foreign is put aside and made
    anew; it is written beside its place and renamed, so a reader sees all or
    nothing.
    """
    points = rounded(points)
    key = sha256_hex(canonical_json([SCHEMA, digest, [[repr(lon), repr(lat)] for lon, lat in points]]))
    path = cache_dir / f"{key}.matrix"
    kept = read_matrix(path, key=key)
    if kept is not None:
        return kept
    matrix = compute(points)
    write_matrix(matrix, path, key=key)
    return matrix


def write_matrix(matrix: TravelMatrix, path: Path, *, key: str) -> None:
    """Write a matrix: one line of JSON, then the two buffers."""
    body = matrix.durations.tobytes() + (matrix.distances.tobytes() if matrix.distances is not None else b"")
    header = {
        "key": key,
        "size": matrix.size,
        "has_distances": matrix.distances is not None,
        "source": matrix.source,
        "digest": matrix.digest,
        "byte_order": sys.byteorder,
        "item_bytes": matrix.durations.itemsize,
        "sha256": sha256_hex(body),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=".matrix-")
    with os.fdopen(handle, "wb") as file:
        file.write(canonical_json(header).encode("utf-8") + b"\n" + body)
    os.replace(made, path)


def read_matrix(path: Path, *, key: str) -> TravelMatrix | None:
    """Return a kept matrix, None where there is none or the file cannot be believed."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        header = json.loads(head)
        size, count = header["size"], header["size"] ** 2 * header["item_bytes"]
        right = (header["key"], header["byte_order"], header["item_bytes"], header["sha256"])
        if right != (key, sys.byteorder, array("i").itemsize, sha256_hex(body)):
            return None
        distances = array("i", body[count:]) if header["has_distances"] else None
        return TravelMatrix(
            size=size,
            durations=array("i", body[:count]),
            distances=distances,
            source=header["source"],
            digest=header["digest"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
