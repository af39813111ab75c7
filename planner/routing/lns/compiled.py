"""The one way functions of this package are compiled."""

from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Return the function compiled on first call and kept on disk.

    No fast mathematics: whole numbers and plain IEEE divisions give the same
    bytes on every machine.
    """
    return njit(cache=True, error_model="numpy")(function)  # type: ignore[no-any-return]
