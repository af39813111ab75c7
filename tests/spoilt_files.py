"""The ways in which a kept file may be broken, each done to a path."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").write_bytes(b"x")


def _alter(path: Path) -> None:
    content = path.read_bytes()
    middle = len(content) // 2
    path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])


SPOILING: Mapping[str, Callable[[Path], None]] = {
    "a byte short": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(b"\x00\xff not what it was \x80" * 40),
    "a bit altered": _alter,
    "longer": lambda path: path.write_bytes(path.read_bytes() + b" "),
    "a folder": _folder,
    "gone": lambda path: path.unlink(),
}


def without(path: Path) -> None:
    """Remove a file or a folder."""
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
