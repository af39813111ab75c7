"""Folders of an engine's files: built beside their place, and believed only with the sums that they bear."""

import json
import shutil
from collections.abc import Mapping
from functools import lru_cache
from hashlib import file_digest
from pathlib import Path

from geo.summed_files import read_summed, write_summed
from geo.whole_files import worded_disk

CONTENTS = "contents.json"
State = tuple[tuple[str, int, int], ...]


def write_contents(folder: Path) -> None:
    """Write into a finished folder what it holds: the BLAKE2 of every file in it."""
    write_summed(folder / CONTENTS, json.dumps({"files": {name: _sum(folder / name) for name, *_ in _state(folder)}}))


def is_whole(folder: Path) -> bool:
    """Tell whether a folder holds every file that it was finished with, unaltered; others do not matter."""
    try:
        told = read_summed(folder / CONTENTS)
        return told is not None and _is_as_told(folder, told, _state(folder))
    except OSError:
        return False


def clear_place(home: Path) -> None:
    """Remove what stands in the place of a folder and is not whole.

    Raises
    ------
    ServiceError
        ``disk.*`` where it cannot be removed.
    """
    with worded_disk(home):
        if home.is_dir():
            shutil.rmtree(home)
        else:
            home.unlink(missing_ok=True)


@lru_cache(maxsize=8)
def _is_as_told(folder: Path, told: str, state: State) -> bool:
    # Sums of a province's tiles take a second: once for each state of the folder will do.
    files: Mapping[str, str] = json.loads(told)["files"]
    there = {name for name, *_ in state}
    return all(name in there and _sum(folder / name) == stated for name, stated in files.items())


def _state(folder: Path) -> State:
    """Return name, size and time of every file below a folder, what it says of its contents left out."""
    found = sorted((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file())
    stats = ((name, path.stat()) for name, path in found if name != CONTENTS)
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "blake2b").hexdigest()
