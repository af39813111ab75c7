"""Every place at which a step touches the store or a file, and a process that dies at the n-th of them.

Places: before each statement, after each commit, before and after a file is
opened for writing, in the midst of each writing, before each rename, removal
and new folder. Nothing of the product knows of them.
"""

import builtins
import io
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.default import DefaultDialect

FILE_EVENTS = {"os.rename": "rename", "os.remove": "remove", "os.mkdir": "mkdir", "os.rmdir": "rmdir"}


class Points:
    """Count the places that a process comes to; die at one of them."""

    def __init__(self, folder: Path, *, at: int | None) -> None:
        self.folder, self.at = str(folder.resolve()), at
        self.seen: list[str] = []

    def reach(self, kind: str) -> None:
        """Come to a place."""
        self.seen.append(kind)
        if self.at is not None and len(self.seen) == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def is_own(self, path: object) -> bool:
        """Tell whether a path lies in the folder that is watched, the database's own files left out."""
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        text = os.fsdecode(path)
        return os.path.abspath(text).startswith(self.folder) and ".sqlite" not in os.path.basename(text)


def watch(folder: Path, *, at: int | None) -> Points:
    """Count the places of this process from now on; with ``at``, from 1, it dies there."""
    points = Points(folder, at=at)
    sa.event.listen(sa.engine.Engine, "before_cursor_execute", lambda *_: points.reach("statement"))
    _after(DefaultDialect, "do_commit", lambda: points.reach("commit"))
    sys.addaudithook(lambda event, args: _hear(points, event, args))
    plain_open = io.open

    def watched_open(file: Any, mode: str = "r", *args: Any, **more: Any) -> Any:
        opened = plain_open(file, mode, *args, **more)
        if set(mode) & set("wax+") and (isinstance(file, int) or points.is_own(file)):
            points.reach("opened")
            _tear(points, opened)
        return opened

    io.open = builtins.open = watched_open  # type: ignore[assignment]
    return points


def _hear(points: Points, event: str, args: tuple[Any, ...]) -> None:
    if event in FILE_EVENTS and points.is_own(args[0]):
        points.reach(FILE_EVENTS[event])
    elif event == "open" and points.is_own(args[0]) and args[2] & (os.O_WRONLY | os.O_RDWR):
        points.reach("open")


def _tear(points: Points, file: Any) -> None:
    """Let a file be written in two halves, with a place between them."""
    write = file.write

    def torn(content: Any) -> int:
        half = len(content) // 2
        write(content[:half])
        file.flush()
        points.reach("half")
        write(content[half:])
        return len(content)

    file.write = torn


def _after(owner: type, name: str, then: Callable[[], None]) -> None:
    plain = getattr(owner, name)

    def followed(*args: Any, **more: Any) -> Any:
        given = plain(*args, **more)
        then()
        return given

    setattr(owner, name, followed)
