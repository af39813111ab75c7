"""The one way functions are compiled: whole numbers, and a store on disk that changes with the sources."""

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from numba import config, njit

from planner.routing.checked_code import check_files
from planner.routing.private_folder import private_folder

Function = TypeVar("Function", bound=Callable[..., Any])
HERE = Path(__file__).parent
SOURCES = (
    *sorted(HERE.glob("lns/*.py")), *sorted(HERE.glob("bound/*.py")), Path(__file__), HERE / "checked_code.py",
)  # fmt: skip


def compiled(function: Function) -> Function:
    """Return the function compiled on first call and kept on disk.

    No fast mathematics: whole numbers and plain IEEE divisions give the same
    bytes on every machine. Signed numbers must not overflow: the compiler
    takes it that they never do.
    """
    if not config.CACHE_DIR:  # type: ignore[attr-defined]
        config.CACHE_DIR = str(_store())  # type: ignore[attr-defined]
    made: Function = njit(cache=True, error_model="numpy")(function)
    check_files(made)
    return made


def _store() -> Path:
    """Return where compiled code of exactly these sources is kept.

    numba looks only at the file of a function, not at the files of what it
    calls: after an update it would go on with old code.
    """
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in SOURCES)).hexdigest()[:16]
    store = HERE / "__pycache__" / f"compiled-{digest}"
    try:
        store.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=store):
            return store
    except OSError:
        return private_folder("inspection-rounds") / digest
