"""Travel times between points, as whole seconds in one flat buffer."""

from array import array
from dataclasses import dataclass

UNREACHABLE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelMatrix:
    """Hold travel times and, where known, distances between points.

    Buffers are row-major ``array('i')`` of shape (n, n), rows from, columns
    to, whole seconds and whole metres; -1 is unreachable. Nothing but this
    class and the solvers' numpy views reads them. ``source`` names the engine,
    ``digest`` its network, profile and version.

    Raises
    ------
    ValueError
        If a buffer has not n x n entries.
    """

    size: int
    durations: "array[int]"
    distances: "array[int] | None"
    source: str
    digest: str = ""

    def __post_init__(self) -> None:
        if len(self.durations) != self.size**2:
            raise ValueError("durations is not n x n")
        if self.distances is not None and len(self.distances) != self.size**2:
            raise ValueError("distances is not n x n")

    def duration_s(self, i: int, j: int) -> int | None:
        """Return the seconds from point i to point j, None where there is no way."""
        seconds = self.durations[i * self.size + j]
        return None if seconds == UNREACHABLE else seconds

    def distance_m(self, i: int, j: int) -> int | None:
        """Return the metres from point i to point j, None where unknown or no way."""
        if self.distances is None:
            return None
        metres = self.distances[i * self.size + j]
        return None if metres == UNREACHABLE else metres
