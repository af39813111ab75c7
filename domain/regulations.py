"""How far regulations were made known in a commune: counts, no establishment."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneCover:
    """Count one commune's establishments in scope; ``code`` "" is the area.

    Parameters
    ----------
    visited, met
        Given the regulations by a visit; not so, but named at a meeting.
    represented
        Establishments that meetings counted, named or not.
    commitments
        Establishments that signed at a visit, and commitments signed at meetings.
    missing
        Neither visited nor named.
    met_on
        Day of the latest meeting, None without one.
    """

    code: str
    registered: int
    visited: int
    met: int
    represented: int
    commitments: int
    missing: int
    meetings: int = 0
    met_on: date | None = None

    @property
    def reached(self) -> int:
        """Return how many were given the regulations."""
        return self.visited + self.met
