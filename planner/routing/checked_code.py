"""Compiled code on disk, believed only with the sum that each of its files bears.

numba loads whatever lies in its cache: a cut file ends in a traceback, an
altered one is run. A file that is not sound is as good as none, and its
function is compiled again.
"""

import pickle
import shutil
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from numba.core.caching import IndexDataCacheFile

SUM_BYTES = 32


class CheckedFiles(IndexDataCacheFile):  # type: ignore[misc]
    """Hold numba's files of one function; a sum follows each pickle, where pickle itself does not look."""

    def save(self, key: Any, data: Any) -> None:
        """Keep compiled code; where the disk refuses, it is compiled again next time."""
        with suppress(OSError):
            super().save(key, data)

    def _dump(self, obj: Any) -> bytes:
        content: bytes = super()._dump(obj)
        return content + _sum(content)

    def _load_index(self) -> Any:
        head = pickle.dumps(self._version, protocol=-1)
        return super()._load_index() if _is_sound(Path(self._index_path), head) else {}

    def _load_data(self, name: str) -> Any:
        path = Path(self._data_path(name))
        if not _is_sound(path, b""):
            raise FileNotFoundError(path)
        return super()._load_data(name)


def check_files(function: Any) -> None:
    """Let a compiled function keep its code in checked files."""
    kept = getattr(getattr(function, "_cache", None), "_cache_file", None)
    if kept is not None:
        base = kept._index_name.removesuffix(".nbi")
        function._cache._cache_file = CheckedFiles(kept._cache_path, base, kept._source_stamp)


def _is_sound(path: Path, head: bytes) -> bool:
    """Tell whether a file begins with some bytes and ends in the sum of all that follows them."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    try:
        content = path.read_bytes()
    except OSError:
        return False
    body, stated = content[len(head) : -SUM_BYTES], content[-SUM_BYTES:]
    return content.startswith(head) and len(content) >= len(head) + SUM_BYTES and _sum(body) == stated


def _sum(content: bytes) -> bytes:
    return blake2b(content, digest_size=SUM_BYTES).digest()
