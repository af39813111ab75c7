"""A lock file: pinned requirements as pip reads them, below each sum the name of the file that it belongs to."""

import re
from dataclasses import dataclass
from pathlib import Path

from locks.places import PYTHONS, SYSTEMS

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
LOCKS = tuple(ROOT / "locks" / name for name in REQUIREMENTS)
_HEAD = """# {requirements} and all that it needs, written by `make lock`: of each file the SHA-256, and below its name.
# Systems: {systems}
# Pythons: {pythons}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One pinned package; ``files`` are pairs of name and SHA-256."""

    name: str
    version: str
    marker: str
    files: tuple[tuple[str, str], ...]

    @property
    def pin(self) -> str:
        """Return the requirement without its sums."""
        return f"{self.name}=={self.version}" + (f" ; {self.marker}" if self.marker else "")

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of its files."""
        return tuple(name for name, _ in self.files)


def lock_text(requirements: str, packages: tuple[Locked, ...]) -> str:
    """Return the whole text of a lock file."""
    head = _HEAD.format(
        requirements=requirements, systems=" ".join(each.name for each in SYSTEMS), pythons=" ".join(PYTHONS)
    )
    return head + "".join(_entry(package) for package in packages)


def _entry(package: Locked) -> str:
    sums = "".join(f" \\\n    --hash=sha256:{digest}" for _, digest in package.files)
    return package.pin + sums + "\n" + "".join(f"    # {name}\n" for name in package.names)


def read_lock(path: Path) -> tuple[Locked, ...]:
    """Read a lock file back; ValueError where sums and names of a package do not pair."""
    entries = re.split(r"^(?=[^\s#])", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return tuple(_read_entry(entry) for entry in entries)


def _read_entry(entry: str) -> Locked:
    pin, _, marker = entry.split("\n", 1)[0].removesuffix("\\").strip().partition(" ; ")
    name, _, version = pin.partition("==")
    digests = re.findall(r"^    --hash=sha256:([0-9a-f]{64})", entry, flags=re.MULTILINE)
    names = re.findall(r"^    # (\S+)$", entry, flags=re.MULTILINE)
    return Locked(name=name, version=version, marker=marker, files=tuple(zip(names, digests, strict=True)))
