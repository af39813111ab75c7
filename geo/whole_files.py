"""Files that are there whole or not at all: written beside their place, then put there."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from domain.errors import ServiceError

DISK_CODES = {
    errno.ENOSPC: "disk.full", errno.EDQUOT: "disk.full", errno.EFBIG: "disk.full", errno.EROFS: "disk.read_only",
    errno.EACCES: "disk.read_only", errno.EPERM: "disk.read_only",
}  # fmt: skip


def write_whole(path: Path, content: str | bytes) -> None:
    """Write bytes, or a text as UTF-8, in place of what a file held; its folder is made where absent.

    What is there afterwards survives the loss of power.

    Raises
    ------
    ServiceError
        ``disk.full``, ``disk.read_only``, ``disk.failed``: what the file held before stays.
    """
    with worded_disk(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode("utf-8") if isinstance(content, str) else content)
                file.flush()
                os.fsync(handle)
            os.replace(made, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(made)
            raise


@contextmanager
def worded_disk(path: Path) -> Iterator[None]:
    """Turn what the disk refuses about a file or folder (full, not to be written to) into a ServiceError."""
    try:
        yield
    except OSError as error:
        raise ServiceError(DISK_CODES.get(error.errno or 0, "disk.failed"), file=path.name) from error
