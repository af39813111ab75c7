"""A disk of a few megabytes that a test may fill or forbid to write to; it needs the right to mount."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

BALLAST = "ballast"
MEGABYTES = 24


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """Hold where the disk is mounted."""

    path: Path

    @contextmanager
    def full(self) -> Iterator[None]:
        """Let not a byte fit while the context lasts."""
        ballast = self.path / BALLAST
        with ballast.open("wb", buffering=0) as file:
            for size in (2**16, 2**12, 1):
                try:
                    while file.write(b"0" * size):
                        pass
                except OSError:
                    continue
        try:
            yield
        finally:
            ballast.unlink()

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Let nobody write, the superuser neither, while the context lasts."""
        _run("mount", "-o", "remount,ro", str(self.path))
        try:
            yield
        finally:
            _run("mount", "-o", "remount,rw", str(self.path))


@contextmanager
def small_disk(path: Path) -> Iterator[SmallDisk]:
    """Mount a disk in memory on a new folder; skip visibly where that is not permitted."""
    if not sys.platform.startswith("linux"):
        pytest.skip("mounts a disk as Linux does")
    path.mkdir()
    try:
        _run("mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(path))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting a disk is not permitted here")
    try:
        yield SmallDisk(path)
    finally:
        _run("umount", "--lazy", str(path))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
