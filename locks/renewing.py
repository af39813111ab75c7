"""Lock files made anew: uv resolves for every system and Python at once, and only files that suit one are kept."""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from locks.lock_files import LOCKS, REQUIREMENTS, ROOT, Locked, lock_text
from locks.places import PLACES, PYTHONS, has_wheel, suits_any

_OLDEST = f"python_full_version >= '{PYTHONS[0]}'"


def renew() -> None:
    """Write both lock files with the newest versions that requirements.txt and requirements-dev.txt allow."""
    with tempfile.TemporaryDirectory() as folder:
        # The tests' packages may hold one of the product's back: what is tested is what is shipped.
        everything = resolve(ROOT / REQUIREMENTS[1], Path(folder), ())
        shipped = resolve(ROOT / REQUIREMENTS[0], Path(folder), everything)
    # What both need stands once, in the first: pip reads the two together.
    pins = {package.pin for package in shipped}
    tested = tuple(package for package in everything if package.pin not in pins)
    for path, name, packages in zip(LOCKS, REQUIREMENTS, (shipped, tested), strict=True):
        path.write_text(lock_text(name, packages), encoding="utf-8", newline="\n")
        print(f"{path.relative_to(ROOT)}: {len(packages)} packages, {sum(len(each.files) for each in packages)} files")


def resolve(requirements: Path, folder: Path, pinned: tuple[Locked, ...]) -> tuple[Locked, ...]:
    """Ask uv for every package of a file of requirements, at the pinned versions where there are some.

    CalledProcessError, with uv's words as ``stderr``, where nothing suits or no index answers.
    """
    constraints, answer = folder / "constraints.txt", folder / "pylock.toml"
    constraints.write_text("".join(package.pin + "\n" for package in pinned), encoding="utf-8")
    answer.unlink(missing_ok=True)
    line = [sys.executable, "-m", "uv", "pip", "compile", "--no-config", "--quiet", "--universal"]
    line += ["--format", "pylock.toml", "--python-version", PYTHONS[0], "-c", str(constraints)]
    subprocess.run([*line, str(requirements), "-o", str(answer)], stderr=subprocess.PIPE, text=True, check=True)
    return tuple(locked(entry) for entry in tomllib.loads(answer.read_text(encoding="utf-8"))["packages"])


def locked(entry: dict[str, Any]) -> Locked:
    """Return a package of a pylock.toml with the wheels that suit a place, and its source where one is without."""
    marker = entry.get("marker", "").removeprefix(_OLDEST).removeprefix(" and ")
    wheels = [file for file in entry.get("wheels", ()) if suits_any(_name(file))]
    names = tuple(_name(file) for file in wheels)
    if not all(has_wheel(names, place) for place in PLACES if place.takes(marker)):
        wheels += [entry["sdist"]] if "sdist" in entry else []
    files = sorted((_name(file), file["hashes"]["sha256"]) for file in wheels)
    return Locked(name=entry["name"], version=entry["version"], marker=marker, files=tuple(files))


def _name(file: dict[str, Any]) -> str:
    return file.get("name") or file["url"].rsplit("/", 1)[1]
