"""Work that other processes do for the tests of area runs: it must stand in a module that they can import."""

import os
from pathlib import Path

from domain.errors import ConflictError, InfeasibleError


def squared(number: int) -> tuple[int, int]:
    """Return the square and the process; 3 refuses, 6 breaks with a text that quotes somebody."""
    if number == 3:
        raise ConflictError("plan.not_drawn")
    if number == 6:
        raise KeyError("a name that no log may hold")
    return number**2, os.getpid()


def unfit(number: int) -> int:
    """Refuse with an error whose class is made otherwise than its base, and so does not travel."""
    raise NarrowError(number)


class NarrowError(InfeasibleError):
    """Say what FloorError says, made of something else than a code."""

    def __init__(self, number: int) -> None:
        super().__init__("draw.floor", count=number.real)


def deadly(number: int) -> tuple[int, int]:
    """As squared, but 5 takes its process with it."""
    if number == 5:
        os._exit(9)
    return squared(number)


def once_refused(mark: str) -> str:
    """Refuse the first time that it is asked with a mark, a path."""
    if not Path(mark).exists():
        Path(mark).touch()
        raise ConflictError("plan.not_drawn")
    return mark
