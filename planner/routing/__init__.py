"""Routes of teams over their shifts: formats, exact times, solvers behind one registry.

``SOLVERS`` and ``solve`` are looked up when first used: planner.explanation needs
the times of this package, and solving needs the explanations.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.routing.registry import SOLVERS
    from planner.routing.solving import solve

__all__ = ["SOLVERS", "solve"]


def __getattr__(name: str) -> Any:
    if name == "SOLVERS":
        from planner.routing.registry import SOLVERS

        return SOLVERS
    if name == "solve":
        from planner.routing.solving import solve

        return solve
    raise AttributeError(name)
