"""A server on loopback for an office's folder, as browser and security tests need it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.served_office import serve_office

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Served:
    """Hold a running server: its address, its folder, and passwords by account as they were when it started."""

    base: str
    directory: Path
    passwords: dict[str, str]


@contextmanager
def serve(directory: Path) -> Iterator[Served]:
    """Serve the office of a folder, with a worker, while the context lasts."""
    with serve_office(directory, with_worker=True) as office:
        yield Served(base=office.base, directory=directory, passwords=office.passwords)
