"""OSRM's files: built once from a road file by the programs its package carries, and found again by their digest."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from hashlib import file_digest
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from domain.digest import sha256_hex
from domain.errors import InputError, ServiceError
from geo.road_files import check_network, main_places
from geo.travel.profiles import Profile
from geo.travel.source import source_digest
from geo.travel.valhalla_tiles import building
from geo.travel.whole_folders import is_whole

BUILD_TIMEOUT_S = 3600
ANCHORS = "anchors.json"
SMALL = 50
"""Pieces of fewer roads are islands, as in Valhalla."""


def files_digest(roads: Path, *, profile: Profile, algorithm: str) -> str:
    """Return the digest of a road file, the vehicle and the engine that reads it."""
    with roads.open("rb") as file:
        content = file_digest(file, "sha256").hexdigest()
    return source_digest(
        schema=1, engine="osrm", version=version("osrm-bindings"), roads=content, profile=sha256_hex(profile.lua),
        algorithm=algorithm, small=SMALL,
    )  # fmt: skip


def ready_files(roads: Path, *, cache_dir: Path, profile: Profile, algorithm: str) -> Path:
    """Return the base name of a road file's OSRM files, building them where they are missing.

    Raises
    ------
    InputError
        As ``geo.road_files.check_network``.
    ServiceError
        ``travel.build_failed`` if a program ends badly.
    """
    if not roads.is_file():
        raise InputError("roads.no_file", path=roads.name)
    home = cache_dir / "osrm" / files_digest(roads, profile=profile, algorithm=algorithm)[:32]
    if not is_whole(home):
        check_network(roads)
        with building(home) as made:
            made.mkdir()
            _build(roads, made, profile=profile, algorithm=algorithm)
    return home / "network.osrm"


def _build(roads: Path, home: Path, *, profile: Profile, algorithm: str) -> None:
    package = program("extract").parent.parent
    lua = package / "share" / "profiles" / "car.lua"
    if profile.lua:
        lua = home / "vehicle.lua"
        lua.write_text(profile.lua, encoding="utf-8")
    (home / ANCHORS).write_text(json.dumps(main_places(roads)), encoding="utf-8")
    base = home / "network.osrm"
    steps: list[tuple[str, list[str]]] = [
        ("extract", ["-p", str(lua), "--small-component-size", str(SMALL), "--output", str(base), str(roads.resolve())])
    ]
    steps += (
        [("contract", [str(base)])] if algorithm == "CH" else [("partition", [str(base)]), ("customize", [str(base)])]
    )
    for name, arguments in steps:
        _run(name, arguments, libraries=package / "share" / "profiles", roads=roads)


def _run(name: str, arguments: Sequence[str], *, libraries: Path, roads: Path) -> None:
    # The profile requires OSRM's own libraries by name; Windows finds the programs' DLLs by PATH.
    packed = program(name).parent.parent.parent / "osrm_bindings.libs"
    path = os.pathsep.join([str(packed)] if packed.is_dir() else [])
    try:
        subprocess.run(
            [str(program(name)), "-t", "1", *arguments],
            check=True, capture_output=True, timeout=BUILD_TIMEOUT_S,
            env={"LUA_PATH": f"{libraries.as_posix()}/?.lua;;", "PATH": path, "LC_ALL": "C"},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise ServiceError("travel.build_failed", path=roads.name) from error


def program(name: str) -> Path:
    """Return the path of one of the engine's programs."""
    spec = find_spec("osrm")
    if spec is None or spec.origin is None:
        raise ServiceError("travel.no_osrm")
    return Path(spec.origin).parent / "bin" / f"osrm-{name}{'.exe' if sys.platform == 'win32' else ''}"
