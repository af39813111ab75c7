"""A file that is read once and then gone."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ui.session import workspace


@contextmanager
def kept_file(name: str, content: bytes, *, suffixes: Sequence[str]) -> Iterator[Path]:
    """Keep bytes while they are read; the name from outside gives only a known suffix."""
    folder = workspace().settings.directory / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    suffix = Path(name).suffix.lower().lstrip(".")
    path = folder / f"{secrets.token_hex(16)}.{suffix if suffix in suffixes else suffixes[0]}"
    try:
        path.write_bytes(content)
        yield path
    finally:
        path.unlink(missing_ok=True)
