"""Valhalla's tiles: built once from a road file, in a child process, and found again by its digest."""

import copy
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from typing import Any

from domain.errors import InputError, ServiceError
from geo.road_files import check_network
from geo.travel.source import source_digest
from geo.travel.whole_folders import clear_place, is_whole, write_contents
from geo.whole_files import worded_disk, write_whole

COSTINGS = ("auto", "motorcycle")
CONFIG = "valhalla.json"
BUILD_TIMEOUT_S = 3600
BUILDING = ".building-"
ROOM_BYTES = 2**20
"""Less room than this on a disk is none."""
MAX_PAIRS = 25_000_000
MAX_STOPS = 500


def engine_version() -> str:
    """Return the version of the embedded engine."""
    return version("pyvalhalla")


def tiles_digest(roads: Path) -> str:
    """Return the digest of a road file and the engine that reads it."""
    with roads.open("rb") as file:
        return source_digest(
            schema=1, engine="valhalla", version=engine_version(), roads=file_digest(file, "sha256").hexdigest()
        )


def ready_tiles(roads: Path, *, cache_dir: Path) -> Path:
    """Return the configuration file of a road file's tiles, building them where they are missing.

    Tiles are built in a folder of their own and renamed when whole; altered ones are built anew.

    Raises
    ------
    InputError
        As ``geo.road_files.check_network``: the builder would die of such a file.
    ServiceError
        ``travel.build_failed`` if the builder ends badly.
    """
    if not roads.is_file():
        raise InputError("roads.no_file", path=roads.name)
    home = cache_dir / "valhalla" / tiles_digest(roads)[:32]
    if not is_whole(home):
        check_network(roads)
        with building(home) as made:
            build_tiles(roads, made)
            # It names this folder; the one in place is written each time.
            (made / CONFIG).unlink(missing_ok=True)
    return write_config(home)


@contextmanager
def building(home: Path) -> Iterator[Path]:
    """Give a folder to build in, that is put in its place once it is finished; what a dead builder left is removed.

    Raises
    ------
    ServiceError
        ``disk.*``; ``disk.full`` too where a builder failed for want of room.
    """
    clear_place(home)
    with worded_disk(home):
        home.parent.mkdir(parents=True, exist_ok=True)
        for left in home.parent.glob(f"{BUILDING}*"):
            if time.time() - left.stat().st_mtime > 2 * BUILD_TIMEOUT_S:
                shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=home.parent, prefix=BUILDING) as folder:
            try:
                yield Path(folder) / "made"
                write_contents(Path(folder) / "made")
            except ServiceError as error:
                if shutil.disk_usage(folder).free < ROOM_BYTES:
                    raise ServiceError("disk.full", file=home.parent.name) from error
                raise
            move_whole(Path(folder) / "made", home)


def move_whole(made: Path, home: Path) -> None:
    """Rename a finished folder into its place, unless another process was first."""
    try:
        made.rename(home)
    except OSError:
        if not home.is_dir():
            raise


def build_tiles(roads: Path, home: Path) -> None:
    """Run the builder that the engine's package carries, quietly, with one thread."""
    from valhalla import PYVALHALLA_DIR

    (home / "tiles").mkdir(parents=True)
    config = write_config(home)
    builder = (
        PYVALHALLA_DIR / "bin" / ("valhalla_build_tiles.exe" if sys.platform == "win32" else "valhalla_build_tiles")
    )
    # Windows looks for the package's DLLs in the working folder.
    libraries = PYVALHALLA_DIR.parent / "pyvalhalla.libs"
    try:
        subprocess.run(
            [builder, "-c", config.resolve(), roads.resolve()],
            check=True,
            capture_output=True,
            timeout=BUILD_TIMEOUT_S,
            cwd=libraries if libraries.is_dir() else None,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ServiceError("travel.build_failed", path=roads.name) from error


def write_config(home: Path) -> Path:
    """Write the engine's configuration for the tiles below ``home`` and return its path."""
    path = home / CONFIG
    write_whole(path, json.dumps(engine_config(home / "tiles")))
    return path


def engine_config(tiles: Path) -> dict[str, Any]:
    """Return the engine's configuration: silent, offline, with room for large matrices."""
    from valhalla import get_config

    # get_config hands out inner dicts that it shares between calls.
    config: dict[str, Any] = copy.deepcopy(get_config(tile_extract="", tile_dir=tiles))
    config["mjolnir"]["concurrency"] = 1
    for key in ("tile_extract", "admin", "timezone", "landmarks"):
        config["mjolnir"].pop(key, None)
    config["additional_data"].pop("elevation", None)
    for costing in COSTINGS:
        config["service_limits"][costing].update(
            max_matrix_location_pairs=MAX_PAIRS, max_matrix_distance=1e6, max_locations=MAX_STOPS
        )
    # The default, costmatrix, took six to twelve times as long and left pairs out.
    config["thor"]["source_to_target_algorithm"] = "timedistancematrix"
    return config
