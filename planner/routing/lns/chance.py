"""Chance that is the same on every machine: splitmix64 (Steele, Lea, Flood 2014)."""

import numpy as np
from numpy.typing import NDArray

from planner.routing.compiled import compiled

STEP = np.uint64(0x9E3779B97F4A7C15)
FIRST = np.uint64(0xBF58476D1CE4E5B9)
SECOND = np.uint64(0x94D049BB133111EB)
STATE = 0
"""Place of the state in the search's scratch."""


@compiled
def draw(hand: NDArray[np.int64], below: int) -> int:
    """Return a whole number from 0 to below - 1; below lies from 1 to 2**31.

    Unsigned throughout: the compiler may take it that a signed number never
    overflows, and what it makes of one that does reads and writes anywhere.
    """
    mixed = np.uint64(hand[STATE]) + STEP
    hand[STATE] = np.int64(mixed)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * SECOND
    mixed ^= mixed >> np.uint64(31)
    return np.int64(((mixed >> np.uint64(32)) * np.uint64(below)) >> np.uint64(32))
