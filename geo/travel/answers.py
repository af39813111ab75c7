"""What engines answer, taken over only when it is whole."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from domain.errors import ServiceError
from domain.travel import UNREACHABLE

NO_WAY = -9.0
ROUNDED_BELOW = 2.0
"""OSRM 26.10 gives lengths down to -0.7 m between places less than a metre apart on one road."""


def whole_grid(
    rows: Sequence[Sequence[float | None]], *, shape: tuple[int, int], service: str, scale: float = 1.0
) -> Any:
    """Return an engine's rows as whole numbers, None as unreachable.

    Raises
    ------
    ServiceError
        ``travel.bad_answer`` where the rows are not of the shape asked for, or
        hold anything but numbers from 0 up and None: half a matrix is none.
    """
    try:
        lists = [[NO_WAY if cell is None else cell for cell in row] for row in rows]
        grid = np.array(lists, np.float64) if lists else np.empty(shape)
    except (TypeError, ValueError) as error:
        raise ServiceError("travel.bad_answer", service=service, what="matrix") from error
    if grid.shape != shape or not np.isfinite(grid).all() or ((grid <= -ROUNDED_BELOW) & (grid != NO_WAY)).any():
        raise ServiceError("travel.bad_answer", service=service, what="matrix")
    return np.where(grid == NO_WAY, UNREACHABLE, np.rint(np.maximum(grid, 0) * scale)).astype(np.int32)
