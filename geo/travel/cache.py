"""Travel tables kept in files: found by their points, believed only when whole."""

import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from domain.digest import canonical_json, sha256_hex
from geo.travel.source import Point, Snap, SnapStatus
from geo.whole_files import write_whole

SCHEMA = 2
DECIMALS = 6
"""Points are rounded to this many decimals of a degree: about 0.1 m."""
KEPT_FILES = 8
"""So many tables stay beside each other for one source; the oldest goes."""
SUFFIX = ".matrix"
CHECK_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class TravelTable:
    """Hold all that is known between points: their snaps, seconds and metres of shape (n, n), rows from, columns to.

    ``points`` are rounded, sorted and each there once.
    """

    points: tuple[Point, ...]
    snaps: tuple[Snap, ...]
    durations: "np.ndarray[Any, np.dtype[np.int32]]"
    distances: "np.ndarray[Any, np.dtype[np.int32]]"

    @cached_property
    def places(self) -> Mapping[Point, int]:
        """Return each point's row."""
        return {point: k for k, point in enumerate(self.points)}


NO_TABLE = TravelTable(
    points=(), snaps=(), durations=np.empty((0, 0), np.int32), distances=np.empty((0, 0), np.int32)
)  # fmt: skip


def rounded(point: Point) -> Point:
    """Return a point as the cache names it, so that one name has one answer."""
    return (round(point[0], DECIMALS) + 0.0, round(point[1], DECIMALS) + 0.0)


def kept_table(folder: Path, points: Sequence[Point], *, digest: str) -> TravelTable:
    """Return the kept table of a source that shares the most points with these, an empty one where there is none.

    Files that are cut short, altered or foreign are removed and the next one is taken.
    """
    wanted = set(points)
    offers = sorted(_offers(folder, wanted, digest=digest), key=lambda offer: (-offer[0], offer[1]))
    for _, path in offers:
        table = read_table(path, digest=digest)
        if table is not None:
            return table
        _discard(path)
    return NO_TABLE


def _offers(folder: Path, wanted: set[Point], *, digest: str) -> Iterator[tuple[int, Path]]:
    """Yield, for each file that shares points with those wanted, how many, less those that would be read in vain."""
    exact = folder / f"{table_key(sorted(wanted), digest)}{SUFFIX}"
    if exact.is_file():
        yield len(wanted) * 2, exact
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            with path.open("rb") as file:
                found = {(lon, lat) for lon, lat in json.loads(file.readline())["points"]}
        except (OSError, ValueError, KeyError, TypeError):
            _discard(path)
            continue
        shared = len(found & wanted)
        if shared:
            yield shared, path


def table_key(points: Sequence[Point], digest: str) -> str:
    """Return the name of a table's file: the digest of schema, source and points."""
    return sha256_hex(canonical_json([SCHEMA, digest, [[repr(lon), repr(lat)] for lon, lat in points]]))


def keep_table(folder: Path, table: TravelTable, *, digest: str) -> Path:
    """Write a table beside its place and rename it there: a reader sees all of it or nothing.

    One line of JSON, the two buffers, and the BLAKE2 of all before it.

    Raises
    ------
    ServiceError
        ``disk.*``.
    """
    head = {
        "digest": digest,
        "byte_order": sys.byteorder,
        "points": table.points,
        "snaps": [[s.lon, s.lat, s.distance_m, s.status.value] for s in table.snaps],
    }
    path = folder / f"{table_key(table.points, digest)}{SUFFIX}"
    content = canonical_json(head).encode() + b"\n" + table.durations.tobytes() + table.distances.tobytes()
    write_whole(path, content + blake2b(content, digest_size=CHECK_BYTES).digest())
    _drop_oldest(folder, path)
    return path


def _drop_oldest(folder: Path, newest: Path) -> None:
    others = [path for path in folder.glob(f"*{SUFFIX}") if path != newest]
    for path in sorted(others, key=lambda other: (-other.stat().st_mtime_ns, other.name))[KEPT_FILES - 1 :]:
        _discard(path)


def _discard(path: Path) -> None:
    """Remove a file, or a folder in its place, that nobody can use; where that is refused it is passed over again."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(OSError):
        path.unlink(missing_ok=True)


def read_table(path: Path, *, digest: str) -> TravelTable | None:
    """Return a kept table, None where the file cannot be believed."""
    try:
        content = path.read_bytes()
        whole, check = memoryview(content)[:-CHECK_BYTES], content[-CHECK_BYTES:]
        if blake2b(whole, digest_size=CHECK_BYTES).digest() != check:
            return None
        start = content.index(b"\n") + 1
        head = json.loads(content[:start])
        points = tuple((lon, lat) for lon, lat in head["points"])
        is_mine = path.stem == table_key(points, digest) and head["byte_order"] == sys.byteorder
        cells = np.frombuffer(whole[start:], np.int32).reshape(2, len(points), len(points))
        snaps = tuple(
            Snap(lon=lon, lat=lat, distance_m=metres, status=SnapStatus(status))
            for lon, lat, metres, status in head["snaps"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not is_mine or len(snaps) != len(points):
        return None
    return TravelTable(points=points, snaps=snaps, durations=cells[0], distances=cells[1])
