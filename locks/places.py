"""The systems and Pythons that the lock files serve, and the wheels that suit them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from packaging.markers import Marker
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import parse_wheel_filename

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# PEP 600: the older names of three of the manylinux tags.
_OLDER_NAMES = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A system as ``start.py`` asks for it; wheels are held to ``oldest`` (minor of glibc, major of macOS)."""

    name: str
    sys_platform: str
    machine: str
    oldest: int = 0
    newest: int = 0

    def platforms(self, version: int) -> list[str]:
        """Return the platform tags that this system takes at a version of its own."""
        if self.sys_platform == "win32":
            return ["win_amd64"]
        if self.sys_platform == "darwin":
            return list(mac_platforms((version, 0), self.machine))
        minors = range(version, 4, -1)
        return [f"{name}_{self.machine}" for minor in minors for name in _linux_names(minor)]


# Debian 12 has glibc 2.36, Ubuntu 22.04 has 2.35. Macs with Intel are left out: numba, cryptography and others
# make no wheels for them any more.
SYSTEMS = (
    System(name="linux-x86_64-glibc", sys_platform="linux", machine="x86_64", oldest=35, newest=50),
    System(name="linux-aarch64-glibc", sys_platform="linux", machine="aarch64", oldest=35, newest=50),
    System(name="win32-AMD64", sys_platform="win32", machine="AMD64"),
    System(name="darwin-arm64", sys_platform="darwin", machine="arm64", oldest=14, newest=30),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One system with one Python."""

    system: System
    python: str

    def takes(self, marker: str) -> bool:
        """Tell whether a requirement with this marker is installed here."""
        names = {"linux": "Linux", "win32": "Windows", "darwin": "Darwin"}
        environment = {
            "python_version": self.python,
            "python_full_version": f"{self.python}.0",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "sys_platform": self.system.sys_platform,
            "platform_machine": self.system.machine,
            "platform_system": names[self.system.sys_platform],
            "os_name": "nt" if self.system.sys_platform == "win32" else "posix",
        }
        return not marker or Marker(marker).evaluate(dict(environment))

    def tags(self, version: int) -> set[Tag]:
        """Return the tags of wheels that suit this Python on the system at a version."""
        major, minor = (int(part) for part in self.python.split("."))
        interpreter, platforms = f"cp{major}{minor}", self.system.platforms(version)
        tagged = cpython_tags((major, minor), [interpreter], platforms)
        return {*tagged, *compatible_tags((major, minor), interpreter, platforms)}


PLACES = tuple(Place(system=system, python=python) for system, python in product(SYSTEMS, PYTHONS))


def has_wheel(files: tuple[str, ...], place: Place) -> bool:
    """Tell whether one of the files is a wheel for the oldest system of a place."""
    wanted = place.tags(place.system.oldest)
    return any(parse_wheel_filename(name)[3] & wanted for name in files if name.endswith(".whl"))


def suits_any(wheel: str) -> bool:
    """Tell whether a wheel may be chosen at any place, on newer systems too."""
    return any(parse_wheel_filename(wheel)[3] & place.tags(place.system.newest) for place in PLACES)


def _linux_names(minor: int) -> Iterator[str]:
    yield f"manylinux_2_{minor}"
    if minor in _OLDER_NAMES:
        yield _OLDER_NAMES[minor]
