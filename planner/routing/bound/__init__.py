"""How good a plan can be at most: a bound on the score of every legal plan (column generation).

The names are loaded when they are first used: a page that words a gap needs no engine.
"""

from typing import Any

__all__ = ["Bound", "gap_share", "upper_bound"]


def __getattr__(name: str) -> Any:
    if name == "gap_share":
        from planner.routing.bound.gap import gap_share

        return gap_share
    if name in ("Bound", "upper_bound"):
        from planner.routing.bound import search

        return getattr(search, name)
    raise AttributeError(name)
