"""A folder of one's own among everybody's temporary files: what is run from it was put there by nobody else."""

import os
import stat
import tempfile
from pathlib import Path


def private_folder(name: str, *, place: Path | None = None) -> Path:
    """Return a folder that only this user may enter, the same one the next time where that can be trusted.

    A name that can be foreseen may have been taken by somebody else, as a
    folder or as a link to one: then it is a new folder of a chance name, for
    this process alone.

    Parameters
    ----------
    place
        Where it lies; None takes the system's folder of temporary files.
    """
    place = place or Path(tempfile.gettempdir())
    folder = place / f"{name}-{_user()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if _is_own(folder):
            return folder
    except OSError:
        pass
    return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=place))


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "own"


def _is_own(folder: Path) -> bool:
    """Tell whether a path is a folder, no link, of this user and closed to every other one."""
    if not hasattr(os, "getuid"):
        # Windows gives each user temporary files of their own.
        return True
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
