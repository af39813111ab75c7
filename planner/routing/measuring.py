"""Travel times of chosen points only: what a province needs instead of one table of all its points."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from domain.routing import Location
from domain.travel import TravelMatrix

MatrixOf = Callable[[Sequence[Location]], TravelMatrix]
"""Measure chosen locations, in their order. One that goes to other processes can be pickled."""

UNMEASURED = TravelMatrix(size=0, durations=array("i"), distances=None, source="none")
"""The matrix of a problem whose points nobody has measured yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaneTravel:
    """Measure nearest whole seconds of straight line x detour / speed between points with x_m and y_m."""

    detour: float
    speed_kmh: float

    def __call__(self, locations: Sequence[Location]) -> TravelMatrix:
        """Return the matrix of the locations.

        Raises
        ------
        ValueError
            If a time does not fit 31 bits.
        """
        x_m = np.array([location.x_m for location in locations], dtype=np.float64)
        y_m = np.array([location.y_m for location in locations], dtype=np.float64)
        durations = array("i")
        for x, y in zip(x_m, y_m, strict=True):
            # A square root is rounded correctly everywhere, hypot is not: the same bytes on every machine.
            metres = np.sqrt((x_m - x) * (x_m - x) + (y_m - y) * (y_m - y))
            seconds = np.rint(metres * self.detour * 3.6 / self.speed_kmh)
            if seconds.max() >= 2**31:
                raise ValueError("a travel time beyond 31 bits")
            durations.frombytes(seconds.astype(np.int32).tobytes())
        return TravelMatrix(size=len(locations), durations=durations, distances=None, source="travel")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTravel:
    """Measure by looking up a matrix that is already there; ``places`` are its rows by location id."""

    matrix: TravelMatrix
    places: dict[str, int]

    def __call__(self, locations: Sequence[Location]) -> TravelMatrix:
        """Return the rows and columns of the locations, with distances where they are known."""
        rows = np.array([self.places[location.id] for location in locations], dtype=np.int64)
        durations = _part(self.matrix.durations, self.matrix.size, rows)
        distances = None if self.matrix.distances is None else _part(self.matrix.distances, self.matrix.size, rows)
        return TravelMatrix(
            size=len(rows),
            durations=durations,
            distances=distances,
            source=self.matrix.source,
            digest=self.matrix.digest,
        )


def _part(buffer: "array[int]", size: int, rows: "np.typing.NDArray[np.int64]") -> "array[int]":
    table = np.frombuffer(buffer, dtype=np.int32).reshape(size, size)
    part = array("i")
    part.frombytes(np.ascontiguousarray(table[np.ix_(rows, rows)]).tobytes())
    return part
